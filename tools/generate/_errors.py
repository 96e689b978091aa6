"""The one error of the generator: what is wrong, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tools.documents import printable

_LONGEST = 500


class Problem(NamedTuple):
    """One thing that cannot be generated.

    Attributes:
        place: Its JSON pointer in the contract, such as `#/paths/~1agents/get`.
        text: What is wrong there.
        fix: What to do about it; empty when the text says it.
        because_of: The place of the problem that this one follows from; empty for a cause.
    """

    place: str
    text: str
    fix: str = ""
    because_of: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" + (f"; {self.fix}" if self.fix else "")


class GenerationError(Exception):
    """The package cannot be generated; nothing was written.

    Args:
        problems: What is wrong, each with its place; they become one line each. A place that
            starts with `#` is in the contract.
    """

    def __init__(self, problems: Iterable[Problem | str]) -> None:
        self.causes = list(problems)
        self.problems = [_line(str(problem)) for problem in self.causes]
        super().__init__("\n".join(self.problems))


def _line(problem: str) -> str:
    place = "openapi.json" if problem.startswith("#") else ""
    return printable(place + " ".join(problem.split()), _LONGEST)
