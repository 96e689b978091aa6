"""Runs the notebook against the fake, for a test and for the picture on the page about exports.

`python -m tests.examples.notebook FOLDER` writes what the notebook writes into a folder.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

from nbclient import NotebookClient

from anyreach.testing import FakeAnyReach
from tests.examples.month import month

NOTEBOOK = Path(__file__).parents[2] / "examples" / "notebook" / "calls.ipynb"


def run(folder: Path) -> Any:
    """Return the notebook with its outputs; what it writes is in the folder."""
    nbformat: Any = importlib.import_module("nbformat")  # its types are few
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    fake = FakeAnyReach(month())
    with fake.serve() as url:
        env = {**os.environ, "ANYREACH_BASE_URL": url, "ANYREACH_TOKEN": fake.token()}
        client = NotebookClient(notebook, resources={"metadata": {"path": str(folder)}})
        client.execute(env=env)
    return notebook


if __name__ == "__main__":
    run(Path(sys.argv[1]))
