"""Merge the slices of the contract that vendor pages show into `openapi.json`."""

from tools.import_page._command import main

__all__ = ["main"]
