"""The page: whole, closed to what contracts say, with all that its filter needs."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.tools.specdiff.contracts import Json, operation, report, request_of, response_of
from tests.tools.specdiff.reports.test_reports import EVIL, folded, judged, properties, taken
from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.findings import Report
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.reports.html import as_html
from tools.specdiff.reports.tags import tags_of

PAGE = Path(__file__).parents[4] / "tools/specdiff/reports/page"
STRING = {"type": "string"}


class Reader(HTMLParser):
    """Notes the elements of a page, each with its attributes and all text inside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs), []))
        if tag not in {"meta", "input"}:
            self._open.append(len(self.found) - 1)

    def handle_endtag(self, tag: str) -> None:
        """Close it, which must be the innermost."""
        assert self.found[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        """Note a text for all elements around it."""
        for index in self._open:
            self.found[index][2].append(data)

    def all(self, tag: str, **wanted: str) -> list[str]:
        """The texts of all elements of a kind."""
        return [
            "".join(texts)
            for name, attributes, texts in self.found
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


def page(outcome: Outcome, base: Json, revision: Json) -> str:
    """Write the page for two contracts."""
    sides = Document(base, "base.json"), Document(revision, "revision.json")
    return as_html(outcome, tags_of(*sides), sides)


def compared(base: Json, revision: Json) -> Reader:
    """Compare two contracts, and read the page."""
    return Reader(page(judged(report(base, revision)), base, revision))


def test_nothing_of_a_contract_gets_out_of_its_place() -> None:
    """Whatever a contract says, the page has our elements, our attributes and our script only."""
    text = page(judged(EVIL), properties(), properties())
    read = Reader(text)
    assert {tag for tag, _, _ in read.found} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "code", "dl",
        "div", "dt", "dd", "form", "fieldset", "legend", "label", "input", "span", "select",
        "option", "output", "details", "summary", "table", "thead", "tbody", "tr", "th", "td",
        "main", "article", "figure", "figcaption", "pre", "del", "ins", "ul", "li", "script",
    }  # fmt: skip
    assert {name for _, attributes, _ in read.found for name in attributes} <= {
        "lang", "charset", "name", "content", "http-equiv", "class", "hidden", "type", "value",
        "checked", "scope", "data-level", "data-sides", "data-tags", "open",
    }  # fmt: skip
    assert read.all("script") == [(PAGE / "page.js").read_text("utf-8")]
    assert all(line.isprintable() for line in text.split("\n"))


def test_the_page_needs_nothing_else() -> None:
    """It loads nothing, and its policy lets only its own style and script through."""
    read = compared(properties("a"), properties("b"))
    (policy,) = [
        attributes["content"] or ""
        for _, attributes, _ in read.found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (text,) = read.all(kind)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
        assert not re.search(r"https?:|url\(|import", text)


def test_each_change_can_be_filtered() -> None:
    """A change has its side, its level and the tags of its operations; so has the filter."""
    base, revision = folded(3)
    revision["paths"] |= operation("/new", tags=["n"])
    read = compared(base, revision)
    changes = [attributes for tag, attributes, _ in read.found if tag == "article"]
    assert changes == [
        {"data-level": "breaking", "data-sides": "api", "data-tags": "t|0\nt|1\nt|2"},
        {"data-level": "compatible", "data-sides": "api", "data-tags": "n"},
    ]
    boxes = [one for tag, one, _ in read.found if tag == "input" and one["type"] == "checkbox"]
    assert [(one["value"], "checked" in one) for one in boxes] == [
        ("api", True), ("sensitivity", True),
        ("breaking", True), ("risky", False), ("compatible", False),
    ]  # fmt: skip
    assert read.all("option") == ["all", "t|0 (1)", "t|1 (1)", "t|2 (1)", "n (1)"]
    assert read.all("td")[:4] == ["t|0", "1", "0", "0"]


def test_all_places_are_there() -> None:
    """What is the same at 35 places is one change with 35 places, and one entry."""
    read = compared(*folded(35))
    (change,) = read.all("article")
    assert "At 35 places" in change
    assert len(read.all("li")) == 70  # and the operations
    assert "places = 35" in change


def test_values_stand_side_by_side() -> None:
    """Of values that differ, the lines that differ are marked on both sides."""
    read = compared(request_of(STRING), request_of({"type": "integer"}))
    assert (read.all("del"), read.all("ins")) == (['  "string"'], ['  "integer"'])
    read = compared(request_of(STRING), request_of(STRING | {"maxLength": 3}))
    assert read.all("pre")[:2] == ["nothing", "3\n"]


def test_what_has_no_value_is_quoted() -> None:
    """Where a name is all that a finding says, the page shows what the contract has there."""
    schema = {"type": "integer", "enum": list(range(2000))}
    read = compared(properties("a"), properties("a", k=schema))
    before, after = read.all("pre")[:2]
    assert before == "nothing"
    assert '"type": "integer"' in after
    assert "… and 1005 more lines" in after
    outcome = judged(report(properties("a"), properties("a", "b")))
    lost = [replace(one, revision="/nowhere", after=None) for one in outcome.report.findings]
    outcome = replace(outcome, report=Report(tuple(lost), outcome.report.verdict))
    assert Reader(page(outcome, properties(), properties())).all("pre") == ["nothing", "nothing"]


def test_what_is_accepted_and_noticed_is_said() -> None:
    """The page gives the reason, the stale entry, and that the version is too low."""
    read = Reader(page(taken(), properties("a", "c"), properties("b")))
    assert any(text.startswith("Accepted: we | know") for text in read.all("p"))
    notices = " ".join(read.all("p", **{"class": "notice"}))
    assert "is stale" in notices
    assert "this change needs 0.2.0" in notices
    assert "0.2.0" in read.all("dd")


def test_nothing_changes() -> None:
    """A page without changes says so."""
    empty: Any = properties()
    outcome = judged(report(empty, empty), current=None)
    read = Reader(page(outcome, empty, empty))
    assert "Nothing changes." in read.all("p")
    assert read.all("article") == []
    assert read.all("dd") == ["compatible", "compatible"]


def test_what_is_reached_from_nowhere() -> None:
    """A change that no operation reaches names none."""
    base = response_of(STRING)
    outcome = judged(report(base, response_of(STRING | {"maxLength": 3})))
    alone = [replace(one, operations=()) for one in outcome.report.findings]
    outcome = replace(outcome, report=Report(tuple(alone), outcome.report.verdict))
    assert "Reached from" not in page(outcome, base, base)
