"""Merge pages into the contract, unit by unit."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tools.documents import Json
from tools.import_page._additions import with_additions
from tools.import_page._compare import NOTHING, Difference, differences
from tools.import_page._page import Page
from tools.import_page._units import UnitPath, Units, place

_SHARED_BY_ALL: Final = ("openapi", "info", "servers", "security", "jsonSchemaDialect")
_SHARED_BY_A_PATH: Final = ("$ref", "servers", "parameters")


class Outcome(NamedTuple):
    """The outcome for one unit of a page."""

    verb: str
    """`added`, `replaced`, `removed` or `equal`; `kept` for parts that other pages document."""
    path: tuple[str | int, ...]


class Conflict(NamedTuple):
    """A difference that stops the import."""

    page: str
    other: str | None
    """The other page of this import that contradicts; None if the contract does."""
    difference: Difference


class Merge:
    """Merges pages into a contract, and collects the conflicts.

    Args:
        units: The contract's units, empty for a new one; not modified.
        marks: The `x-documented` mark of each unit.
        replace: Whether pages win where they differ from the contract.
    """

    def __init__(self, units: Units, marks: Mapping[UnitPath, Json], *, replace: bool) -> None:
        self.units = dict(units)
        self.conflicts: list[Conflict] = []
        self._marks = marks
        self._replace = replace
        self._page_of: dict[UnitPath, str] = {}

    def add(self, page: Page) -> list[Outcome]:
        """Merge one page.

        Parts that other operations share (servers, security, a path's parameters) must be equal,
        or absent in both, if there are other operations: adding one would change those. Two
        contradicting pages are always a conflict.

        Args:
            page: The page.

        Returns:
            The outcomes for its units, except for conflicts.
        """
        inhabited = {path[:length] for path in self.units for length in range(len(path))}
        shared = [*_shared(page.units)]
        outcomes: list[Outcome] = []
        for path in dict.fromkeys((*page.units, *shared)):
            if path in inhabited:  # an empty object on the page removes nothing
                continue
            ours, theirs = self.units.get(path, NOTHING), page.units.get(path, NOTHING)
            at = place(path, self.units)
            theirs, kept = with_additions(ours, theirs, self._marks.get(path))
            found = [*differences(ours, theirs, at)]
            is_free = ours is NOTHING and not (path in shared and path[:-1] in inhabited)
            other = self._page_of.get(path)
            if found and not is_free and (other is not None or not self._replace):
                self.conflicts += (Conflict(page.name, other, each) for each in found)
                continue
            self._page_of[path] = page.name
            if not found:
                verb = "equal"
            elif theirs is NOTHING:
                verb = "removed"
                del self.units[path]
            else:
                verb = "added" if ours is NOTHING else "replaced"
                self.units[path] = theirs
            if found or theirs is not NOTHING:
                outcomes.append(Outcome(verb, at))
            outcomes += (Outcome("kept", (*at, *inner)) for inner in kept)
        return outcomes


def _shared(units: Units) -> Iterator[UnitPath]:
    """Yield the units that other operations may share."""
    yield from ((key,) for key in _SHARED_BY_ALL)
    for item in dict.fromkeys(unit[:2] for unit in units if unit[0] in {"paths", "webhooks"}):
        yield from ((*item, key) for key in _SHARED_BY_A_PATH)
