"""Formats, progress and results of an export."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

Format: TypeAlias = Literal["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"]
"""A file format of conversations; also the files' suffix."""
Transcripts: TypeAlias = Literal["text", "markdown"]
"""A file format of transcripts."""


class Progress(NamedTuple):
    """An export's progress.

    Attributes:
        conversations: Number of safe conversations: in windows with a checkpoint.
        at_risk: Number of received conversations that would be fetched again after a kill.
        windows: Number of safe windows.
        invalid: Number of unreadable rows in these windows.
        covered: The safe fraction of the time range, from 0 to 1.
    """

    conversations: int
    at_risk: int
    windows: int
    invalid: int
    covered: float


class Changes(NamedTuple):
    """The changes that an update found.

    Attributes:
        new: Conversations that were not in the export.
        changed: Conversations that changed.
        unchanged: Conversations that were fetched again and didn't change.
        gone: Conversations that the API no longer has.
    """

    new: int
    changed: int
    unchanged: int
    gone: int


class Exported(NamedTuple):
    """A finished export.

    Attributes:
        path: The export's folder.
        conversations: Number of conversations.
        invalid: Number of unreadable rows. They are in `invalid.jsonl`.
        missing: Number of conversations whose recording or details are missing. The manifest names
            them.
        changes: The last update's changes; None without an update.
        difference: Number of conversations minus the count in the API's usage summary; None if the
            summary was not requested, or is not available.
    """

    path: Path
    conversations: int
    invalid: int
    missing: int
    changes: Changes | None
    difference: int | None = None
