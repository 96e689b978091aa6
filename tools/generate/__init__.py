"""Generate `generated/` from the contract: own templates, checks, and an atomic swap."""

from tools.generate._main import main

__all__ = ["main"]
