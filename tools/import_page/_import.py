"""Merge pages into a contract's text, all or none, without writing files."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tools import overlays
from tools.documents import DocumentError, Json, decode, dumps, parse
from tools.import_page._additions import marks
from tools.import_page._index import follow, is_index
from tools.import_page._merge import Merge
from tools.import_page._page import Page, read_page
from tools.import_page._report import conflict_lines, outcome_lines
from tools.import_page._splice import rewrite
from tools.import_page._units import join, split

CONFLICT, BAD_DATA = 1, 65


class ImportRefusedError(Exception):
    """The pages can't be merged.

    Args:
        lines: The reasons, each with its place.
        status: The exit status to return.
    """

    def __init__(self, lines: Iterable[str], status: int) -> None:
        self.lines = list(lines)
        self.status = status
        super().__init__("\n".join(self.lines))


class Imported(NamedTuple):
    """A contract with the pages merged in."""

    text: str
    lines: list[str]
    """The outcome for each page."""


def import_pages(
    sources: Sequence[str], data: bytes, name: str, overlay: bytes | None, *, replace: bool
) -> Imported:
    """Merge pages into a contract.

    Args:
        sources: The pages: files or http(s) URLs. An `llms.txt` means the pages that it links to.
        data: The contract; may be blank.
        name: Its name in messages.
        overlay: The Overlay document with the `x-documented` marks, if any.
        replace: Whether pages win where they differ.

    Returns:
        The new text; unchanged parts keep their bytes.

    Raises:
        DocumentError: The contract or the Overlay document is invalid.
        ImportRefusedError: A page is unreadable or invalid, or differs.
    """
    text = decode(data, name)
    contract: Json = parse(data, name) if text.strip() else {}
    pages: list[Page] = []
    problems: list[str] = []
    followed: list[str] = []
    for source in sources:
        try:
            pages += follow(source, followed) if is_index(source) else [read_page(source)]
        except DocumentError as error:
            problems.append(str(error))
    if problems:
        raise ImportRefusedError(problems, BAD_DATA)
    is_new = contract == {}
    units = {} if is_new else split(contract, name)
    known = {} if is_new else marks(split(overlays.effective(contract, overlay).document, name))
    merge = Merge(units, known, replace=replace)
    outcomes = [merge.add(page) for page in pages]
    if merge.conflicts:
        lines = conflict_lines(merge.conflicts, name, replace=replace)
        raise ImportRefusedError(lines, CONFLICT)
    merged = join(merge.units)
    lines = [
        line
        for page, became in zip(pages, outcomes, strict=True)
        for line in outcome_lines(page, became)
    ]
    text = dumps(merged).decode() if is_new else rewrite(text, contract, merged)
    return Imported(text, [*followed, *lines])
