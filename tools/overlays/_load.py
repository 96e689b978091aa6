"""Load a repository's effective contract, from two files or from their text."""

from pathlib import Path
from typing import Any, Final, NamedTuple

from tools import documents
from tools.documents import Json
from tools.overlays._apply import apply
from tools.overlays._overlay import read

CONTRACT: Final = "openapi.json"
OVERLAY: Final = "openapi.overlay.yaml"


class Effective(NamedTuple):
    """A contract with its overlay applied."""

    document: Any
    untouched: list[str]
    """A message for each action that matches nothing any more."""


def load(root: Path) -> Effective:
    """Return a repository's effective contract.

    Args:
        root: The folder with `openapi.json` and, optionally, `openapi.overlay.yaml`.

    Raises:
        documents.DocumentError: A file is unreadable or invalid, or an action is invalid.
    """
    contract = root / CONTRACT
    return effective(documents.load(str(contract)), beside(contract))


def beside(contract: Path) -> bytes | None:
    """Read the Overlay document beside a contract.

    Args:
        contract: The contract's file.

    Returns:
        Its text, or None if there is no such file.

    Raises:
        documents.DocumentError: The file can't be read.
    """
    overlay = contract.with_name(OVERLAY)
    return documents.read(str(overlay)).data if overlay.exists() else None


def effective(contract: Json, overlay: bytes | None, name: str = OVERLAY) -> Effective:
    """Return a contract with the text of an Overlay document applied.

    Args:
        contract: The vendor's document; not modified.
        overlay: The Overlay document's text, or None without one.
        name: Its name in errors.

    Raises:
        documents.DocumentError: The Overlay document or one of its actions is invalid.
    """
    if overlay is None:
        return Effective(contract, [])
    document, untouched = apply(contract, read(overlay, name))
    return Effective(
        document,
        [
            f"{action.place}: {documents.printable(action.target, 200)} no longer matches "
            "anything: delete the action or correct its target"
            for action in untouched
        ],
    )
