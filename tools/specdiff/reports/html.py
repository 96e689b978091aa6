"""Write the report as one self-contained HTML page for reviewers."""

import base64
import difflib
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias
from xml.etree.ElementTree import Element, SubElement, tostring

from tools.documents import pointer_keys, printable, value_at
from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.accept import entry_of
from tools.specdiff.judgement.causes import Cause, causes
from tools.specdiff.judgement.next_version import written
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY
from tools.specdiff.reports.tags import Row, Tags, of_cause
from tools.specdiff.reports.tags import summary as by_tag

_TITLE: Final = "What changes in the contract"
_PAGE: Final = Path(__file__).with_name("page")
_LONGEST = 2000
_LINES = 1_000
_FEW = 5  # names that are shown at once


def as_html(outcome: Outcome, tags: Tags, sides: tuple[Document, Document]) -> str:
    """Write a report as a page.

    Args:
        outcome: The judged report.
        tags: The tags of all operations.
        sides: The base and the revision, which are quoted.

    Returns:
        HTML with its style and script; its policy forbids all other resources.
    """
    found = causes(outcome.report.findings)
    html = Element("html", lang="en")
    style = (_PAGE / "page.css").read_text("utf-8")
    script = (_PAGE / "page.js").read_text("utf-8")
    _head(SubElement(html, "head"), style, script)
    body = SubElement(html, "body")
    _summary(SubElement(body, "header"), outcome, sides, found)
    rows = by_tag(found, tags)
    _filter(body, outcome, found, rows)
    main = SubElement(body, "main")
    for cause in found:
        _change(main, cause, outcome, of_cause(cause, tags), sides)
    SubElement(body, "script").text = script
    return "<!doctype html>\n" + tostring(html, "unicode", method="html") + "\n"


def _head(head: Element, style: str, script: str) -> None:
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "title").text = _TITLE
    SubElement(head, "style").text = style


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _summary(
    header: Element, outcome: Outcome, sides: tuple[Document, Document], found: Sequence[Cause]
) -> None:
    SubElement(header, "h1").text = _TITLE
    names = SubElement(header, "p", {"class": "faint"})
    _code(names, sides[0].name).tail = " → "
    _code(names, sides[1].name)
    verdicts = SubElement(header, "dl", {"class": "verdicts"})
    for side, level in outcome.report.verdict.items():
        _term(verdicts, side, LEVELS[level], LEVELS[level])
    if outcome.next_version:
        _term(verdicts, "next version of the client", written(outcome.next_version))
    for notice in outcome.notices:
        _said(SubElement(header, "p", {"class": "notice"}), notice.sentence)
    if not found:
        SubElement(header, "p").text = "Nothing changes."


def _term(holder: Element, name: str, value: str, kind: str = "") -> None:
    pair = SubElement(holder, "div")
    SubElement(pair, "dt").text = name
    SubElement(pair, "dd", {"class": kind}).text = value


def _filter(body: Element, outcome: Outcome, found: Sequence[Cause], rows: list[Row]) -> None:
    """Write the filters; compatible changes are hidden at first if there are worse ones."""
    form = SubElement(body, "form", hidden="")
    _boxes(form, "side", outcome.report.verdict)
    levels = sorted({cause.first.worst for cause in found}, reverse=True)
    worst = [level for level in levels if level > COMPATIBLE] or levels
    shown = [LEVELS[level] for level in worst]
    _boxes(form, "level", [LEVELS[level] for level in (BREAKING, RISKY, COMPATIBLE)], shown)
    label = SubElement(form, "label")
    label.text = "tag "
    select = SubElement(label, "select", name="tag")
    SubElement(select, "option", value="").text = "all"
    for row in rows:
        SubElement(select, "option", value=row.tag).text = f"{row.tag} ({sum(row.counts)})"
    label = SubElement(form, "label")
    label.text = "find "
    SubElement(label, "input", type="search", name="words")
    SubElement(form, "output")
    more = SubElement(body, "details")
    SubElement(more, "summary").text = "Changes by tag"
    table = SubElement(more, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for name in ("tag", *reversed(LEVELS)):
        SubElement(head, "th", scope="col").text = name
    lines = SubElement(table, "tbody")
    for row in rows:
        line = SubElement(lines, "tr")
        for cell in (row.tag, *row.counts):
            SubElement(line, "td").text = str(cell)


def _boxes(
    form: Element, name: str, values: Iterable[str], checked: Iterable[str] | None = None
) -> None:
    group = SubElement(form, "fieldset")
    SubElement(group, "legend").text = name
    for value in values:
        label = SubElement(group, "label")
        state = {"checked": ""} if checked is None or value in checked else {}
        SubElement(label, "input", {"type": "checkbox", "name": name, "value": value} | state)
        SubElement(label, "span").text = value


def _change(
    main: Element,
    cause: Cause,
    outcome: Outcome,
    tags: Iterable[str],
    sides: tuple[Document, Document],
) -> None:
    first, level = cause.first, LEVELS[cause.first.worst]
    data = {"data-level": level, "data-sides": " ".join(first.levels), "data-tags": "\n".join(tags)}
    article = SubElement(main, "article", data)
    head = SubElement(article, "h2")
    SubElement(head, "span", {"class": level}).text = level
    SubElement(head, "span").text = ", ".join(first.levels)
    _code(head, first.rule)
    _said(SubElement(article, "p"), first.sentence)
    if first.accepted is not None:
        SubElement(article, "p").text = _shown(f"Accepted: {first.accepted}")
    _pair(SubElement(article, "div", {"class": "pair"}), cause, sides)
    _names(article, "At", "places", [f"#{pointer}" for pointer in cause.pointers], most=1)
    _names(article, "Reached from", "operations", cause.operations, most=_FEW)
    if outcome.counts(first):
        more = SubElement(article, "details", {"class": "accept"})
        SubElement(more, "summary").text = "Accept this"
        SubElement(more, "pre").text = entry_of(cause)


def _names(article: Element, lead: str, what: str, names: Sequence[str], *, most: int) -> None:
    """Write a few names in a line, and many as a list, folded if it is long."""
    if not names:
        return
    if len(names) <= most:
        line = SubElement(article, "p", {"class": "faint"})
        line.text = f"{lead} "
        for name in names:
            _code(line, name).tail = ", "
        line[-1].tail = ""
        return
    more = SubElement(article, "details", {"open": ""} if len(names) <= _FEW else {})
    SubElement(more, "summary").text = f"{lead} {len(names)} {what}"
    items = SubElement(more, "ul")
    for name in names:
        _code(SubElement(items, "li"), name)


def _pair(holder: Element, cause: Cause, sides: tuple[Document, Document]) -> None:
    """Show before and after side by side: the compared values, or the values at the places."""
    first = cause.first
    places = (first.base, first.revision)
    values: list[Any] = [first.before, first.after]
    names = [pointer_keys(place)[-1] for place in places if place]
    if values[0] == values[1] or all(value is None or value in names for value in values):
        values = [_quoted(side, place) for side, place in zip(sides, places, strict=True)]
    before, after = ([] if value is None else _lines(value) for value in values)
    for title, kind, lines in zip(
        ("Before", "After"), ("del", "ins"), _marked(before, after), strict=True
    ):
        figure = SubElement(holder, "figure")
        SubElement(figure, "figcaption").text = title
        text = SubElement(figure, "pre")
        if not lines:
            text.text = "nothing"
        for line, is_other in lines:
            one = SubElement(text, kind if is_other else "span")
            one.text = line
            one.tail = "" if is_other else "\n"


_Marked: TypeAlias = list[tuple[str, bool]]


def _marked(before: list[str], after: list[str]) -> tuple[_Marked, _Marked]:
    """Mark the lines that only one side has, if both have lines."""
    old: _Marked = []
    new: _Marked = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, stop, begin, end in matcher.get_opcodes():
        is_other = kind != "equal" and bool(before and after)
        old += [(line, is_other) for line in before[start:stop]]
        new += [(line, is_other) for line in after[begin:end]]
    return old, new


def _quoted(side: Document, place: str | None) -> Any:
    """Return the value at a place of one side; None if there is no value."""
    if place is None:
        return None
    try:
        return value_at(side.root.raw, pointer_keys(place))
    except LookupError:  # such as an implied default
        return None


def _lines(value: Any) -> list[str]:
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    lines = [_shown(line) for line in text.splitlines()]
    rest = len(lines) - _LINES
    return [*lines[:_LINES], *([f"… and {rest} more lines"] if rest > 0 else [])]


def _said(holder: Element, sentence: str) -> None:
    """Write a sentence with its code spans."""
    holder.text = ""
    last: Element | None = None
    for index, part in enumerate(sentence.split("`")):
        if index % 2:
            last = _code(holder, part)
        elif last is None:
            holder.text = _shown(part)
        else:
            last.tail = _shown(part)


def _code(holder: Element, text: str) -> Element:
    code = SubElement(holder, "code")
    code.text = _shown(text)
    return code


def _shown(text: str) -> str:
    return printable(text, _LONGEST)
