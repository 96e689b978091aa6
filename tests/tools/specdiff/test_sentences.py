"""Sentences name each thing as what it is, and read as one would say them to a colleague."""

import copy
import re
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.specdiff.contracts import (
    Json,
    content,
    contract,
    findings,
    operation,
    request_of,
    response_of,
)
from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.rules import RULES
from tools.specdiff.judgement.wording import named, quoted, shown
from tools.specdiff.reports.escaping import inline

STRING: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}


def said(base: Json, revision: Json) -> list[str]:
    """Return the sentences between two contracts."""
    return [finding.sentence for finding in findings(base, revision)]


def with_parameter(**schema: Any) -> Json:
    """Return a contract whose operation has a parameter."""
    parameter = {"name": "limit", "in": "query", "schema": schema}
    return contract(operation("/pets", "get", parameters=[parameter]))


def test_sentences_of_operations() -> None:
    """What is new is called new, and what is gone removed."""
    one, two = contract(operation("/core/agents", "get")), contract({})
    assert said(two, one) == ["New operation GET /core/agents."]
    assert said(one, two) == ["GET /core/agents is removed. Calls to it fail."]


def test_sentences_of_parameters() -> None:
    """A parameter is named by its name, never by a value, in its place or in components."""
    changes = [
        (STRING, STRING | {"format": "uuid"},
         ("The format of `limit` in GET /pets changes from none to `uuid`. Requests outside it are "
         "rejected.")),
        (STRING | {"enum": ["up", "down"]}, STRING | {"enum": ["up"]},
         "`limit` in GET /pets no longer accepts `down`. Requests that send it are rejected."),
        (INTEGER | {"default": 20}, INTEGER | {"default": 50},
         ("The default of the parameter `limit` in GET /pets changes from `20` to `50`. Requests "
         "that omit it behave differently.")),
    ]  # fmt: skip
    for base, revision, sentence in changes:
        assert said(with_parameter(**base), with_parameter(**revision)) == [sentence]
        shared = [
            contract(
                operation("/pets", "get", parameters=[{"$ref": "#/components/parameters/P1"}]),
                {"parameters": {"P1": {"name": "limit", "in": "query", "schema": schema}}},
            )
            for schema in (base, revision)
        ]
        assert said(*shared) == [sentence.replace(" in GET /pets", "")]
    moved = contract({"/pets": {"parameters": [{"name": "n", "in": "query"}], "get": {}}})
    assert said(moved, contract({"/pets": {"get": {}}})) == [
        (
            "The parameter `n` in /pets is removed. Requests that send it are rejected, or it is "
            "ignored."
        )
    ]


def test_sentences_of_schemas() -> None:
    """Properties, items and answers are named on their way, and the union by its own name."""
    pet: Json = {"type": "object", "properties": {"tags": {"type": "array", "items": STRING}}}
    longer: Json = copy.deepcopy(pet)
    longer["properties"]["tags"]["items"] = STRING | {"maxLength": 3}
    assert said(request_of(pet), request_of(longer)) == [
        (
            "The maximum length of `tags[]` in the request of POST /a changes from none to `3`. "
            "Requests outside it are rejected."
        )
    ]
    closed = pet | {"additionalProperties": False}
    schemas = [response_of({"$ref": "#/components/schemas/Pet"}, components={"schemas": {
        "Pet": schema
    }}) for schema in (closed, pet)]  # fmt: skip
    assert said(*schemas) == [
        (
            "`Pet` may now have properties that the contract used to exclude. Readers must "
            "ignore them."
        )
    ]
    less, more = ({"anyOf": [STRING, *([INTEGER] * more)]} for more in (0, 1))
    errors = [contract(operation(responses={"404": content(one)})) for one in (less, more)]
    assert said(*errors) == [
        "The 404 answer of POST /a may now be `integer`. Readers must handle it."
    ]
    needs = {"type": "object", "required": ["a"]}
    assert said(request_of({"type": "object"}, components={}), request_of(needs)) == [
        (
            "The property `a` in the request of POST /a is now required. Requests without it are "
            "rejected."
        )
    ]
    empty = {"type": "object", "properties": {"p": STRING}}
    null = {"type": "object", "properties": {"p": STRING | {"default": None}}}
    assert said(response_of(empty), response_of(null)) == [
        (
            "The default of `p` in the answer of POST /a changes from none to `null`. Readers that "
            "fill it in must change too."
        )
    ]


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("", "the API"),
        ("/security", "the API"),
        ("/info", "`info`"),
        ("/servers", "the API"),
        ("/servers/0", "the server `https://a.test`"),
        ("/servers/0/variables/v", "the variable `v` of the server `https://a.test`"),
        ("/components/schemas/S/properties/properties/properties/type/type", "`S.properties.type`"),
        ("/components/schemas/S/$defs/T/properties/p", "`T.p`"),
        ("/components/schemas/S/additionalProperties/items/anyOf/0/prefixItems/1", "`S.*[][]`"),
        ("/components/schemas/S/dependentSchemas/a/then/properties/b", "`S.b`"),
        ("/components/parameters/gone/schema", "`gone`"),
        ("/components/headers/H/schema", "`H`"),
        ("/components/responses/R/content/a~1b/schema/properties/p", "`p` in the response `R`"),
        ("/components/requestBodies/B/content/a~1b", "the request body `B`"),
        ("/components/requestBodies/B/content/a~1b/schema/items",
         "an item in the request body `B`"),
        ("/paths/~1a/get/requestBody/content/a~1b/schema/additionalProperties",
         "a further property in the request of GET /a"),
        ("/paths/~1a/get/responses/default/headers/X-H/schema",
         "`X-H` in the default answer of GET /a"),
        ("/paths/~1a/additionalOperations/COPY/requestBody", "the request of COPY /a"),
        ("/paths/~1a/get/servers/0", "the API"),
        ("/paths/~1a/get/callbacks/done/{$url}/post/requestBody/content/a~1b/schema/properties/p",
         "`p` in the request of GET /a, callback POST done {$url}"),
        ("/webhooks/called/post/requestBody", "the request of webhook POST called"),
    ],
)  # fmt: skip
def test_what_a_pointer_is_called(pointer: str, words: str) -> None:
    """Every kind of place has a name of its own, whatever its parts are called."""
    servers = [{"url": "https://a.test"}]
    assert named(Document(contract(servers=servers), "a.json"), pointer) == words


def test_values_in_sentences() -> None:
    """Values are code, whole and on one line; what is too long for a sentence is called so."""
    assert quoted([1, "a`b\n c", None, []]) == "`1`, `a'b c`, none, none"
    assert (
        quoted({"type": "object", "required": ["a"]}) == '`{"type": "object", "required": ["a"]}`'
    )
    assert quoted({"a": "Cat", "b": "Dog"}) == "`a`: `Cat`, `b`: `Dog`"
    assert quoted({"enum": ["x" * 99]}) == "an object"
    assert quoted("x" * 500) == f"`{'x' * 500}`"
    assert len(quoted("x" * 9000)) < 1100
    assert shown(["a\nb", None, True]) == "a b, none, true"


def test_numbers_are_no_lists_in_markdown() -> None:
    """A number at the beginning or the end of a sentence is text there."""
    for finding in findings(with_parameter(minimum=1.0), with_parameter(minimum=2.0)):
        assert "`2.0`." in inline(finding.sentence)
        assert not re.match(r"\d", finding.sentence)


# Each name says what it is the name of.
OPERATION = r"(?:GET|POST) /path\d(?:/\{param\d\})?"
WAY = r"(?:\[\])?(?:\.prop\d(?:\[\])?)"
PROPERTIES = r"`(?:\[\]\.?)?(?:(?:prop|Schema)\d(?:\[\])?|\*)(?:\.(?:prop\d(?:\[\])?|\*))*`"
BODY = rf"the (?:request|(?:\d\d\d |default )?answer) of {OPERATION}"
CARRIED = rf"`param\d{WAY}*` in {OPERATION}|`Header-\d{WAY}*` in {BODY}"
SUBJECTS = {
    "operation": OPERATION,
    "parameter": rf"`param\d(?:\.prop\d)?` in {OPERATION}",
    "header": rf"`Header-\d` in {BODY}",
    "property": rf"(?:{PROPERTIES}(?: in {BODY})?"
                rf"|`(?:param\d|Header-\d){WAY}+` in (?:{OPERATION}|{BODY}))",
    "success": OPERATION,
    "error": OPERATION,
    "body": f"{BODY}|{OPERATION}",
    "": rf"(?:{CARRIED}|{PROPERTIES}(?: in {BODY})?|[Aa]n item in {BODY}|[Tt]{BODY[1:]}"
        rf"|{OPERATION})",
}  # fmt: skip


def _schema(random: Random, depth: int = 0) -> Any:
    kinds: list[Any] = [
        STRING, INTEGER, STRING | {"enum": [f"value{random.randint(0, 4)}", "value9"]},
        STRING | {"maxLength": random.randint(1, 4)}, STRING | {"default": "value5"},
        {"$ref": f"#/components/schemas/Schema{random.randint(0, 2)}"},
    ]  # fmt: skip
    if depth < 3:
        names = random.sample(range(5), random.randint(0, 3))
        properties = {f"prop{name}": _schema(random, depth + 1) for name in names}
        needed = [name for name in properties if random.random() < 0.5]
        kinds += [{"type": "object", "properties": properties, "required": needed}] * 4
        kinds.append({"type": "array", "items": _schema(random, depth + 1)})
        options = [f"Schema{number}" for number in random.sample(range(3), 2)]
        kinds.append({"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in options]})
    return copy.deepcopy(random.choice(kinds))


def _contract(random: Random) -> Json:
    paths: Json = {}
    for number in random.sample(range(3), 2):
        parameters = [
            {"name": f"param{name}", "in": "query", "schema": _schema(random, 2),
             "required": random.random() < 0.5}
            for name in random.sample(range(4), 2)
        ]  # fmt: skip
        headers = {f"Header-{random.randint(0, 2)}": {"schema": _schema(random, 3)}}
        media = f"type{random.randint(0, 1)}/sub1"
        answers = {
            status: {"description": "", "headers": headers} | content(_schema(random), media)
            for status in random.sample(["200", "201", "404", "default"], 2)
        }
        paths |= operation(
            f"/path{number}", random.choice(["get", "post"]), parameters=parameters,
            requestBody=content(_schema(random), media), responses=answers,
        )  # fmt: skip
    schemas = {
        f"Schema{name}": {"type": "object", "properties": {f"prop{name}": _schema(random, 2)}}
        for name in range(3)
    }
    return contract(paths, {"schemas": schemas})


def _finder(template: str) -> str:
    """Turn a sentence of the table into what finds its parts."""
    text = re.escape(template)
    parts = {"subject": "(?P<subject>.+?)", "before": "(?P<before>.+?)", "after": "(?P<after>.+?)"}
    for part, pattern in parts.items():
        text = text.replace(re.escape(f"{{{part}}}"), pattern, 1)
    return text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_sentences_name_only_what_they_speak_of(one: int, other: int) -> None:
    """Of contracts whose names say what they name, no sentence takes one thing for another."""
    pair = [_contract(Random(seed)) for seed in (one, other)]
    for finding in findings(*pair):
        found = re.fullmatch(_finder(RULES[finding.rule].sentence), finding.sentence)
        assert found, (finding.rule, finding.sentence)
        words = finding.rule.split("-")
        kind = next((word for word in words[:2] if word in SUBJECTS), "")
        subject = found["subject"]
        subject = subject[:1].lower() + subject[1:] if subject.startswith("The ") else subject
        assert re.fullmatch(SUBJECTS[kind], subject), (finding.rule, finding.sentence)
        for part in ("before", "after"):
            if "enum-value" in finding.rule and part in found.groupdict():
                assert re.fullmatch(r"`value\d`(?:, `value\d`)*", found[part]), finding.sentence
            if "-option-" in finding.rule and part in found.groupdict():
                assert re.fullmatch(r"`(Schema\d|[a-z ]+(with prop\d.*)?)`", found[part])


def test_names_are_unmistakable() -> None:
    """The random contracts have findings of many kinds."""
    rules = {
        finding.rule
        for seed in range(0, 60, 2)
        for finding in findings(_contract(Random(seed)), _contract(Random(seed + 1)))
    }
    assert len(rules) > 40
