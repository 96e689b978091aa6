"""Read the two sides of a comparison: a file, a URL or `REF:PATH` from git.

A side that is named `openapi.json`, with an `openapi.overlay.yaml` beside it in the same revision,
is compared after applying the overlay. A side without one, such as the vendor's next document,
gets the other side's overlay. The same applies to `generator-config.yaml`, which names the parts
of the Python package.
"""

import re
import subprocess
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tools import overlays
from tools.documents import DocumentError, parse, printable
from tools.documents import read as read_source
from tools.overlays import CONTRACT, OVERLAY
from tools.specdiff.inputs.document import Document

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

SETTINGS = "generator-config.yaml"
_MAIN = ("origin/main", "main")


class ArgumentError(Exception):
    """A side is invalid; the message is one line."""


class Given(NamedTuple):
    """One side, as read."""

    side: str
    """The name that the user gave."""
    data: bytes
    name: str
    """The name for parsing, whose suffix gives the format."""
    path: str | None
    """The path in the repository; None for a URL."""
    ref: str | None
    """The git ref; None for a side that is not from git."""
    overlay: bytes | None
    """The Overlay document beside it."""
    settings: str | None = None
    """The text of the `generator-config.yaml` beside it."""


def read(side: str) -> Given:
    """Read one side.

    Args:
        side: The path of a file, an http(s) URL, or `REF:PATH`, a file as git has it.

    Returns:
        The side.

    Raises:
        ArgumentError: The ref starts with `-`.
        DocumentError: It cannot be had.
    """
    ref, colon, path = side.partition(":")
    is_url = bool(_URL.match(side))
    if is_url or not colon or Path(side).exists():
        name, data = read_source(side)
        if is_url or Path(side).name != CONTRACT:
            return Given(side, data, name, None if is_url else side, None, None)
        overlay, settings = overlays.beside(Path(side)), Path(side).with_name(SETTINGS)
        text = _text(read_source(str(settings)).data) if settings.exists() else None
        return Given(side, data, name, side, None, overlay, text)
    if ref.startswith("-"):
        raise ArgumentError(f"{printable(side)}: a git ref must not start with `-`")
    text = _text(_beside(ref, path, SETTINGS))
    return Given(side, show(ref, path), path, path, ref, overlay_at(ref, path), text)


def documents(base: Given, revision: Given) -> tuple[Document, Document]:
    """Apply our overlays to both sides.

    Args:
        base: The side before.
        revision: The side after.

    Returns:
        Both documents.

    Raises:
        DocumentError: One is not OpenAPI 3.0 to 3.2, or an Overlay document cannot be applied.
    """
    return _document(base, revision.overlay), _document(revision, base.overlay)


def settings(base: Given, revision: Given) -> tuple[str | None, str | None]:
    """Return the generator settings beside each side, or beside the other one."""
    return base.settings or revision.settings, revision.settings or base.settings


def _document(given: Given, other: bytes | None) -> Document:
    overlay = other if given.overlay is None else given.overlay
    effective = overlays.effective(parse(given.data, given.name), overlay)
    return Document(effective.document, printable(given.side))


def overlay_at(ref: str, contract: str = CONTRACT) -> bytes | None:
    """Read the Overlay document beside a contract from git.

    Args:
        ref: A commit, a branch or a tag that git knows.
        contract: The contract's file, from the top of the repository.

    Returns:
        Its text; None if that revision has no overlay, or the contract has another name.
    """
    return _beside(ref, contract, OVERLAY)


def _beside(ref: str, contract: str, name: str) -> bytes | None:
    path = PurePosixPath(contract)
    if path.name != CONTRACT:
        return None
    try:
        return show(ref, str(path.with_name(name)))
    except DocumentError:
        return None


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")


def merge_base() -> str:
    """Name the version of the contract where this branch left main.

    Returns:
        A side for `read`.

    Raises:
        ArgumentError: Git finds no main branch.
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
    """Read a file from git.

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
