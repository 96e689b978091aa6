"""The one error of the generator: what is wrong, each cause once, and what follows from it."""

from collections.abc import Iterable
from typing import NamedTuple

from tools.documents import printable

_LONGEST = 500
_OURS = "openapi.json"


class Problem(NamedTuple):
    """One thing that is wrong."""

    place: str
    """Where: `#` and a JSON pointer into the contract, another file, or nothing."""
    text: str
    """What is wrong there."""
    fix: str = ""
    """What to do, if it is not plain from the text."""
    because_of: str = ""
    """The place of what it follows from. When that has a problem, too, this one only counts."""

    @classmethod
    def read(cls, line: str) -> "Problem":
        """Take a line apart: a place that starts with `#`, a colon, and the rest."""
        line = line.removeprefix(_OURS) if line.startswith(f"{_OURS}#") else line
        place, colon, text = line.partition(": ")
        return cls(place, text) if colon and place.startswith("#") else cls("", line)

    def __str__(self) -> str:
        """Write the problem on one line."""
        place = f"{_OURS}{self.place}" if self.place.startswith("#") else self.place
        written = ": ".join(filter(None, (place, self.text))) + (
            f"; {self.fix}" if self.fix else ""
        )
        return printable(" ".join(written.split()), _LONGEST)


class GenerationError(Exception):
    """The package cannot be generated; nothing was written.

    Args:
        problems: What is wrong; one that is found twice counts once. Text is read as a `Problem`.
        advice: Lines that say how to go on without what is wrong.
    """

    def __init__(self, problems: Iterable[str | Problem], advice: Iterable[str] = ()) -> None:
        self.found = list(
            dict.fromkeys(Problem.read(one) if isinstance(one, str) else one for one in problems)
        )
        """Every problem, what follows from others included."""
        self.advice = list(advice)
        self.problems = list(_folded(self.found))
        """One line for each cause."""
        super().__init__("\n".join(self.problems))

    @property
    def lines(self) -> list[str]:
        """Everything to print."""
        return [*self.problems, *self.advice]


def causes(problems: Iterable[Problem]) -> dict[Problem, list[Problem]]:
    """Return the problems that follow from no other one, each with those that follow from it."""
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
        if root is one or root in cause_of:  # two that follow from each other are both causes
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
