"""The accept file: an entry accepts one change, says why, and does not outlive it."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.specdiff.contracts import (
    Json,
    content,
    contract,
    operation,
    report,
    request_of,
    response_of,
)
from tools.documents import DocumentError
from tools.specdiff.judgement.accept import Entry, accept, entry_of, read_entries
from tools.specdiff.judgement.causes import Cause, causes
from tools.specdiff.judgement.findings import Finding, Report, digest
from tools.specdiff.judgement.outcome import THRESHOLDS, Outcome, judge
from tools.specdiff.judgement.rules import SIDES

DAY = date(2026, 11, 24)
STRING = {"type": "string"}
MARKED = {"type": "object", "properties": {"f": STRING | {"description": "Sensitive. A"}}}
PLAIN = {"type": "object", "properties": {"f": STRING | {"description": "A"}}}
TIGHTER = report(request_of(STRING), request_of(STRING | {"maxLength": 3}))


def entry(finding: Finding, **more: Any) -> Entry:
    """Make an entry that accepts a finding."""
    given: Any = {"reason": "meant", **more}
    return Entry("a.toml: entry 1", finding.rule, finding.pointer, finding.change, **given)


def judged(found: Report, *entries: Entry, fail_on: str = "breaking") -> Outcome:
    """Judge a report."""
    threshold = THRESHOLDS[fail_on]
    return judge(
        found, threshold, sides=SIDES, entries=entries, day=DAY, current=None, project=None
    )


texts: Any = st.text(st.characters(codec="utf-8"))


@settings(derandomize=True, max_examples=100)
@given(texts, texts.filter(str.strip))
def test_a_printed_entry_accepts_its_finding(pointer: str, reason: str) -> None:
    """What the reports print is printable TOML, and accepts the finding once it has a reason."""
    finding = replace(TIGHTER.findings[0], revision=pointer)
    printed = entry_of(Cause((finding,)))
    assert all(line.isprintable() for line in printed.splitlines())
    (table,) = tomllib.loads(printed)["accept"]
    found = Entry("", **table | {"reason": reason})
    outcome = judged(Report((finding,), TIGHTER.verdict), found)
    assert (outcome.exit_code, outcome.notices) == (0, ())
    assert outcome.report.findings[0].accepted == reason.strip()


def test_the_verdict_stays_the_truth() -> None:
    """What is accepted stays in the report and in the verdict, and only no longer counts."""
    (finding,) = TIGHTER.findings
    assert judged(TIGHTER).exit_code == 1
    outcome = judged(TIGHTER, entry(finding))
    assert outcome.exit_code == 0
    assert outcome.report.verdict == TIGHTER.verdict
    assert [one.accepted for one in outcome.report.findings] == ["meant"]


@pytest.mark.parametrize(
    ("member", "value"), [("rule", "operation-added"), ("pointer", "*"), ("change", "*")]
)
def test_an_entry_of_something_else_is_stale(member: str, value: str) -> None:
    """An entry whose rule, pointer or values are others accepts nothing, and is reported."""
    (finding,) = TIGHTER.findings
    other: Any = {member: value}
    outcome = judged(TIGHTER, replace(entry(finding), **other))
    assert outcome.exit_code == 1
    assert ["is stale" in notice.sentence for notice in outcome.notices] == [True]


def test_what_was_not_looked_at_is_not_stale() -> None:
    """An entry for a side that the report does not have is neither stale nor used."""
    (finding,) = TIGHTER.findings
    other = replace(entry(finding), rule="python-attribute-removed")
    assert judged(TIGHTER, entry(finding), other).notices == ()


def test_another_value_is_another_change() -> None:
    """A digest tells long lists apart that a report shows alike."""
    values = [f"v{number}" for number in range(2000)]
    one = report(request_of({"enum": values}), request_of({"enum": values[:1]})).findings[0]
    other = report(request_of({"enum": [*values[:-1], "w"]}), request_of({"enum": values[:1]}))
    assert one.before == other.findings[0].before
    assert one.change != other.findings[0].change
    assert digest({"a": 1, "b": 2}, None) == digest({"b": 2, "a": 1}, None)


def test_an_entry_expires() -> None:
    """An entry holds on its last day; on the next its change counts again, which is reported."""
    (finding,) = TIGHTER.findings
    assert judged(TIGHTER, entry(finding, expires=DAY)).exit_code == 0
    outcome = judged(TIGHTER, entry(finding, expires=DAY - timedelta(1)))
    assert outcome.exit_code == 1
    assert "expired on 2026-11-23" in outcome.notices[0].sentence


def test_an_entry_of_one_operation() -> None:
    """A change that reaches two operations is accepted when both are, or when none is named."""
    schemas = {"A": STRING}
    body = content({"$ref": "#/components/schemas/A"})
    paths = operation("/a", requestBody=body) | operation("/b", requestBody=body)
    tighter = {"schemas": {"A": STRING | {"maxLength": 3}}}
    found = report(contract(paths, {"schemas": schemas}), contract(paths, tighter))
    (finding,) = found.findings
    first, second = (entry(finding, operation=name, reason=name) for name in finding.operations)
    assert judged(found, first).exit_code == 1
    assert judged(found, first).notices == ()
    assert judged(found, first, second).report.findings[0].accepted == "POST /a; POST /b"
    assert judged(found, entry(finding)).exit_code == 0
    stranger = entry(finding, operation="POST /c")
    assert "is stale" in judged(found, stranger).notices[0].sentence


@pytest.mark.parametrize(("fail_on", "code"), [("breaking", 1), ("risky", 2), ("never", 0)])
def test_a_lost_mark_must_be_accepted(fail_on: str, code: int) -> None:
    """A field that is no longer sensitive counts at every threshold until it is accepted."""
    found = report(response_of(MARKED), response_of(PLAIN))
    lost = next(one for one in found.findings if one.rule == "field-no-longer-sensitive")
    assert judged(found, fail_on=fail_on).exit_code == code
    others = [entry(one) for one in found.findings if one is not lost]
    assert judged(found, *others, fail_on=fail_on).exit_code == code
    assert judged(found, entry(lost), *others, fail_on=fail_on).exit_code == 0


def spread(places: int) -> Report:
    """Tighten the same property of several schemas."""
    paths: Json = {}
    schemas: Json = {}
    for number in range(places):
        body = content({"$ref": f"#/components/schemas/A{number}"})
        paths |= operation(f"/{number}", requestBody=body)
        schemas[f"A{number}"] = {"properties": {"name": STRING}}
    tighter = {"properties": {"name": STRING | {"maxLength": 3}}}
    before = contract(paths, {"schemas": schemas})
    return report(before, contract(paths, {"schemas": dict.fromkeys(schemas, tighter)}))


def test_one_entry_accepts_all_places_of_a_change() -> None:
    """What is the same at 35 places has one entry, which does not accept the 36th."""
    (cause,) = causes(spread(35).findings)
    (table,) = tomllib.loads(entry_of(cause))["accept"]
    assert table["pointer"] == "/components/schemas/*/properties/name/maxLength"
    one = Entry("a.toml: entry 1", **table | {"reason": "meant"})
    assert judged(spread(35), one).exit_code == 0
    assert judged(spread(34), one).notices == ()
    outcome = judged(spread(36), one)
    assert outcome.exit_code == 1
    assert "accepts 35 places, but the change is at 36" in outcome.notices[0].sentence


def test_accepting_twice_is_accepting_once() -> None:
    """Two entries with one reason say it once."""
    (finding,) = TIGHTER.findings
    accepted, sentences = accept(TIGHTER, [entry(finding), entry(finding)], DAY)
    assert (accepted.findings[0].accepted, sentences) == ("meant", [])


GOOD = """\
[[accept]]
rule = "link-removed"
pointer = "/paths"
change = "0"
reason = "meant"
"""


def test_a_file_is_read(tmp_path: Path) -> None:
    """A file gives its entries in their order; an empty one, or none, has no entries."""
    path = tmp_path / "a.toml"
    path.write_text(GOOD + 'operation = "GET /a"\nexpires = 2027-01-31\n' + GOOD)
    one, other = read_entries(str(path))
    assert (one.operation, one.expires) == ("GET /a", date(2027, 1, 31))
    assert str(other) == f"{path}: entry 2: link-removed at #/paths"
    path.write_text("# nothing\n")
    assert read_entries(str(path)) == read_entries(None) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[", "not TOML"),
        ("a = " + "[" * 5000, "not TOML"),
        ("accept = 1", "`[[accept]]` tables"),
        ("more = 1", "`[[accept]]` tables"),
        ("accept = [1]", "entry 1: must be a table"),
        (GOOD + "[[accept]]", "entry 2: `rule` is missing"),
        (GOOD + "who = 1", "entry 1: unknown key `who`"),
        (GOOD + "operation = 1", "entry 1: `operation` must be text"),
        (GOOD + 'expires = "2027-01-31"', "entry 1: `expires` must be a date"),
        (GOOD + "expires = 2027-01-31T00:00:00", "entry 1: `expires` must be a date"),
        (GOOD + "places = true", "entry 1: `places` must be a number"),
        (
            GOOD.replace("link-removed", "field-no-longer-secret") + "places = 2",
            "entry 1: this rule needs an entry for each place",
        ),
        (GOOD.replace("link-removed", "no"), "entry 1: unknown rule 'no'"),
        (GOOD.replace("meant", " "), "entry 1: `reason` is blank"),
        (GOOD.replace('pointer = "/paths"\n', ""), "entry 1: `pointer` is missing"),
    ],
)
def test_a_file_that_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    """A malformed file is refused on one line, with the number of the entry and what to do."""
    path = tmp_path / "a.toml"
    path.write_text(text)
    with pytest.raises(DocumentError) as caught:
        read_entries(str(path))
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert problem in message
    assert "\n" not in message
