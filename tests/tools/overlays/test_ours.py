"""What is ours is in `openapi.overlay.yaml`, and only there."""

import json
from pathlib import Path
from typing import Any

from tools import overlays
from tools.documents import load
from tools.import_page._additions import _value
from tools.import_page._compare import NOTHING

ROOT = Path(__file__).parents[3]


def extensions(value: Any) -> set[str]:
    """Find the `x-` keys at any depth."""
    if isinstance(value, list):
        return set().union(*map(extensions, value))
    if not isinstance(value, dict):
        return set()
    found = {key for key in value if key.startswith("x-")}
    return found.union(*map(extensions, value.values()))


def test_the_contract_is_the_vendors() -> None:
    """`openapi.json` has no extension, and the overlay document brings those of ours."""
    assert extensions(json.loads((ROOT / "openapi.json").read_text("utf-8"))) == set()
    effective, untouched = overlays.load(ROOT)
    assert untouched == []
    assert extensions(effective) == {
        "x-confirm",
        "x-documented",
        "x-pagination",
        "x-record",
        "x-record-id",
        "x-repeatable",
        "x-required-scopes",
        "x-sensitive-scope",
    }


def test_what_is_documented_elsewhere_is_there_and_has_its_page() -> None:
    """Each pointer of an `x-documented` leads to something, and to a page of the vendor's."""
    actions = load(str(ROOT / "openapi.overlay.yaml"))["actions"]
    pages = [page for action in actions if (page := action.get("x-documented"))]
    schema = overlays.load(ROOT).document["components"]["schemas"]["Conversation"]
    for pointer, page in schema["x-documented"].items():
        assert _value(schema, tuple(pointer[1:].split("/"))) is not NOTHING
        pages.append(page)
    assert len(pages) > 5
    assert all(page.startswith("https://docs.anyreach.ai/") for page in pages)


def test_every_operation_says_that_a_credential_can_be_wrong() -> None:
    """Each operation documents the answer 401, and two ways to name the organization."""
    effective = overlays.load(ROOT).document
    for item in effective["paths"].values():
        for operation in item.values():
            assert "401" in operation["responses"]
            assert "externalDocs" in operation
    assert effective["security"] == [{"bearerAuth": []}, {"bearerAuth": [], "organization": []}]
