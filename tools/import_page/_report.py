"""Describe the outcomes and conflicts of an import."""

import json
from collections import Counter

from tools.documents import Json, pointer, printable
from tools.import_page._compare import NOTHING, Nothing
from tools.import_page._merge import Conflict, Outcome
from tools.import_page._page import Page

_LONGEST = 80
_LEAD = 20


def outcome_lines(page: Page, outcomes: list[Outcome]) -> list[str]:
    """Return lines that describe the outcome for a page.

    Args:
        page: The page.
        outcomes: The outcomes for its units.
    """
    count = Counter(outcome.verb for outcome in outcomes)
    counted = ", ".join(f"{number} {verb}" for verb, number in count.items())
    return [
        f"{page.name}: {printable(page.brings, 300)}: {counted}",
        *(f"  {verb:8}  {printable(pointer(path), 300)}" for verb, path in outcomes),
    ]


def conflict_lines(conflicts: list[Conflict], contract: str, *, replace: bool) -> list[str]:
    """Return lines that describe the conflicts, and what to do.

    Args:
        conflicts: All conflicts of an import.
        contract: The contract's name.
        replace: Whether the import had `--replace`.
    """
    number = f"{len(conflicts)} conflict{'s' * (len(conflicts) > 1)}"
    advice = "" if replace else "; pass --replace to use the pages"
    return [
        *(_conflict_line(conflict, contract) for conflict in conflicts),
        f"{contract}: {number}, nothing written{advice}",
    ]


def _conflict_line(conflict: Conflict, contract: str) -> str:
    path, ours, theirs, is_order = conflict.difference
    left, right = _both(ours, theirs)
    why = "different order of properties, which are positional arguments: " if is_order else ""
    return (
        f"{conflict.page}: conflict at {printable(pointer(path), 300)}: {why}"
        f"{conflict.other or contract} has {left}, this page has {right}"
    )


def _both(ours: Json | Nothing, theirs: Json | Nothing) -> tuple[str, str]:
    """Show two values. Long ones start shortly before the difference."""
    left, right = _shown(ours), _shown(theirs)
    pairs = enumerate(zip(left, right, strict=False))
    start = next((at for at, (one, other) in pairs if one != other), 0) - _LEAD
    if start <= 0 or max(len(left), len(right)) <= _LONGEST:
        return printable(left, _LONGEST), printable(right, _LONGEST)
    return "…" + printable(left[start:], _LONGEST), "…" + printable(right[start:], _LONGEST)


def _shown(value: Json | Nothing) -> str:
    return "nothing" if value is NOTHING else json.dumps(value, ensure_ascii=False)
