"""Properties of the differ that hold for every contract."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.specdiff.contracts import Json, content, contract, findings, operation, rules
from tools.specdiff.inputs.values import is_array, is_object
from tools.specdiff.judgement.findings import Finding

ROOT = Path(__file__).parents[3]
NAMES = ("A", "B", "C")
PROPERTIES = ("p", "q", "r")

references: Any = st.sampled_from(NAMES).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
scalars: Any = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "integer", "number", "boolean"])},
    optional={
        "maxLength": st.integers(0, 3),
        "minimum": st.integers(0, 3),
        "pattern": st.sampled_from(["", "^a", "b$"]),
        "format": st.sampled_from(["int32", "uri", "uuid"]),
        "nullable": st.booleans(),
        "readOnly": st.booleans(),
        "default": st.integers(0, 1),
        "description": st.sampled_from(["Sensitive. A", "sensitive", "B"]),
    },
)
enums: Any = st.lists(st.sampled_from(["a", "b", 1, None]), min_size=1, unique=True).map(
    lambda values: {"enum": values}
)


def _deeper(inner: Any) -> Any:
    properties: Any = st.dictionaries(st.sampled_from(PROPERTIES), inner, max_size=3)
    objects: Any = st.fixed_dictionaries(
        {
            "type": st.just("object"),
            "properties": properties,
            "required": st.lists(st.sampled_from(PROPERTIES), unique=True, max_size=2),
        },
        optional={"additionalProperties": st.booleans() | inner},
    )
    arrays = st.fixed_dictionaries({"type": st.just("array"), "items": inner})
    unions = st.tuples(
        st.sampled_from(["oneOf", "anyOf", "allOf"]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda pair: {pair[0]: pair[1]})
    return objects | arrays | unions


schemas: Any = st.recursive(scalars | enums | references, _deeper, max_leaves=6)
parameters: Any = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(PROPERTIES), "in": st.just("query"), "schema": schemas},
        optional={"required": st.booleans()},
    ),
    unique_by=lambda parameter: parameter["name"],
    max_size=3,
)


def _is_no_reference(schema: Json) -> bool:
    return "$ref" not in schema


# References that lead only to each other are an error, and tested as such.
components: Any = st.fixed_dictionaries({name: schemas.filter(_is_no_reference) for name in NAMES})


@st.composite
def contracts(draw: st.DrawFn) -> Json:
    """Draw a contract of one operation over three component schemas."""
    answer = {"200": {"description": ""} | content(draw(schemas))}
    body = content(draw(schemas))
    parts: Json = {"parameters": draw(parameters), "requestBody": body, "responses": answer}
    return contract(operation(**parts), {"schemas": draw(components)}, "3.0.3")


quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)


def shuffled(value: Any, random: Any) -> Any:
    """Return a value with its keys, parameters, enum values and options in another order."""
    if is_object(value):
        items = list(value.items())
        random.shuffle(items)
        return {key: shuffled(member, random) for key, member in items}
    if is_array(value):
        return random.sample([shuffled(item, random) for item in value], len(value))
    return value


@quick
@given(contracts())
def test_no_contract_differs_from_itself(document: Json) -> None:
    """A contract compared with itself has no findings."""
    assert findings(document, copy.deepcopy(document)) == ()


@quick
@given(contracts(), st.randoms(use_true_random=False))
def test_order_within_one_contract_says_nothing(document: Json, random: Any) -> None:
    """Keys, parameters, enum values, types, options and required names have no order."""
    assert findings(document, shuffled(copy.deepcopy(document), random)) == ()


def _levels(found: tuple[Finding, ...]) -> dict[str, int]:
    worst: dict[str, int] = {}
    for one in found:
        for side, level in one.levels.items():
            worst[side] = max(worst.get(side, 0), level)
    return worst


@quick
@given(contracts(), contracts(), st.randoms(use_true_random=False))
def test_order_does_not_change_the_verdict(base: Json, revision: Json, random: Any) -> None:
    """The verdict on two contracts does not depend on the order in either."""
    found = _levels(findings(base, revision))
    mixed = _levels(findings(shuffled(base, random), shuffled(revision, random)))
    assert mixed == found


TURNED = {
    "tightened": "loosened", "loosened": "tightened", "added": "removed", "removed": "added",
    "narrowed": "widened", "widened": "narrowed", "request": "response", "response": "request",
    "nullable": "not-nullable", "not-nullable": "nullable",
    "required": "optional", "optional": "required", "forbidden": "allowed", "allowed": "forbidden",
}  # fmt: skip


def _mirrored(rule: str) -> str:
    rule = rule.replace("not-nullable", "not_nullable")
    words = (TURNED.get(word.replace("_", "-"), word) for word in rule.split("-"))
    return "-".join(words)


def _object_or_array(inner: Any) -> Any:
    properties: Any = st.fixed_dictionaries({"p": inner})
    objects: Any = st.fixed_dictionaries({"type": st.just("object"), "properties": properties})
    arrays: Any = st.fixed_dictionaries({"type": st.just("array"), "items": inner})
    return objects | arrays


def _on_the_wire(scalar: Json) -> Json:
    words = ("type", "maxLength", "minimum", "pattern", "format", "nullable")
    return {word: scalar[word] for word in words if word in scalar}


plain: Any = st.recursive(scalars.map(_on_the_wire) | enums, _object_or_array, max_leaves=4)


@quick
@given(plain, plain)
def test_senses_mirror_each_other(one: Any, other: Any) -> None:
    """What narrows a request from one to the other widens a response from the other to the one."""
    answers = [contract(operation(responses={"200": content(schema)})) for schema in (other, one)]
    requests = [contract(operation(requestBody=content(schema))) for schema in (one, other)]
    there, back = rules(*requests), rules(*answers)
    assert sorted(map(_mirrored, there)) == sorted(back)
    for rule, level in there.items():
        if "enum" not in rule:
            assert back[_mirrored(rule)] == level


def _inlined(value: Any, document: Json, depth: int) -> Any:
    if is_object(value):
        if "$ref" in value and depth:
            target = document["components"]["schemas"][value["$ref"].rpartition("/")[2]]
            return _inlined(target, document, depth - 1)
        return {key: _inlined(member, document, depth) for key, member in value.items()}
    return [_inlined(item, document, depth) for item in value] if is_array(value) else value


@quick
@given(contracts(), st.integers(1, 2))
def test_inlining_a_reference_changes_nothing(document: Json, depth: int) -> None:
    """A schema is the same in its place and in components."""
    flat = document | {"paths": _inlined(document["paths"], document, depth)}
    assert rules(document, flat) == {}
    assert rules(flat, document) == {}


def test_output_is_the_same_in_every_run(tmp_path: Path) -> None:
    """Two runs with other hash seeds write the same bytes."""
    texts = [{"type": ["string", "integer", "boolean"]}, {"enum": ["a", "b", "c", 1, 2]}]
    for name, schema in zip(("base.json", "revision.json"), texts, strict=True):
        parts = {str(status): content(schema) for status in (200, 201, 404, 500)}
        paths = operation(responses=parts, requestBody=content(schema))
        (tmp_path / name).write_text(json.dumps(contract(paths)))
    forms = [["--format", form] for form in ("json", "text", "markdown", "github", "junit")]
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "tools.specdiff", "base.json", "revision.json",
             "--fail-on", "never", "--view", "api", *form],
            cwd=tmp_path, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, check=True,
        ).stdout
        for form in (*forms, ["--changelog"])
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 6
