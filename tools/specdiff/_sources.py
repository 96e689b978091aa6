"""The two sides of a comparison: a file, a URL or `REF:PATH` from git, read into a document."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools.documents import DocumentError, parse, printable
from tools.documents import read as read_source
from tools.specdiff._document import Document

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

CONTRACT = "openapi.json"
_MAIN = ("origin/main", "main")


class ArgumentError(Exception):
    """A side cannot be what it says; the message is one line."""


class Given(NamedTuple):
    """One side, as it was found."""

    document: Document
    data: bytes
    name: str
    """What it was called when it was parsed; the suffix tells the format."""
    path: str | None
    """Where it is in the repository, None for a URL."""
    ref: str | None
    """The git ref that it comes from, None where it is not from git."""


def read(side: str) -> Given:
    """Read one side.

    Args:
        side: The path of a file, an http(s) URL, or `REF:PATH`, a file as git has it.

    Returns:
        The document, and where it comes from.

    Raises:
        ArgumentError: The ref starts with `-`.
        DocumentError: The document cannot be had, or is not OpenAPI 3.0 or 3.1.
    """
    ref, colon, path = side.partition(":")
    if (is_url := bool(_URL.match(side))) or not colon or Path(side).exists():
        name, data = read_source(side)
        return Given(_document(data, name, side), data, name, None if is_url else side, None)
    if ref.startswith("-"):
        raise ArgumentError(f"{printable(side)}: a git ref does not start with `-`")
    data = show(ref, path)
    return Given(_document(data, path, side), data, path, path, ref)


def _document(data: bytes, name: str, side: str) -> Document:
    return Document(parse(data, name), printable(side))


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
    if _is_shallow():
        raise ArgumentError(
            "this clone is shallow and does not reach where main was left; fetch that first: "
            "git fetch --unshallow origin (on GitHub: fetch-depth: 0), or give BASE"
        )
    raise ArgumentError(f"git finds no common commit with {' or '.join(_MAIN)}; give BASE")


def show(ref: str, path: str) -> bytes:
    """Read a file as git has it.

    Args:
        ref: A commit, a branch or a tag; no option.
        path: The file, from the top of the repository.

    Raises:
        DocumentError: Git does not have it; the message says what to do.
    """
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
    if _is_shallow():
        raise DocumentError(
            f"{name}: this clone is shallow and does not have {printable(ref)}; fetch it first: "
            f"git fetch --unshallow"
        )
    raise DocumentError(f"{name}: git knows no such ref here; fetch it, or give a file")


def _is_shallow() -> bool:
    return _git("rev-parse", "--is-shallow-repository") == "true"


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - no shell
        ["git", *arguments],  # noqa: S607 - the user's git
        capture_output=True,
        check=False,
        text=True,
    )
    return done.stdout.strip()
