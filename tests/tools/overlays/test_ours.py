"""What is ours is in `openapi.overlay.yaml`, and only there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools import overlays
from tools.documents import Json, load
from tools.generate.contract.contract import Contract

ROOT = Path(__file__).parents[3]
ACTIONS = load(str(ROOT / "openapi.overlay.yaml"))["actions"]


def extensions(value: Json) -> Iterator[str]:
    """Find the `x-` keys at any depth."""
    if isinstance(value, dict):
        yield from (key for key in value if key.startswith("x-"))
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from extensions(inner)


def test_the_contract_is_the_vendors() -> None:
    """`openapi.json` has no extension of ours, and each of ours has effect and is explained."""
    ours = set(extensions([one["update"] for one in ACTIONS if "update" in one]))
    assert ours.isdisjoint(extensions(load(str(ROOT / "openapi.json"))))
    effective, untouched = overlays.load(ROOT)
    assert untouched == []
    assert ours <= set(extensions(effective))
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("### Say what is ours")[2]
    assert ours <= set(re.findall(r"^\| `(x-[a-z-]+)", section, flags=re.MULTILINE))


def test_what_is_documented_elsewhere_is_there_and_has_its_page() -> None:
    """Each pointer of an `x-documented` leads to something, and to a page of the vendor's."""
    pages = [page for action in ACTIONS if (page := action.get("x-documented"))]
    schema = overlays.load(ROOT).document["components"]["schemas"]["Conversation"]
    for pointer, page in schema["x-documented"].items():
        assert Contract(schema).at(pointer)
        pages.append(page)
    assert len(pages) > 5
    assert all(page.startswith("https://docs.anyreach.ai/") for page in pages)


def test_every_operation_says_that_a_credential_can_be_wrong() -> None:
    """Each operation documents the answer 401, and a token may name its organization."""
    effective = overlays.load(ROOT).document
    for item in effective["paths"].values():
        for operation in item.values():
            assert "401" in operation["responses"]
    assert {"bearerAuth": [], "organization": []} in effective["security"]
