"""Compare the committed package with a fresh one, byte by byte."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from tools.documents import printable

_LONGEST_LINE = 1000


def drift(committed: Path, fresh: Path) -> Iterator[str]:
    """Yield lines that show how two directories differ.

    Args:
        committed: The committed directory; `__pycache__` is ignored.
        fresh: The expected directory.
    """
    ours, theirs = _files(committed), _files(fresh)
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            yield f"{committed.name}/{name}: would not be generated"
        elif name not in ours:
            yield f"{committed.name}/{name}: is missing"
        elif ours[name] != theirs[name]:
            yield f"{committed.name}/{name}: differs"
            diff = difflib.unified_diff(
                _lines(ours[name]), _lines(theirs[name]), "now", "regenerated"
            )
            yield from (printable(line.removesuffix("\n"), _LONGEST_LINE) for line in diff)


def _files(directory: Path) -> dict[str, bytes]:
    """Read all files in a directory; a symbolic link counts as its target's path."""
    return {
        path.relative_to(directory).as_posix(): (
            f"-> {path.readlink()}".encode() if path.is_symlink() else path.read_bytes()
        )
        for path in directory.rglob("*")
        if "__pycache__" not in path.parts and (path.is_symlink() or path.is_file())
    }


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "backslashreplace").splitlines(keepends=True)
