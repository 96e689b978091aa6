"""The fake answers operations that nobody wrote for it, from the generated package alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.generate import main

ROOT = Path(__file__).parents[3]
ROBOTS = "tests/overlay/testing/robots.py"


def test_another_contract(tmp_path: Path) -> None:
    """Before a contract with more in it, every claim of `robots.py` holds, with no hand edit."""
    contract = json.loads((ROOT / "openapi.json").read_text("utf-8"))
    more = json.loads((ROOT / "tests/contracts/robots.json").read_text("utf-8"))
    contract["paths"] |= more["paths"]
    contract["components"]["schemas"] |= more["components"]["schemas"]
    (tmp_path / "openapi.json").write_text(json.dumps(contract), "utf-8")
    for name in ("openapi.overlay.yaml", "generator-config.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    assert main([], tmp_path) == 0
    path = os.pathsep.join(str(one) for one in (tmp_path / "generated", ROOT / "overlay", ROOT))
    done = subprocess.run(
        [sys.executable, *["-m", "pytest", "-q", "-p", "no:cacheprovider"], ROBOTS],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
