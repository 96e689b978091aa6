"""Take in the next contract, with robots and a new filter, and use it: with no edit by hand.

It works on a copy of the repository: `python -m tests.next_contract [ARGUMENTS OF PYTEST...]`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
APP = Path("tests", "next_contract", "app")
FILTER: dict[str, Any] = {
    "name": "campaign_id",
    "in": "query",
    "description": "Only conversations of this campaign.",
    "schema": {"type": "string"},
}
STILL_PASSING = [
    "tests/test_pages.py",
    *(
        f"tests/overlay/{room}test_{name}.py"
        for room, names in (
            ("", ("client", "public")),
            ("cli/", ("app", "commands", "show")),
            ("conversations/", ("chat", "creation", "filters", "get_many", "reply", "wait")),
            ("core/", ("scopes",)),
            ("core/pagination/", ("last_item", "pages")),
            ("core/responses/", ("decoding", "decoding_contract")),
            ("models/", ("redaction", "transcript")),
            ("testing/", ("calls", "chats", "fake", "lists", "server")),
            ("transport/messages/", ("bodies",)),
        )
        for name in names
    ),
]
"""Tests of what comes from the contract; what is left out is about connections and files.

They hold for any contract that has ours in it, but for `OF_OURS`.
"""

OF_OURS = [
    f"tests/overlay/testing/{name}"
    for name in (
        "test_fake.py::test_add_fills_every_field",
        "test_calls.py::test_created_record_has_the_contracts_fields",
    )
]
"""Tests that say exactly which fields our contract has."""

_LEFT = {".git", ".nox", ".venv", "dist", "__pycache__", ".pytest_cache", ".mypy_cache"}


def main(arguments: Sequence[str]) -> int:
    """Run every step, and return the first exit status that is not 0."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "next")
        shutil.copytree(ROOT, root, ignore=lambda _, names: _LEFT.intersection(names))
        grow(root)
        kept = [kept_files(root)]
        for step in steps(arguments):
            print("next contract:", *step, flush=True)
            if status := run(root, step):
                return status
        kept.append(kept_files(root))
    if kept[0] != kept[1]:
        print("next contract: a step changed a file outside generated/", file=sys.stderr)
        return 1
    return 0


def grow(root: Path) -> None:
    """Merge the robots and the filter into the contract, as the vendor's next document has them."""
    contract = json.loads((root / "openapi.json").read_text("utf-8"))
    more = json.loads((root / "tests" / "contracts" / "robots.json").read_text("utf-8"))
    contract["paths"] |= more["paths"]
    contract["components"]["schemas"] |= more["components"]["schemas"]
    contract["paths"]["/core/conversations"]["get"]["parameters"].append(FILTER)
    conversation = contract["components"]["schemas"]["Conversation"]
    conversation["properties"]["campaign_id"] = FILTER["schema"]
    (root / "openapi.json").write_text(json.dumps(contract, indent=2) + "\n", "utf-8")


def steps(arguments: Sequence[str]) -> list[list[str]]:
    """What is run in the copy, each by its Python."""
    app = str(APP)
    return [
        ["tools.generate"],
        ["tools.generate", "--check"],
        ["mypy", str(APP / "use.py")],
        ["pyright", "--project", str(APP / "pyrightconfig.json")],
        ["pytest", "-q", "-p", "no:cacheprovider", app],
        [
            *("pytest", "-q", "-p", "no:cacheprovider", *STILL_PASSING),
            *(f"--deselect={one}" for one in OF_OURS),
            *arguments,
        ],
    ]


def run(root: Path, step: Sequence[str]) -> int:
    """Run a module in the copy, with the packages of the copy."""
    path = os.pathsep.join(str(root / one) for one in ("overlay", "generated", "."))
    environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *step], cwd=root, env=environment, check=False
    ).returncode


def kept_files(root: Path) -> dict[str, bytes]:
    """Read everything that is written by hand."""
    folders = ("overlay", "tools", "tests", "openapi.json", "openapi.overlay.yaml")
    return {
        str(path): path.read_bytes()
        for folder in (*folders, "generator-config.yaml")
        for path in [root / folder, *(root / folder).rglob("*")]
        if path.is_file() and "__pycache__" not in path.parts
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
