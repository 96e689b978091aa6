"""Generate a contract as a maintainer would: run the command, take over the skips, run it again."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools import documents

_SETTINGS = """\
post_hooks:
  - ruff check . --isolated --no-cache --fix-only --select F401,I --target-version py311
  - ruff format . --isolated --no-cache --line-length 100 --target-version py311
"""
_COMMAND = """\
import sys
from pathlib import Path
from tools.generate import main

sys.exit(main([], Path(sys.argv[1])))
"""


@dataclass
class Generation:
    """What came of generating a contract.

    Attributes:
        package: The folder that has the package.
        edits: How many times the skip list was edited.
        skipped: What is skipped, with its reason.
        seconds: How long the last run of the command took.
        failure: What the command said last, when it failed.
    """

    package: Path
    edits: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    seconds: float = 0
    failure: str = ""


def generate(file: Path, root: Path, *, edits: int = 1) -> Generation:
    """Generate a contract in a repository of its own.

    Args:
        file: The contract.
        root: An empty directory.
        edits: How many times the skip list may be edited.
    """
    (root / "openapi.json").write_text(json.dumps(documents.load(str(file))), "utf-8")
    made = Generation(root / "generated")
    settings = _SETTINGS
    for made.edits in range(edits + 1):
        (root / "generator-config.yaml").write_text(settings, "utf-8")
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, str(root)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        made.seconds = time.perf_counter() - begin
        made.failure = done.stderr if done.returncode else ""
        skips = done.stderr.partition("\nskip:\n")[2]
        if not done.returncode or not skips:
            break
        settings = f"{_SETTINGS}skip:\n{skips}"
    config: Any = documents.load(str(root / "generator-config.yaml"))
    made.skipped = config.get("skip", [])
    return made
