"""Merge the parts of the contract on vendor pages into `openapi.json`."""

from tools.import_page._command import main

__all__ = ["main"]
