"""From the contract to `generated/`: patched templates, checks on both sides, one atomic swap."""

from tools.generate._main import main

__all__ = ["main"]
