"""The generator's error: all problems, each cause printed once with its consequences."""

from collections.abc import Iterable
from typing import NamedTuple

from tools.documents import printable

_LONGEST = 500
_OURS = "openapi.json"


class Problem(NamedTuple):
    """A problem, and its place."""

    place: str
    """The place: `#` and a JSON pointer into the contract, another file, or empty."""
    text: str
    """What is wrong."""
    fix: str = ""
    """What to do, unless it is clear from the text."""
    because_of: str = ""
    """The place of its cause. If that has a problem, too, this one is only counted."""

    @classmethod
    def read(cls, line: str) -> "Problem":
        """Parse a line: a place that starts with `#`, a colon, and the rest."""
        line = line.removeprefix(_OURS) if line.startswith(f"{_OURS}#") else line
        place, colon, text = line.partition(": ")
        return cls(place, text) if colon and place.startswith("#") else cls("", line)

    def __str__(self) -> str:
        """Return the problem on one line."""
        place = f"{_OURS}{self.place}" if self.place.startswith("#") else self.place
        written = ": ".join(filter(None, (place, self.text))) + (
            f"; {self.fix}" if self.fix else ""
        )
        return printable(" ".join(written.split()), _LONGEST)


class GenerationError(Exception):
    """The package can't be generated. Nothing was written.

    Args:
        problems: The problems; duplicates count once. Strings are parsed as `Problem`s.
        advice: Lines that say how to generate the rest.
    """

    def __init__(self, problems: Iterable[str | Problem], advice: Iterable[str] = ()) -> None:
        self.found = list(
            dict.fromkeys(Problem.read(one) if isinstance(one, str) else one for one in problems)
        )
        """Every problem, including consequences of others."""
        self.advice = list(advice)
        self.problems = list(_folded(self.found))
        """One line per cause."""
        super().__init__("\n".join(self.problems))

    @property
    def lines(self) -> list[str]:
        """All lines to print."""
        return [*self.problems, *self.advice]


def causes(problems: Iterable[Problem]) -> dict[Problem, list[Problem]]:
    """Return the root problems, each with its consequences."""
    found = list(problems)
    below: dict[str, list[Problem]] = {}
    for one in found:
        steps = one.place.split("/")
        for length in range(1, len(steps) + 1):
            below.setdefault("/".join(steps[:length]), []).append(one)
    cause_of: dict[Problem, Problem] = {}
    for one in found:
        others = (other for other in below.get(one.because_of, ()) if other is not one)
        if one.because_of and (cause := next(others, None)):
            cause_of[one] = cause
    grouped: dict[Problem, list[Problem]] = {}
    for one in found:
        root, seen = one, {one}
        while root in cause_of and cause_of[root] not in seen:
            root = cause_of[root]
            seen.add(root)
        if root is one or root in cause_of:  # two that cause each other are both causes
            grouped.setdefault(one, [])
        else:
            grouped.setdefault(root, []).append(one)
    return grouped


def _folded(problems: Iterable[Problem]) -> Iterable[str]:
    for cause, effects in causes(problems).items():
        operations = {"/".join(one.place.split("/")[:4]) for one in effects if _is_call(one)}
        others = {one.place for one in effects if not _is_call(one)}
        counted = [
            f"{len(places)} {kind}{'s' * (len(places) > 1)}"
            for kind, places in (("operation", operations), ("schema", others))
            if places
        ]
        yield f"{cause} … and {' and '.join(counted)} that use it" if counted else str(cause)


def _is_call(problem: Problem) -> bool:
    return problem.place.startswith("#/paths/")
