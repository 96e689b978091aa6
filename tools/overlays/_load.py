"""The contract of a repository, from two files or from their text."""

from pathlib import Path
from typing import Any, Final, NamedTuple

from tools import documents
from tools.documents import Json
from tools.overlays._apply import apply
from tools.overlays._overlay import read

CONTRACT: Final = "openapi.json"
OVERLAY: Final = "openapi.overlay.yaml"


class Effective(NamedTuple):
    """The contract as it counts."""

    document: Any
    untouched: list[str]
    """What to say about each action that selects nothing any more."""


def load(root: Path) -> Effective:
    """Return the contract of a repository.

    Args:
        root: Where `openapi.json` is, and `openapi.overlay.yaml` if there is something to add.

    Raises:
        documents.DocumentError: One of them cannot be used, or an action cannot be done.
    """
    contract = root / CONTRACT
    return effective(documents.load(str(contract)), beside(contract))


def beside(contract: Path) -> bytes | None:
    """Read the Overlay document beside a contract.

    Args:
        contract: The contract's file.

    Returns:
        Its text, None where there is none.

    Raises:
        documents.DocumentError: It cannot be read.
    """
    overlay = contract.with_name(OVERLAY)
    return documents.read(str(overlay)).data if overlay.exists() else None


def effective(contract: Json, overlay: bytes | None, name: str = OVERLAY) -> Effective:
    """Return a contract with the text of an Overlay document applied.

    Args:
        contract: The vendor's document; it is not changed.
        overlay: The text, None when there is nothing to add.
        name: What to call it in an error.

    Raises:
        documents.DocumentError: It cannot be used, or an action cannot be done.
    """
    if overlay is None:
        return Effective(contract, [])
    document, untouched = apply(contract, read(overlay, name))
    return Effective(
        document,
        [
            f"{action.place}: {documents.printable(action.target, 200)} selects nothing any more: "
            "take the action out, or make it select what the contract has now"
            for action in untouched
        ],
    )
