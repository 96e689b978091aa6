"""A repository in a temporary directory: a contract, settings, and the generator run on them."""

import importlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from tools.documents import dumps
from tools.generate import main
from tools.generate.contract.parts import operations
from tools.generate.contract.settings import Skip
from tools.generate.contract.skips import leave_out

ROOT = Path(__file__).parents[3]
CONTRACTS = ROOT / "tests" / "contracts"

SETTINGS = """\
post_hooks:
  - ruff check . --isolated --no-cache --fix-only --select F401,I --target-version py311
  - ruff format . --isolated --no-cache --line-length 100 --target-version py311
"""


def make(root: Path, contract: Any, settings: str = SETTINGS) -> Path:
    """Write a contract and settings into a directory."""
    root.mkdir(parents=True, exist_ok=True)
    write(root, contract)
    (root / "generator-config.yaml").write_text(settings, "utf-8")
    return root


def write(root: Path, contract: Any) -> None:
    """Write a contract as `update` lays it out."""
    (root / "openapi.json").write_bytes(dumps(contract))


def make_real(root: Path) -> Path:
    """Copy contract, Overlay document, settings and package of this repository."""
    shutil.copytree(ROOT / "generated", root / "generated")
    for name in ("openapi.json", "openapi.overlay.yaml", "generator-config.yaml"):
        shutil.copy(ROOT / name, root)
    return root


def real_contract() -> Any:
    """Read the contract of this repository."""
    return json.loads((ROOT / "openapi.json").read_text("utf-8"))


def part_of_real_contract() -> Any:
    """Read the contract of this repository, with no more than conversations and knowledge bases."""
    contract = real_contract()
    rest = [
        Skip("", one.names[0], "", "")
        for one in operations(contract)
        if not one.path.startswith(("/core/conversations", "/knowledge-base/"))
    ]
    return leave_out(contract, rest)[0]


def load(root: Path, name: str) -> Any:
    """Generate, and import the package under a name of its own."""
    assert main([], root) == 0
    shutil.copytree(root / "generated" / "anyreach_api", root / "import" / name)
    sys.path.insert(0, str(root / "import"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(root / "import"))


def names(directory: Path) -> list[str]:
    """List a directory."""
    return sorted(path.name for path in directory.iterdir())


def tree(directory: Path) -> dict[str, bytes]:
    """Read every file below a directory."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }
