"""The notebook: it runs from its first cell to its last, and draws its picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.examples.month import month
from tests.examples.notebook import run

PICTURE = Path(__file__).parents[2] / "docs" / "calls.png"
pytestmark = pytest.mark.filterwarnings("ignore")  # Jupyter's own


def pixels(path: Path) -> Any:
    """The picture's brightness."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"), dtype=float)


def test_the_notebook_runs_and_draws(tmp_path: Path) -> None:
    """It counts every conversation, and its picture is the one that docs/ shows."""
    notebook = run(tmp_path)
    said = [one.text for cell in notebook.cells for one in cell.get("outputs", ()) if "text" in one]
    assert said[0] == f"{len(list(month())):,} conversations, 0 invalid\n"
    drawn = pixels(tmp_path / "calls.png")
    assert drawn.shape == (960, 1280)
    assert np.abs(drawn - pixels(PICTURE)).mean() < 5  # of 255: fonts differ between machines
