"""What is read from files and from stdin: the token, JSON, and texts."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any, Final

from anyreach import ConfigurationError
from anyreach._narrow import is_mapping

_STDIN: Final = "-"
_MAX_TOKEN: Final = 10_000  # characters: no token is that long, and a device is endless


def read_token(name: str) -> str:
    """Return the token in a file, or on the first line of stdin.

    Raises:
        ConfigurationError: Others may read the file, as with ssh and its keys.
        OSError: It cannot be read.
    """
    if name == _STDIN:
        return sys.stdin.readline(_MAX_TOKEN).strip()
    with Path(name).open(encoding="utf-8", errors="replace") as file:
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
            raise ConfigurationError(
                "the file of --token-file can be read by others: chmod 600 it, and think of "
                "making a new token"
            )
        return file.read(_MAX_TOKEN).strip()


def read_text(text: str) -> str:
    """Return a text, or what is on stdin for `-`."""
    return sys.stdin.read().rstrip("\n") if text == _STDIN else text


def read_object(option: str, source: str) -> dict[str, Any]:
    """Return the JSON object in `@FILE`, on stdin for `-`, or in the text itself.

    Raises:
        ConfigurationError: There is none.
        OSError: The file cannot be read.
    """
    if source.startswith("@"):
        source = Path(source[1:]).read_text("utf-8", errors="replace")
    try:
        found = json.loads(read_text(source))
    except (ValueError, RecursionError):
        found = None
    if not is_mapping(found):
        raise ConfigurationError(f"{option} takes a JSON object: as text, as @FILE, or - for stdin")
    return dict(found)
