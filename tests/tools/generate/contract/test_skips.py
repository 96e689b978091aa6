"""What is skipped is left out, what is stale is told, and what would help is advised."""

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate import repository
from tools.documents import Json
from tools.generate import main
from tools.generate.contract.advice import advised
from tools.generate.contract.errors import GenerationError, Problem
from tools.generate.contract.settings import Skip
from tools.generate.contract.skips import leave_out, stale_skips


def answer(name: str) -> Any:
    """An answer that is a component."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


PETS: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "", "version": ""},
    "paths": {
        "/pets": {
            "parameters": [{"$ref": "#/components/parameters/Limit"}],
            "get": {"operationId": "listPets", "responses": answer("Pet")},
            "post": {"operationId": "addPet", "responses": answer("Receipt")},
        },
        "/owners": {"get": {"responses": answer("Owner")}},
    },
    "components": {
        "parameters": {"Limit": {"name": "a~/b", "in": "query", "schema": {"type": "string"}}},
        "schemas": {
            "Pet": {"description": "A pet.", "properties": {"tag": {"type": "string"}}},
            "Receipt": {"properties": {"line": {"$ref": "#/components/schemas/Li~1ne"}}},
            "Li/ne": {"type": "object"},
            "Owner": {"properties": {"pets": {"$ref": "#/components/schemas/Pet"}}},
            "Unused": {"type": "string", "format": "password"},
        },
    },
}


def skip(operation: str = "", schema: str = "", expires: str = "") -> Skip:
    """An entry."""
    day = dt.date.fromisoformat(expires) if expires else None
    return Skip("c.yaml#/skip/0", operation, schema, "because", day)


@pytest.mark.parametrize("name", ["addPet", "POST /pets"])
def test_an_operation_goes_with_what_only_it_uses(name: str) -> None:
    """A skipped operation is gone by either name, and its own schemas with it, but no other."""
    before = copy.deepcopy(PETS)
    kept, stale = leave_out(PETS, [skip(name)])
    assert stale == []
    assert before == PETS
    del before["paths"]["/pets"]["post"]
    for schema in ("Receipt", "Li/ne"):
        del before["components"]["schemas"][schema]
    assert kept == before


def test_a_path_without_operations_goes() -> None:
    """A path whose last operation is skipped is gone, with its parameters."""
    kept, _ = leave_out(PETS, [skip("addPet"), skip("GET /pets")])
    assert list(kept["paths"]) == ["/owners"]
    assert kept["components"]["parameters"] == {}
    assert "Pet" in kept["components"]["schemas"]


def test_a_skipped_schema_says_nothing() -> None:
    """A skipped schema is empty but for its description, and stays where it is used."""
    kept, stale = leave_out(PETS, [skip(schema="Pet"), skip(schema="Owner")])
    schemas = kept["components"]["schemas"]
    assert (schemas["Pet"], schemas["Owner"]) == ({"description": "A pet."}, {})
    assert stale == []


@pytest.mark.parametrize(
    "tag",
    [
        {"description": "Sensitive. A tag."},
        {"description": " sensitive: a tag."},
        {"format": "password"},
        {"allOf": [{"$ref": "#/components/schemas/Unused"}, {"$ref": "#/components/schemas/Pet"}]},
    ],
)
def test_a_sensitive_schema_is_not_skipped(tag: Any) -> None:
    """What is or holds something sensitive or secret, however deep, would be shown: refused."""
    document = copy.deepcopy(PETS)
    document["components"]["schemas"]["Pet"]["properties"]["tag"] = tag
    with pytest.raises(GenerationError) as caught:
        leave_out(document, [skip(schema="Owner")])
    (line,) = caught.value.problems
    assert line.startswith("c.yaml#/skip/0: the schema Owner can't be skipped: it has ")
    assert line.endswith("; skip the operations that use it")
    assert leave_out(document, [skip(schema="Receipt")])[1] == []


def test_what_no_operation_uses_can_be_skipped() -> None:
    """A secret that no call brings can show nothing."""
    kept, _ = leave_out(PETS, [skip(schema="Unused")])
    assert kept["components"]["schemas"]["Unused"] == {}


def test_what_finds_nothing_or_has_expired_is_told() -> None:
    """An entry without an object is told, and so is one whose day has passed; it still works."""
    entries = [
        skip("addPets"),
        skip(schema="Pets"),
        skip("addPet", expires="2027-01-31"),
        skip(schema="Receipt"),
    ]
    assert leave_out(PETS, entries, dt.date(2027, 1, 31))[1] == [
        "c.yaml#/skip/0: operation addPets is not in the contract: delete the entry",
        "c.yaml#/skip/0: schema Pets is not in the contract: delete the entry",
    ]
    kept, stale = leave_out(PETS, entries, dt.date(2027, 2, 1))
    assert stale[2:] == [
        "c.yaml#/skip/0: operation addPet expired on 2027-01-31: delete it or set a later date"
    ]
    assert "post" not in kept["paths"]["/pets"]


@pytest.mark.parametrize(
    "document",
    [[], {}, {"paths": 1}, {"paths": {"/a": 1, "/b": {"get": 1}}, "components": {"a": 1}}],
)
def test_a_document_of_another_shape_is_left_alone(document: Any) -> None:
    """A document is cut before its shape is checked, and whatever it is that fails nothing."""
    assert leave_out(document, [skip("a")])[0] == document


Understand = Callable[[Any, bool], str]


def refusing(*problems: Problem) -> Understand:
    """A generator that refuses the parts that are there and have problems."""

    def understand(document: Any, _: bool) -> str:  # noqa: FBT001 -- a callback
        found: list[Problem] = []
        for problem in problems:
            part: Json = document
            for step in problem.place.split("/")[1:]:
                key = step.replace("~1", "/")
                part = part.get(key) if isinstance(part, dict) else None
            if part:
                found.append(problem)
        if found:
            raise GenerationError(found)
        return "understood"

    return understand


IN_ADD = Problem("#/paths/~1pets/post/responses", "no")
IN_PETS = Problem("#/paths/~1pets/parameters", "nor this")
IN_PET = Problem("#/components/schemas/Pet/properties", "neither")
IN_RECEIPT = Problem("#/components/schemas/Receipt/properties", "not")
IN_LIMIT = Problem("#/components/parameters/Limit", "never")


def advice(*problems: Problem, document: Any = PETS) -> list[str]:
    """Return the entries that are advised, and hold that they help."""
    with pytest.raises(GenerationError) as caught:
        advised(document, refusing(*problems))
    assert caught.value.found == list(problems)
    lines = caught.value.advice
    if lines:
        entries = [line.split(": ", 1) for line in lines[2::2]]
        skips = [skip(**{kind.removeprefix("  - "): json.loads(name)}) for kind, name in entries]
        assert refusing(*problems)(leave_out(document, skips)[0], False) == "understood"
    return lines[1:]


def test_what_can_be_understood_needs_no_advice() -> None:
    """Where no problems found, nothing is left out."""
    assert advised(PETS, refusing()) == "understood"


def test_the_part_that_is_wrong_is_what_to_skip() -> None:
    """An operation or a schema is named once, with the first thing that is wrong in it."""
    other = Problem("#/paths/~1pets/post/operationId", "at all")
    lines = ["skip:", '  - operation: "addPet"', '    reason: "no"']
    assert advice(IN_ADD, other) == lines
    assert advice(IN_PET) == ["skip:", '  - schema: "Pet"', '    reason: "neither"']
    assert advice(IN_ADD, IN_RECEIPT) == lines, "it goes with the operation"


def test_what_operations_share_takes_all_of_them() -> None:
    """A parameter of a path or a component that is no schema is left out with all that use it."""
    both = [
        "skip:",
        '  - operation: "listPets"',
        '    reason: "{}"',
        '  - operation: "addPet"',
        '    reason: "{}"',
    ]
    assert advice(IN_PETS) == [line.format("nor this") for line in both]
    assert advice(IN_LIMIT) == [line.format("never") for line in both]


def test_a_sensitive_schema_takes_the_operations_that_use_it() -> None:
    """Where a schema cannot be skipped, the operations that use it are, by what they are called."""
    document = copy.deepcopy(PETS)
    document["components"]["schemas"]["Owner"]["properties"]["key"] = {"format": "password"}
    problem = Problem("#/components/schemas/Owner/properties", "no")
    assert advice(problem, document=document) == [
        "skip:", '  - operation: "GET /owners"', '    reason: "no"',
    ]  # fmt: skip


def test_a_schema_that_does_not_do_as_anything_takes_its_operations() -> None:
    """Where a schema stays wrong although it is skipped, what uses it is skipped as well."""
    problem = Problem("#/components/schemas/Owner", "no")
    document = copy.deepcopy(PETS)
    document["components"]["schemas"]["Owner"]["description"] = "An owner."
    assert advice_of_rounds(problem, document) == [
        "skip:", '  - operation: "GET /owners"', '    reason: "no"',
    ]  # fmt: skip


def advice_of_rounds(problem: Problem, document: Any) -> list[str]:
    """Return the advice about what is found again in each round."""
    with pytest.raises(GenerationError) as caught:
        advised(document, refusing(problem))
    assert caught.value.problems == [str(problem)]
    return caught.value.advice[1:]


def test_what_only_shows_later_is_found_in_the_same_run() -> None:
    """Problems that others hide come with them, each once."""
    later = Problem("#/paths/~1owners/get", "late")

    def understand(document: Any, is_whole: bool) -> str:  # noqa: FBT001 -- a callback
        refusing(IN_ADD)(document, is_whole)
        return refusing(later)(document, is_whole)

    with pytest.raises(GenerationError) as caught:
        advised(PETS, understand)
    assert caught.value.found == [IN_ADD, later]
    assert [line for line in caught.value.advice if "operation" in line] == [
        '  - operation: "addPet"',
        '  - operation: "GET /owners"',
    ]


def test_nothing_is_advised_that_does_not_help() -> None:
    """Where no skip is enough, none is advised, and every problem is named."""
    nowhere = Problem("#/info", "no")
    assert advice(nowhere, IN_ADD) == []


def test_a_skip_that_is_not_needed_is_told() -> None:
    """What can be generated without a skip makes it stale, even where others are still needed."""
    asked: list[int] = []

    def problems(document: Any) -> list[Problem]:
        asked.append(1)
        try:
            refusing(IN_ADD, IN_PET)(document, True)
        except GenerationError as error:
            return error.found
        return []

    entries = [skip("addPet"), skip(schema="Pet"), skip("GET /owners"), skip("gone")]
    assert list(stale_skips(PETS, entries, problems)) == [
        "c.yaml#/skip/0: operation GET /owners can be generated: delete the entry"
    ]
    assert len(asked) == 2
    assert list(stale_skips(PETS, [], problems)) == []
    assert len(asked) == 2


REASON = "{operation: endConversation, reason: a"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (f"[{REASON}}}]", "operation endConversation can be generated: delete the entry"),
        (
            f"[{REASON}, expires: 2020-02-29}}]",
            "operation endConversation expired on 2020-02-29: delete it or set a later date",
        ),
        (
            "[{schema: Pets, reason: a}]",
            "schema Pets is not in the contract: delete the entry",
        ),
    ],
)
def test_a_stale_skip_fails_drift(
    entries: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A skip that is not needed, has expired or finds nothing is told, and fails --check alone."""
    settings = f"{repository.SETTINGS}skip: {entries}\n"
    root = repository.make(tmp_path, repository.part_of_real_contract(), settings)
    assert main([], root) == 0
    made = (root / "generated/anyreach_api/api/conversations/end_conversation.py").exists()
    assert made == ("Pets" in entries)
    capsys.readouterr()
    assert main(["--check"], root) == 1
    lines = capsys.readouterr().err.splitlines()
    assert f"generator-config.yaml#/skip/0: {told}" in lines
    assert lines[-1] == "generated/ is up to date, but fix the problems above"


def test_a_skip_that_is_needed_is_no_drift(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As long as something cannot be generated, its skip is not told."""
    contract = repository.part_of_real_contract()
    contract["paths"]["/core/conversations"]["post"]["operationId"] = 1
    entry = "{operation: POST /core/conversations, reason: no name}"
    settings = f"{repository.SETTINGS}skip: [{entry}]\n"
    root = repository.make(tmp_path, contract, settings)
    assert main([], root) == 0
    assert main(["--check"], root) == 0
    assert "generator-config.yaml" not in capsys.readouterr().err


def test_an_action_that_selects_nothing_fails_drift(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An action of the overlay document without an object is told, and fails --check alone."""
    root = repository.make(tmp_path, repository.part_of_real_contract())
    overlay = {
        "overlay": "1.0.0",
        "info": {"title": "Ours", "version": "1"},
        "actions": [{"target": "$.components.schemas.Nobody", "remove": True}],
    }
    (root / "openapi.overlay.yaml").write_text(json.dumps(overlay))
    told = "action 1: $.components.schemas.Nobody no longer matches anything"
    assert main([], root) == 0
    assert told in capsys.readouterr().err
    assert main(["--check"], root) == 1
    assert told in capsys.readouterr().err
