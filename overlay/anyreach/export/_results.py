"""What an export is asked for, and what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

Format: TypeAlias = Literal["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"]
"""How a file of conversations is written; also its suffix."""
Transcripts: TypeAlias = Literal["text", "markdown"]
"""How a file of a transcript is written."""


class Progress(NamedTuple):
    """How far an export is.

    Attributes:
        conversations: How many are safe: they are in windows with a checkpoint.
        at_risk: How many more have arrived, and would be asked for again after a kill.
        windows: How many windows are safe.
        invalid: How many rows could not be read, in these windows.
        covered: Which part of the time range is safe, from 0 to 1.
    """

    conversations: int
    at_risk: int
    windows: int
    invalid: int
    covered: float


class Changes(NamedTuple):
    """What an update found.

    Attributes:
        new: Conversations that were not there before.
        changed: Those that are not as they were.
        unchanged: Those that were read again, and are.
        gone: Those that the API has no more.
    """

    new: int
    changed: int
    unchanged: int
    gone: int


class Exported(NamedTuple):
    """What an export has.

    Attributes:
        path: The folder.
        conversations: How many conversations it has.
        invalid: How many rows could not be read: they are in `invalid.jsonl`.
        missing: How many conversations lack their recording, or more than the list has of them; the
            manifest names them.
        changes: What the last update found; None when there was none.
        difference: How many more conversations there are than the API's summary of the usage
            counts; None when it was not asked, or the token may not.
    """

    path: Path
    conversations: int
    invalid: int
    missing: int
    changes: Changes | None
    difference: int | None = None
