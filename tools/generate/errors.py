"""The one error of the generator: what is wrong, every item on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable


class GenerationError(Exception):
    """The package cannot be generated; nothing was written.

    Args:
        problems: What is wrong, one line each.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(" ".join(problem.split()) for problem in problems)
        super().__init__("\n".join(self.problems))
