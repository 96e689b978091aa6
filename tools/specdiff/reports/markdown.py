"""Write the report as one page of Markdown, for a pull request or a job summary on GitHub."""

from collections.abc import Iterable

from tools.documents import printable
from tools.specdiff.judgement.accept import entry_of
from tools.specdiff.judgement.causes import Cause, causes
from tools.specdiff.judgement.next_version import written
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY
from tools.specdiff.reports.escaping import block, code, inline
from tools.specdiff.reports.tags import Row, Tags
from tools.specdiff.reports.tags import summary as by_tag
from tools.specdiff.reports.text import reached

MOST = 60_000
"""The limit of a page in bytes; GitHub allows 65,536 characters in a pull request."""
_LAST = 500  # bytes for the end of the page
_TAGS = 30
_PLACES = 3
_LONGEST = 300


def as_markdown(outcome: Outcome, tags: Tags) -> str:
    """Write a report as Markdown.

    Args:
        outcome: The judged report.
        tags: The tags of all operations.

    Returns:
        The verdicts, a summary by tag, then the changes, worst first; at most `MOST` bytes.
    """
    found = causes(outcome.report.findings)
    page = _Page()
    page.add("# What changes in the contract\n")
    rows = [f"| {side} | **{LEVELS[n]}** |\n" for side, n in outcome.report.verdict.items()]
    page.add("\n| side | verdict |\n| --- | --- |\n" + "".join(rows) + "\n")
    if outcome.next_version:
        page.add(f"The next version of the client: **{written(outcome.next_version)}**\n")
    for notice in outcome.notices:
        page.add(f"\n> {inline(printable(notice.sentence, 2 * _LONGEST))}\n")
    if not found:
        page.add("\nNothing changes.\n")
    page.add(_tags(by_tag(found, tags)))
    open_ones = [one for one in found if one.first.accepted is None]
    for level in (BREAKING, RISKY):
        page.list(LEVELS[level], [one for one in open_ones if one.first.worst == level])
    if counting := [one for one in open_ones if outcome.counts(one.first)]:
        page.fold("How to accept intended changes", map(_entry, counting))
    page.list("accepted", [one for one in found if one.first.accepted is not None])
    if compatible := [one for one in open_ones if one.first.worst == COMPATIBLE]:
        page.fold(f"Compatible: {len(compatible)}", map(_short, compatible))
    return page.text()


class _Page:
    """A page that keeps track of the remaining space."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = MOST - _LAST
        self._out = 0

    def add(self, text: str) -> None:
        """Add a text; if it does not fit, count it and all later texts as left out."""
        size = len(text.encode())
        if size > self._left:
            self._left = 0
            self._out += 1
        else:
            self._left -= size
            self._parts.append(text)

    def list(self, heading: str, found: list[Cause]) -> None:
        if found:
            self.add(f"\n## {heading.capitalize()}: {len(found)}\n\n")
        for cause in found:
            self.add(_item(cause))

    def fold(self, heading: str, items: Iterable[str]) -> None:
        self._parts.append(f"\n<details>\n<summary>{heading}</summary>\n\n")
        for item in items:
            self.add(item)
        self._parts.append("\n</details>\n")

    def text(self) -> str:
        if self._out:
            self._parts.append(
                f"\n**{self._out} items are left out, since the page would be too large; "
                "`--format html` and `--format text --compatible` have them all.**\n"
            )
        return "".join(self._parts)


def _tags(rows: list[Row]) -> str:
    """Write the summary by tag, if there are several."""
    if len(rows) < 2:  # noqa: PLR2004 - the headings have the counts
        return ""
    lines = [
        f"| {code(row.tag).replace('|', chr(92) + '|')} | {' | '.join(map(str, row.counts))} |\n"
        for row in rows[:_TAGS]
    ]
    rest = f"\nAnd {len(rows) - _TAGS} more tags.\n" if len(rows) > _TAGS else ""
    head = "\n## By tag\n\n| tag | breaking | risky | compatible |\n| --- | --: | --: | --: |\n"
    return head + "".join(lines) + rest


def _item(cause: Cause) -> str:
    first = cause.first
    reason = first.accepted
    accepted = f"  \n  Accepted: {inline(printable(reason, _LONGEST))}" if reason else ""
    return (
        f"- `{first.rule}` ({'/'.join(first.levels)}): {inline(first.sentence)}  \n"
        f"  {_at(cause)}{inline(reached(cause, ', reached from '))}{accepted}\n"
    )


def _at(cause: Cause) -> str:
    places = [code(f"#{printable(pointer, _LONGEST)}") for pointer in cause.pointers]
    if len(places) == 1:
        return f"at {places[0]}"
    rest = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return f"at {len(places)} places: {', '.join(places[:_PLACES])}{rest}"


def _short(cause: Cause) -> str:
    places = len(cause.pointers)
    also = f" At {places} places." if places > 1 else ""
    return f"- `{cause.first.rule}`: {inline(cause.first.sentence)}{also}\n"


def _entry(cause: Cause) -> str:
    return block(entry_of(cause).splitlines(), "toml") + "\n"
