"""Read the config file, which overrides the levels of rules."""

from typing import Any

from tools.documents import DocumentError, printable
from tools.specdiff.inputs.toml import read_toml
from tools.specdiff.inputs.values import is_object
from tools.specdiff.judgement.rules import RULES
from tools.specdiff.levels import LEVELS


def read_levels(path: str | None) -> dict[str, int]:
    """Read a config file, TOML: a table `levels` from rule ids to level names.

    Args:
        path: The file, None for no file.

    Returns:
        The levels by rule id.

    Raises:
        DocumentError: The file cannot be read, or names an unknown rule or level.
    """
    if path is None:
        return {}
    name, content = read_toml(path)
    given: Any = content.get("levels", {})
    if not is_object(given):
        raise DocumentError(f"{name}: `levels` must be a table")
    levels: dict[str, int] = {}
    for rule, level in given.items():  # pyright: ignore[reportUnknownVariableType]
        if rule not in RULES:
            raise DocumentError(f"{name}: unknown rule {printable(str(rule))!r}")
        if level not in LEVELS:
            raise DocumentError(f"{name}: the level of {rule} must be one of {', '.join(LEVELS)}")
        levels[str(rule)] = LEVELS.index(level)
    return levels
