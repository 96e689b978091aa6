"""Reports in every format: right for honest contracts, harmless for hostile ones."""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

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
from tools.specdiff.inputs.document import Document
from tools.specdiff.inputs.sources import Given
from tools.specdiff.judgement.accept import Entry, entry_of
from tools.specdiff.judgement.causes import Cause, causes
from tools.specdiff.judgement.findings import Report
from tools.specdiff.judgement.outcome import Outcome, judge
from tools.specdiff.judgement.rules import SIDES, WIRE
from tools.specdiff.levels import BREAKING
from tools.specdiff.reports.changelog import as_changelog
from tools.specdiff.reports.escaping import block, code, inline
from tools.specdiff.reports.github import as_github
from tools.specdiff.reports.json import as_json
from tools.specdiff.reports.junit import as_junit
from tools.specdiff.reports.markdown import as_markdown
from tools.specdiff.reports.tags import NONE, of_cause, tags_of
from tools.specdiff.reports.text import as_text
from tools.specdiff.wire.lifecycle import today

STRING = {"type": "string"}
BREAK = "  "  # of a line, in Markdown


def as_section(outcome: Outcome) -> str:
    """Write a section of a changelog."""
    return as_changelog(outcome.report)


def as_annotations(outcome: Outcome) -> str:
    """Write annotations to a small contract."""
    return as_github(outcome, given_of(request_of(STRING)))


FORMATS: dict[str, Callable[[Outcome], str]] = {
    "text": partial(as_text, colour=False, compatible=True),
    "markdown": partial(as_markdown, tags={}),
    "json": as_json,
    "junit": as_junit,
    "github": as_annotations,
    "changelog": as_section,
}


def given_of(document: Json, path: str | None = "openapi.json") -> Given:
    """Make a side of a document, written with one value a line."""
    data = json.dumps(document, indent=2).encode()
    return Given("r", data, "openapi.json", path, None, None)


def judged(found: Report, *entries: Entry, **more: Any) -> Outcome:
    """Judge a report."""
    known: Any = {"sides": SIDES, "day": today(), "current": (0, 1, 0), "project": None} | more
    return judge(found, BREAKING, entries=entries, **known)


def properties(*names: str, **more: Any) -> Json:
    """Return a contract that answers with an object."""
    members: Any = dict.fromkeys(names, STRING) | more
    return response_of({"type": "object", "properties": members, "required": [*names]})


HOSTILE = [
    "<script>alert(1)</script>", "</details>", "| a | b |", "[x](https://evil.test)", "@everyone",
    "https://evil.test", "www.evil.test", "![i](x)", "`code`", "``", "a`b", "*b*", "_b_", "# h",
    "::error::x", "%0A::error::x", "\n::error::x", "\r\n", "\x00", "\x1b[31m", "\x7f", "\u202e",
    "\x85", "&lt;", "]]>", "<!--", "```", "1.", "-", "+", "=", "~~s~~", "$x$", ":tada:", "\\",
    "a:b,c", "\u2028", "\ufffe", "#1", "x" * 5000, "<", "&",
]  # fmt: skip
EVIL = report(
    properties(*HOSTILE, k={"enum": ["a"]}),
    properties(*(text + "2" for text in HOSTILE), k={"enum": ["a", *HOSTILE]}),
)


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_gets_through(name: str) -> None:
    """No format writes a character that a terminal, a log or a parser could act on."""
    text = FORMATS[name](judged(EVIL))
    lines = text.split("\n")
    if name == "json":  # escapes what JSON must; a reader gets the values as they are
        lines = [line for line in lines if "\x7f" not in line and "\u202e" not in line]
        lines = [re.sub("[\x85\u2028\ufffe]", "", line) for line in lines]
    assert [line for line in lines if not line.isprintable()] == []


def test_annotations_cannot_be_forged() -> None:
    """Every line that GitHub would act on is one of ours, with our file and a line."""
    text = as_github(judged(EVIL), given_of(request_of(STRING)))
    commands = [line for line in text.splitlines() if line.lstrip().startswith(("::", "##["))]
    assert len(commands) == len(causes(EVIL.findings))
    shape = r"::(error|warning|notice) file=openapi\.json,line=\d+,title=[a-z]+%3A [a-z-]+::[^\r]+"
    assert all(re.fullmatch(shape, command) for command in commands)
    assert "%250A" in text


def _stripped(markdown: str) -> str:
    """Take out what is code, as CommonMark finds it: a run of backticks up to one as long."""
    markdown = re.sub(r"^(`{3,})toml\n.*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", markdown)


def test_markdown_says_no_more_than_we_do() -> None:
    """Outside of code there is no tag but ours, and no link, mention, table or list of theirs."""
    text = _stripped(as_markdown(judged(EVIL), {}))
    assert set(re.findall(r"<[^>]*>?", text)) == {
        "<details>", "</details>", "<summary>", "</summary>"
    }  # fmt: skip
    assert re.search(r"[@\[\]\\&~$_]|//|www\.|:tada:|!\[", text) is None
    tables = [line for line in text.splitlines() if "|" in line]
    assert len(tables) == 2 + len(WIRE)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert all(re.fullmatch(r"#+ [A-Z][a-z ]+(: \d+)?", line) for line in headings)


def test_the_changelog_says_no_more_than_we_do() -> None:
    """What a contract says cannot become a tag, a link, a mention or a heading of the changelog."""
    text = _stripped(as_changelog(EVIL).replace("\n  ", " "))
    assert re.search(r"[<>@\[\]\\&|~$_]|//|www\.", text) is None
    assert all(line.startswith(("- ", "### ")) for line in text.splitlines() if line)


words: Any = st.text(st.sampled_from("ab `*_<>|[]@&:/.1-\\#$~w("), max_size=20)


@settings(derandomize=True, max_examples=300)
@given(words)
def test_inline_keeps_every_word(text: str) -> None:
    """Whatever the text, nothing but plain words is outside of code, and no letter is lost."""
    written = inline(text)
    assert re.search(r"[<>@\[\]\\&|~$_*#]|//", _stripped(written)) is None
    letters = re.sub(r"[\s`]", "", text)
    assert re.sub(r"[\s`]", "", written) == letters


@settings(derandomize=True, max_examples=100)
@given(st.text("a` ", min_size=1))
def test_code_cannot_be_left(text: str) -> None:
    """No text ends the code that it stands in."""
    assert _stripped(code(text)) == ""
    fence = block([text], "").partition("\n")[0]
    assert fence not in text


def test_markdown_in_full() -> None:
    """The page has verdicts, version, what breaks with its entry, and the rest folded away."""
    outcome = judged(report(properties("a"), properties("b")))
    entry = entry_of(Cause((outcome.report.findings[0],)))
    assert (
        as_markdown(outcome, {})
        == f"""\
# What changes in the contract

| side | verdict |
| --- | --- |
| api | **breaking** |
| sensitivity | **compatible** |

The next version of the client: **0.2.0**

## Breaking: 1

- `response-property-removed-required` (api): The property `a` in the answer of POST /a is \
removed. Readers no longer find it.{BREAK}
  at `#{outcome.report.findings[0].pointer}`, reached from POST /a

<details>
<summary>How to accept intended changes</summary>

```toml
{entry}```


</details>

<details>
<summary>Compatible: 1</summary>

- `response-property-added`: New property `b` in the answer of POST /a.

</details>
"""
    )


def test_markdown_fits() -> None:
    """However much changes, the page has at most 60 kB, says what it leaves out, and is whole."""
    many = report(properties(*(f"p{n}" + "x" * 200 for n in range(3000))), properties())
    text = as_markdown(judged(many), {})
    assert 55_000 < len(text.encode()) <= 60_000
    assert re.search(r"\*\*\d+ items are left out", text)
    assert text.count("<details>") == text.count("</details>") == 1
    assert "Nothing changes." in as_markdown(judged(report(properties(), properties())), {})


@pytest.mark.parametrize("name", ["text", "markdown", "json", "changelog"])
def test_a_list_is_whole(name: str) -> None:
    """Of an enum of 600 values each one is said."""
    values = [f"value{number}" for number in range(600)]
    outcome = judged(report(response_of({"enum": values[:1]}), response_of({"enum": values})))
    text = FORMATS[name](outcome)
    assert [value for value in values[1:] if f"`{value}`" not in text] == []
    assert "more" not in text


def folded(places: int) -> tuple[Json, Json]:
    """Make contracts between which one change is at several places, each under a tag."""
    sides: list[Json] = []
    for schema in (STRING, STRING | {"maxLength": 3}):
        paths: Json = {}
        for number in range(places):
            body = content({"type": "object", "properties": {"name": schema}})
            paths |= operation(f"/{number}", requestBody=body, tags=[f"t|{number}"])
        sides.append(contract(paths))
    return sides[0], sides[1]


@pytest.mark.parametrize("name", ["text", "markdown", "github"])
def test_one_change_at_many_places_is_one_item(name: str) -> None:
    """What is the same at 35 places is said once, counted once, and accepted by one entry."""
    base, revision = folded(35)
    outcome = judged(report(base, revision))
    text = as_github(outcome, given_of(revision)) if name == "github" else FORMATS[name](outcome)
    assert text.count("request-max-length-tightened") == (1 if name == "github" else 2)
    assert "at 35 places" in text
    assert "1 breaking (at 35 places)" in as_text(outcome, colour=False)
    numbers = {one["cause"] for one in json.loads(as_json(outcome))["findings"]}
    assert numbers == {1}


def test_text_lists_compatible_changes_when_asked() -> None:
    """Compatible changes are counted, and listed only with --compatible."""
    outcome = judged(report(properties("a"), properties("a", "b")))
    text = as_text(outcome, colour=False)
    assert "response-property-added" not in text
    assert "--compatible lists them" in text
    assert "1 compatible" in text
    assert "response-property-added" in as_text(outcome, colour=False, compatible=True)


def test_markdown_sums_up_by_tag() -> None:
    """The tags under which something changes are counted, the worst first, at most thirty."""
    base, revision = folded(35)
    revision["paths"] |= operation("/new", tags=["a"]) | operation("/bare")
    tags = tags_of(Document(base, "b"), Document(revision, "r"))
    text = as_markdown(judged(report(base, revision)), tags)
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == 30
    assert rows[0] == "| `t\\|0` | 1 | 0 | 0 |"
    assert "And 7 more tags." in text
    fine = judged(report(base, base | {"paths": base["paths"] | operation("/bare")}))
    assert "## By tag" not in as_markdown(fine, {})


def test_what_no_operation_reaches_has_no_tag() -> None:
    """A change that reaches no operation is counted under a line of its own."""
    (finding,) = report(properties("a"), properties("a", "b")).findings
    assert of_cause(Cause((finding,)), {"POST /a": ("t",)}) == ["t"]
    assert of_cause(Cause((replace(finding, operations=()),)), {}) == [NONE]


def taken() -> Outcome:
    """Judge a report of which one change is accepted, with an entry that is stale."""
    found = report(properties("a", "c"), properties("b"))
    one = found.findings[0]
    entry = Entry("f: entry 1", one.rule, one.pointer, one.change, "we | know\n::error::")
    return judged(found, entry, replace(entry, change="0"), project=(0, 1, 0))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "changelog"])
def test_what_is_accepted_and_noticed_is_said(name: str) -> None:
    """Every format gives the reason, the stale entry, and that the version is too low."""
    text = FORMATS[name](taken())
    assert "we" in text
    assert "know" in text
    assert "is stale" in text
    assert "this change needs 0.2.0" in text


def test_a_version_that_is_too_low_fails() -> None:
    """The version alone fails, though nothing else counts."""
    found = report(properties("a"), properties("a", "b"))
    assert judged(found, project=(0, 1, 0)).exit_code == 1
    assert judged(found, project=(0, 1, 1)).exit_code == 0


def test_annotations_stand_at_their_lines() -> None:
    """A change stands at its line, what is gone at its parent; a URL has no lines."""
    base, revision = properties("a"), properties("b", k=STRING)
    outcome = judged(report(base, revision))
    given = given_of(revision)
    rows = given.data.decode().splitlines()
    at = {
        match[2]: rows[int(match[1]) - 1].strip()
        for match in re.finditer(r"line=(\d+),title=(.*?)::", as_github(outcome, given))
    }
    assert at["breaking%3A response-property-removed-required"] == '"properties": {'
    assert at["compatible%3A response-property-added"] == '"k": {'
    bare = as_github(outcome, given_of(revision, None))
    assert "::error title=breaking%3A" in bare
    assert "file=" not in bare


def test_severity_in_annotations() -> None:
    """What counts is an error, what else may break a warning, the rest a notice."""
    risky = report(request_of(STRING), request_of(STRING, servers=[{"url": "https://a.test"}]))
    assert "::warning " in as_github(judged(risky), given_of(request_of(STRING)))
    text = as_github(taken(), given_of(properties("b")))
    names = re.findall(r"^::(\w+)", text, flags=re.MULTILINE)
    assert names == ["notice", "error", "notice", "warning", "error"]


def test_junit_is_what_ci_servers_read() -> None:
    """Cases, failures and skips are counted, and a case per finding has class and name."""
    root = ET.fromstring(as_junit(taken()))
    (suite,) = root
    counts = {name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": 4, "failures": 2, "errors": 0, "skipped": 1}
    assert suite.attrib == root.attrib
    cases = suite.findall("testcase")
    assert [case.attrib["classname"] for case in cases] == ["specdiff.api"] * 3 + [
        "specdiff.version"
    ]
    assert len(suite.findall("testcase/failure")) == 2
    assert len(suite.findall("testcase/skipped")) == 1
    outputs = [one.text or "" for one in suite.findall("system-out")]
    assert ["is stale" in text for text in outputs] == [True]
    assert len(ET.fromstring(as_junit(judged(EVIL)))[0].findall("testcase")) == len(EVIL.findings)


def test_the_printed_entries_are_a_file(tmp_path: Path) -> None:
    """All entries that a page prints make one valid accept file, whatever the names are."""
    page = as_markdown(judged(EVIL), {})
    blocks = re.findall(r"^(`{3,})toml\n(.*?)^\1$", page, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "a.toml").write_text("\n".join(text for _, text in blocks), "utf-8")
    counting = [one for one in EVIL.findings if judged(EVIL).counts(one)]
    entries = tomllib.loads((tmp_path / "a.toml").read_text("utf-8"))["accept"]
    assert [one["pointer"] for one in entries] == [one.pointer for one in counting]
