"""Loads an app of examples/ as its users start it: by its file, under a name of its own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(folder: str, name: str) -> Any:
    """Return a module of an example."""
    full = f"examples_{folder}_{name}"
    spec = importlib.util.spec_from_file_location(full, EXAMPLES / folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[full] = module
    spec.loader.exec_module(module)
    return module
