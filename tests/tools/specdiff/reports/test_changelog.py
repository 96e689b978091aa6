"""The changelog: sentences for users, under the right heading, added once."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.tools.specdiff.contracts import (
    Json,
    contract,
    operation,
    report,
    request_of,
    response_of,
)
from tests.tools.specdiff.test_properties import contracts, quick
from tools.documents import DocumentError
from tools.specdiff.judgement.findings import Report, python_finding
from tools.specdiff.levels import COMPATIBLE
from tools.specdiff.python.facts import Found
from tools.specdiff.reports.changelog import as_changelog, merge

STRING = {"type": "string"}
PET: Json = {
    "type": "object",
    "properties": {"name": STRING, "tag": STRING | {"description": "Sensitive. A"}},
}
EMPTY = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-23\n\n### Added\n\n- A.\n"


def pets(schema: Any, **rest: Any) -> Json:
    """Return a contract that answers with pets."""
    reference = {"$ref": "#/components/schemas/Pet"}
    return response_of(reference, components={"schemas": {"Pet": schema}}, **rest)


ANOTHER = pets({
    "type": "object",
    "description": "A pet.",
    "properties": {"age": STRING, "tag": STRING | {"description": "A"}},
})  # fmt: skip
ANOTHER["paths"]["/a"]["post"]["deprecated"] = True
FOUND = report(pets(PET), ANOTHER)
SAID = """\
### Added

- New property `Pet.age`.

### Changed

- Descriptions follow the current documentation of the API.

### Deprecated

- POST /a is deprecated. Plan to stop calling it.

### Removed

- The optional property `Pet.name` is removed. Readers no longer find it.

### Security

- `Pet.tag` is no longer marked sensitive; the client no longer hides it.
"""


def test_a_section_is_for_users() -> None:
    """Each change is a sentence that names fields and operations, without advice to maintainers."""
    assert as_changelog(FOUND) == SAID
    assert as_changelog(report(pets(PET), pets(PET))) == ""


def test_what_breaks_says_so() -> None:
    """A break is marked, and comes first under its heading."""
    base = contract(operation("/z") | operation("/b", parameters=[
        {"name": "n", "in": "query", "schema": STRING}
    ]))  # fmt: skip
    text = as_changelog(report(base, contract(operation("/c"))))
    assert "### Removed\n\n- **Breaking:** POST /b is removed." in text
    assert "### Added\n\n- New operation POST /c." in text
    narrower = report(request_of(STRING), request_of({"enum": ["a"], **STRING}))
    assert as_changelog(narrower).startswith("### Changed\n\n- **Breaking:** ")


def test_many_of_a_kind_are_one_sentence() -> None:
    """What can be called from now on is one sentence, not one for each operation."""
    grown = contract(operation("/a") | operation("/b") | operation("/c"))
    said = "### Added\n\n- New operations POST /b and POST /c.\n"
    assert as_changelog(report(contract(operation("/a")), grown)) == said


def test_new_methods_are_one_sentence() -> None:
    """One method is new; several are new."""

    def said(*names: str) -> str:
        found = [
            Found("python-method-added", f"client.{name}", (), None, None, f"/{name}", None, name)
            for name in names
        ]
        return as_changelog(Report(tuple(python_finding(one, COMPATIBLE) for one in found), {}))

    assert said("a.get") == "### Added\n\n- `client.a.get` is new.\n"
    assert said("a.get", "a.list") == (
        "### Added\n\n- `client.a.get` and `client.a.list` are new.\n"
    )


def test_what_only_tools_read_is_left_out() -> None:
    """Extensions and documented errors are no news to those who use the client."""
    grown = contract({"/a": {"post": {**operation("/a")["/a"]["post"], "x-note": 1}}})
    grown["paths"]["/a"]["post"]["responses"]["409"] = {"description": "No."}
    found = report(contract(operation("/a")), grown)
    assert len(found.findings) == 2
    assert as_changelog(found) == ""


def test_an_exposure_names_the_operations() -> None:
    """A sensitive field that is newly reachable is said with the operations that lead to it."""
    grown = pets(PET)
    grown["paths"]["/b"] = grown["paths"]["/a"]
    found = report(pets(PET), grown)
    assert "- `Pet.tag` is sensitive and newly reachable from POST /b.\n" in as_changelog(found)


def test_a_change_is_said_once() -> None:
    """What the python side says of a place is not said again in the words of the API."""
    found = report(pets(PET), pets({**PET, "properties": PET["properties"] | {"age": STRING}}))
    (api,) = found.findings
    in_python = replace(
        api, rule="python-attribute-added", levels={"python": COMPATIBLE}, sentence="`Pet.age` is."
    )
    both = Report((api, in_python), {"api": COMPATIBLE, "python": COMPATIBLE})
    assert as_changelog(both) == "### Added\n\n- `Pet.age` is.\n"


def test_a_name_cannot_begin_a_line() -> None:
    """A long name with spaces stays on one line, so that nothing in it is a heading or a list."""
    name = "a # b - c > d 1. e " * 12
    text = as_changelog(report(response_of(PET), response_of({
        **PET, "properties": PET["properties"] | {name: STRING}
    })))  # fmt: skip
    assert f"`{name}`" in text
    assert all(line.startswith(("- ", "  ", "### ")) for line in text.splitlines() if line)
    assert not [line for line in text.splitlines() if line.startswith(("  #", "  -", "  >"))]


def test_a_section_goes_under_unreleased() -> None:
    """New sentences stand under Unreleased, and all else stays byte for byte."""
    before, after = EMPTY.split("## [0.1.0]")
    assert merge(EMPTY, FOUND, "C") == f"{before}{SAID}\n## [0.1.0]{after}"
    assert merge("## [Unreleased]\n", FOUND, "C") == f"## [Unreleased]\n\n{SAID}"
    linked = "## [Unreleased]\n\n[Unreleased]: x\n"
    assert merge(linked, FOUND, "C") == f"## [Unreleased]\n\n{SAID}\n[Unreleased]: x\n"


def test_a_section_joins_what_is_there() -> None:
    """Sentences join their heading below what is there; other headings and a lead text stay."""
    there = (
        "## [Unreleased]\n\nWords.\n\n### Security\n\n- Mine.\n\n### Odd\n\n- B.\n\n## [0.1.0]\n"
    )
    merged = merge(there, FOUND, "C")
    assert merged.startswith("## [Unreleased]\n\nWords.\n\n### Added\n\n- New property `Pet.age`")
    assert "### Security\n\n- Mine.\n- `Pet.tag` is" in merged
    assert merged.endswith("hides it.\n\n### Odd\n\n- B.\n\n## [0.1.0]\n")


@quick
@given(contracts(), contracts())
def test_merging_twice_is_merging_once(base: Json, revision: Json) -> None:
    """A second merge changes nothing, whatever changed."""
    found = report(base, revision)
    once = merge(EMPTY, found, "C")
    assert merge(once, found, "C") == once


def test_a_sentence_that_was_continued_is_known() -> None:
    """What a person added to a sentence, or how it is wrapped, does not bring it back."""
    once = merge(EMPTY, FOUND, "C")
    edited = once.replace("comes with the answer.", "comes\n  with the answer. It is in years.")
    assert merge(edited, FOUND, "C") == edited


def test_a_changelog_without_unreleased_is_refused() -> None:
    """Without its heading there is no place for the section."""
    with pytest.raises(DocumentError, match=r"^C: `## \[Unreleased\]` is missing"):
        merge("# Changelog\n", FOUND, "C")
