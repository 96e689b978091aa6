"""The tests of an app that uses the client, run by pytest in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path


def run(folder: Path, code: str, *options: str, xdist: bool = False) -> str:
    """Run pytest on an app's tests, with warnings as errors and without other people's plugins.

    Returns:
        What pytest printed.
    """
    (folder / "test_app.py").write_text(code, "utf-8")
    wanted = {"anyreach", *(("xdist",) if xdist else ())}
    others = {plugin.name for plugin in entry_points(group="pytest11")} - wanted
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    for other in others:
        command += ["-p", f"no:{other}"]
    done = subprocess.run(
        [*command, *options], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr
