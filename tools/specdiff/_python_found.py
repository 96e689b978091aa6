"""What the python side finds: a change, before its level is known."""

from typing import Any, Literal, NamedTuple

from tools.specdiff._graph import Sense

Name = Literal["base", "revision"]
_MOST = 3  # problems that are shown


class Found(NamedTuple):
    """A change of a generated package."""

    rule: str
    subject: str
    operations: tuple[str, ...]
    direction: Sense | None
    base: str | None
    """JSON pointer in the base, None where the thing is new."""
    revision: str | None
    before: Any = None
    after: Any = None


class UnreadableError(Exception):
    """A generated module is no Python.

    Args:
        side: Of which side.
        module: Its path in the package.
    """

    def __init__(self, side: Name, module: str) -> None:
        super().__init__(side, module)
        self.side: Name = side
        self.problem = f"the module {module} is too complicated"


def not_generated(side: Name, problems: list[str]) -> Found:
    """Say that there is no package of one side.

    Args:
        side: Which.
        problems: Why.

    Returns:
        That nothing could be compared.
    """
    rest = len(problems) - _MOST
    shown = [*problems[:_MOST], *([f"and {rest} more"] if rest > 0 else [])]
    rule = f"python-{side}-not-generated"
    if side == "base":
        return Found(rule, "", (), None, "", None, shown)
    return Found(rule, "", (), None, None, "", None, shown)
