"""From the contract to `generated/`: patched templates, checks on both sides, one atomic swap."""

from tools.generate._command import main

__all__ = ["main"]
