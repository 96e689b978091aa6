"""A chain of windows: it walks back in time through a range, and ends at its start or in a split.

A window is closed once it has enough conversations, between two that differ in their time. So where
it ends follows from the conversations alone, and not from pages, workers or kills. What is left of
the range is split when it seems to have many more windows, for several workers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Final

from anyreach._core.pagination.listing import Skipped
from anyreach.export._columns import UnfitError
from anyreach.export._formats import Writer, writer_of
from anyreach.export._plan import Range
from anyreach.export._rows import Row, created_at_of, dumps
from anyreach.export._store import Store, described, stamp, synced
from anyreach.models._statuses import TERMINAL
from anyreach.models._transcript import transcript_of

_SPLIT: Final = 8  # the most parts of a range
_LEAST: Final = 8  # windows in a part
_SUFFIXES: Final = {"text": ".txt", "markdown": ".md"}


class Chain:
    """A chain of windows.

    Args:
        store: Where windows are made safe.
        part: The range.
        rows: How many conversations close a window.
    """

    def __init__(self, store: Store, part: Range, rows: int) -> None:
        self._store = store
        self._start, self._end = part
        self._most = rows
        self._last = part.end
        self._window = _Window(store, part.end)

    @property
    def at_risk(self) -> int:
        """How many conversations its open window has."""
        return self._window.rows

    def wanted(self, page: Sequence[Any]) -> list[Any]:
        """Return the rows of a page that are in the range."""
        found: list[Any] = []
        for row in page:
            at = created_at_of(row) if isinstance(row, Skipped) else row.at
            if at is None or self._start <= at < self._end:
                found.append(row)
        return found

    def take(self, rows: Sequence[Any], found: Mapping[str, Any]) -> list[Range] | None:
        """Write rows, newest first; return the parts of the rest when it is split.

        Args:
            rows: The rows.
            found: By their ids, the name of a recording below the export's folder, or a list with
                why something of a conversation cannot be had.

        Raises:
            OSError: A file cannot be written.
        """
        for row in rows:
            if isinstance(row, Skipped):
                self._window.reject(row.row)
                continue
            if self._window.rows >= self._most and row.at < self._last:
                parts = _split(Range(self._last, self._end), self._start)
                self._window.close(self._last, parts)
                if len(parts) > 1:
                    return parts
                self._end = self._last
                self._window = _Window(self._store, self._end)
            self._last = row.at
            self._window.add(row, found.get(row.id))
        return None

    def end(self) -> list[Range]:
        """Close the last window, at the start of the range.

        Raises:
            OSError: A file cannot be written.
        """
        self._window.close(self._start, [])
        return []

    def abandon(self) -> None:
        """Drop the open window."""
        self._window.abandon()


def _split(window: Range, start: datetime) -> list[Range]:
    """Return the parts of what is left before a window."""
    left = window.start - start
    expected = left / (window.end - window.start)
    count = max(1, min(_SPLIT, int(expected / _LEAST)))
    edges = [start + left * number / count for number in range(count)] + [window.start]
    return [Range(*pair) for pair in pairwise(edges)]


class _Window:
    """A window that is open: its files, and what its checkpoint will say."""

    def __init__(self, store: Store, end: datetime) -> None:
        self.rows = 0
        self._recordings: list[dict[str, Any]] = []
        self._missing: dict[str, list[str]] = {}
        self._store = store
        self._end = end
        self._plan = store.plan
        self._day = ""
        self._file: BinaryIO | None = None
        self._writer: Writer
        self._files: list[tuple[Path, str]] = []
        self._ids: list[bytes] = []
        self._invalid: list[bytes] = []
        self._open: dict[str, Any] = {}
        self._withheld = Counter[str]()
        self._counts = Counter[tuple[str, str, str]]()

    def add(self, row: Row, found: str | list[str] | None) -> None:
        """Write a row to the file of its day; one that the format cannot hold is kept raw."""
        raw = row.raw
        if self._plan.redact:
            row = row.redacted()
        day: str = row.at.date().isoformat()
        if day != self._day:
            self._close()
            self._day = day
            file = self._create(f"data/day={day}/{{}}.{self._plan.format}")
            self._writer = writer_of(self._plan, file)
            self._file = file
        try:
            self._writer.add(row)
        except UnfitError:
            self.reject(raw)
            return
        self.rows += 1
        record = row.record
        self._ids.append(b"%s %s\n" % (row.digest().encode(), dumps(row.id)))
        if row.withheld:
            self._withheld.update(row.withheld)
        channel, status = str(record.channel or "unknown"), str(record.status or "unknown")
        self._counts[day, channel, status] += 1
        if status not in TERMINAL:
            self._open[row.id] = row.state()
        if isinstance(found, str):
            self._recordings.append(described(self._store.root, found))
        elif found is not None:
            self._missing[row.id] = found
        if self._plan.transcripts is not None:
            self._write_transcript(row)

    def reject(self, raw: Any) -> None:
        """Keep a row that cannot be read."""
        self._invalid.append(dumps(raw) + b"\n")

    def _write_transcript(self, row: Row) -> None:
        if row.record.is_redacted("conversation") or (found := transcript_of(row.record)) is None:
            return
        how = self._plan.transcripts or "text"
        text = found.to_text() if how == "text" else found.to_markdown()
        name = f"transcripts/day={self._day}/{file_name(row.id)}{_SUFFIXES[how]}"
        with self._create(name) as file:
            file.write(text.encode(errors="backslashreplace"))
            synced(file)

    def _create(self, name: str) -> BinaryIO:
        file = self._store.scratch(f"{stamp(self._end)}-{len(self._files)}")
        self._files.append((Path(file.name), name))
        return file

    def _close(self) -> None:
        if self._file is not None:
            with self._file as file:
                self._writer.close()
                synced(file)
            self._file = None

    def close(self, start: datetime, children: Sequence[Range]) -> None:
        """Make the window safe; it begins at `start`."""
        self._close()
        part = Range(start, self._end)
        stem = "-".join(map(stamp, part))
        counts: dict[str, dict[str, dict[str, int]]] = {}
        for (day, channel, status), count in self._counts.items():
            counts.setdefault(day, {}).setdefault(channel, {})[status] = count
        window = {
            "range": part.to_json(),
            "children": [one.to_json() for one in children],
            "rows": self.rows,
            "invalid": len(self._invalid),
            "counts": counts,
            "withheld": self._withheld,
            "open": self._open,
            "missing": self._missing,
            "files": self._recordings,
        }
        files = [(path, name.format(stem)) for path, name in self._files]
        self._store.commit(window, files, b"".join(self._ids), b"".join(self._invalid))

    def abandon(self) -> None:
        """Close the open file; whoever leaves the store removes it."""
        if self._file is not None:
            with suppress(OSError), self._file:  # of a disk that is full
                self._writer.close()


def file_name(conversation_id: str) -> str:
    """Return what a conversation's files are called, whatever its id."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", conversation_id)[:100]
    if plain == conversation_id:
        return plain
    digest = blake2b(conversation_id.encode(errors="backslashreplace"), digest_size=4)
    return f"{plain}-{digest.hexdigest()}"
