"""The one error of the generator: what is wrong, every item on a line of its own."""

from collections.abc import Iterable

from tools.documents import printable

_LONGEST = 500


class GenerationError(Exception):
    """The package cannot be generated; nothing was written.

    Args:
        problems: What is wrong, each with its place; they become one line each. A place that
            starts with `#` is in the contract.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = [_line(problem) for problem in problems]
        super().__init__("\n".join(self.problems))


def _line(problem: str) -> str:
    place = "openapi.json" if problem.startswith("#") else ""
    return printable(place + " ".join(problem.split()), _LONGEST)
