"""The two sides of a comparison: a file, a URL or `REF:PATH` from git, read into a document."""

import re
import subprocess
from pathlib import Path

from tools.documents import DocumentError, load, parse, printable
from tools.specdiff._document import Document

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


CONTRACT = "openapi.json"
_MAIN = ("origin/main", "main")


class ArgumentError(Exception):
    """A side cannot be what it says; the message is one line."""


def read(side: str) -> Document:
    """Read one side.

    Args:
        side: The path of a file, an http(s) URL, or `REF:PATH`, a file as git has it.

    Returns:
        The document.

    Raises:
        ArgumentError: The ref starts with `-`.
        DocumentError: The document cannot be had, or is not OpenAPI 3.0 or 3.1.
    """
    ref, colon, path = side.partition(":")
    if _URL.match(side) or not colon or Path(side).exists():
        return Document(load(side), printable(side))
    if ref.startswith("-"):
        raise ArgumentError(f"{printable(side)}: a git ref does not start with `-`")
    return Document(parse(_show(ref, path), path), printable(side))


def merge_base() -> str:
    """Name the contract as it was where the work in this clone left the main branch.

    Returns:
        A side for `read`.

    Raises:
        ArgumentError: Git knows no main branch here.
    """
    for branch in _MAIN:
        if commit := _git("merge-base", branch, "HEAD"):
            return f"{commit}:{CONTRACT}"
    raise ArgumentError(f"git finds no common commit with {' or '.join(_MAIN)}; give BASE")


def _show(ref: str, path: str) -> bytes:
    name = printable(f"{ref}:{path}")
    try:
        shown = subprocess.run(  # noqa: S603 - no shell, and the ref is no option
            ["git", "show", "--end-of-options", f"{ref}:{path}"],  # noqa: S607 - the user's git
            capture_output=True,
            check=False,
        )
    except (OSError, ValueError):
        raise DocumentError(f"{name}: git cannot be run") from None
    if shown.returncode == 0:
        return shown.stdout
    if _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"):
        raise DocumentError(f"{name}: git has no such file in that commit")
    if _git("rev-parse", "--is-shallow-repository") == "true":
        raise DocumentError(
            f"{name}: this clone is shallow and does not have {printable(ref)}; fetch it first: "
            f"git fetch --unshallow"
        )
    raise DocumentError(f"{name}: git knows no such ref here; fetch it, or give a file")


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - no shell
        ["git", *arguments],  # noqa: S607 - the user's git
        capture_output=True,
        check=False,
        text=True,
    )
    return done.stdout.strip()
