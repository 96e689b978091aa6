"""An export's folder: its lock, private files, and a checkpoint for each window."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from anyreach._errors import ConfigurationError
from anyreach.export._plan import Plan, Range
from anyreach.export._results import Progress

_VERSION: Final = 1
_KINDS: Final = ("data", "transcripts", "recordings")


class StoppedError(Exception):
    """The export has ended before this worker finished."""


class Store:
    """An export's folder, as a context manager that holds its lock.

    Args:
        root: The folder.

    Attributes:
        root: The folder.
        plan: The plan, after `settle()`.
    """

    plan: Plan

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root)
        self.state = self.root / ".state"
        self.update = self.state / "update"
        self.base = self.root
        self._guard = threading.Lock()
        self._stopped = False
        self._at_risk: dict[Range, int] = {}
        self._safe = Progress(0, 0, 0, 0, 0.0)
        self._total = timedelta(0)

    def __enter__(self) -> Self:
        there = self.root / "export.json"
        if self.root.is_dir() and any(self.root.iterdir()) and not self.state.is_dir():
            raise ConfigurationError(
                "the folder has files that are not an export's: use an empty folder"
            )
        make_folder(self.state)
        os.close(_private(str(self.state / "lock"), os.O_CREAT | os.O_WRONLY))
        self._lock = sqlite3.connect(
            self.state / "lock", timeout=0, isolation_level=None, check_same_thread=False
        )
        try:  # a lock that ends with its process on every system
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._lock.close()
            raise ConfigurationError("another export is writing to this folder") from None
        self._settings: dict[str, Any] = json.loads(there.read_bytes()) if there.exists() else {}
        for scratch in self.state.glob("scratch-*"):  # left by a killed run, or still in use by
            shutil.rmtree(scratch, ignore_errors=True)  # threads of one that failed in this process
        make_folder(self._scratch)
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._stopped = True
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._lock.close()

    @property
    def _scratch(self) -> Path:
        return self.state / f"scratch-{os.getpid()}-{id(self)}"

    @property
    def known(self) -> Plan | None:
        """The plan that the export was started with."""
        return Plan.from_json(self._settings["plan"]) if self._settings else None

    @property
    def phase(self) -> str:
        """The current phase: `export`, then `finish`, then `done`; or `update`."""
        return str(self._settings.get("phase", "export"))

    @property
    def changes(self) -> list[int] | None:
        """The last update's changes."""
        found: list[int] | None = self._settings.get("changes")
        return found

    def settle(self, plan: Plan, **more: Any) -> None:
        """Save the plan and the phase."""
        self._settings = {**self._settings, "version": _VERSION, "plan": plan.to_json(), **more}
        write(self.root / "export.json", self._settings)
        self.plan = plan

    def begin(self, base: Path, roots: Iterable[Range]) -> list[Range]:
        """Start exporting ranges, and return the missing ones.

        Args:
            base: The folder to write windows to.
            roots: The ranges.
        """
        self.base = base
        make_folder(self._windows)
        windows = {range_of(one).end: one for one in self.windows()}
        self._safe = Progress(0, 0, 0, 0, 0.0)
        self._at_risk.clear()
        missing: list[Range] = []
        todo = list(roots)
        self._total = sum((one.end - one.start for one in todo), timedelta(0))
        while todo:
            one = todo.pop()
            window = windows.get(one.end)
            if window is None:
                missing.append(one)
            else:
                self._count(window)
                todo += map(Range.from_json, window["children"])
        self.remove_strays(("data", "transcripts"))
        return sorted(missing)

    @property
    def _windows(self) -> Path:
        return (self.state if self.base == self.root else self.base) / "windows"

    def windows(self, base: Path | None = None) -> list[Mapping[str, Any]]:
        """Return the checkpoints, oldest first."""
        folder = self._windows if base is None else base / "windows"
        found = [json.loads(path.read_bytes()) for path in folder.glob("*.json")]
        return sorted(found, key=range_of)

    def rows_of(self, window: Mapping[str, Any], base: Path | None = None) -> Iterator[list[str]]:
        """Yield the digest and id of each conversation in a window."""
        folder = self._windows if base is None else base / "windows"
        with (folder / f"{key_of(window)}.ids").open(encoding="utf-8") as file:
            for line in file:
                digest, _, text = line.partition(" ")
                yield [digest, json.loads(text)]

    def rejected(self, window: Mapping[str, Any]) -> list[bytes]:
        """Return a window's unreadable rows."""
        path = self._windows / f"{key_of(window)}.invalid"
        return path.read_bytes().splitlines() if window["invalid"] else []

    def scratch(self, name: str) -> BinaryIO:
        """Create a file for data that is not safe yet.

        Raises:
            OSError: The file can't be created.
        """
        return create(self._scratch / name)

    def note(self, part: Range, at_risk: int) -> Progress:
        """Record the number of conversations in a range's open window, and return the progress."""
        with self._guard:
            self._at_risk[part] = at_risk
            return self._safe._replace(at_risk=sum(self._at_risk.values()))

    def _count(self, window: Mapping[str, Any]) -> None:
        safe = self._safe
        self._safe = Progress(
            safe.conversations + window["rows"],
            0,
            safe.windows + 1,
            safe.invalid + window["invalid"],
            safe.covered + length_of(window) / self._total,
        )

    def commit(
        self,
        window: dict[str, Any],
        files: Iterable[tuple[Path, str]],
        ids: bytes,
        invalid: bytes,
    ) -> None:
        """Make a window safe: rename its files, and write its checkpoint last.

        Args:
            window: The checkpoint.
            files: The files' current paths, and their paths in the export's folder.
            ids: The digests and ids.
            invalid: The unreadable rows.

        Raises:
            OSError: A file can't be written. The window is not safe.
            StoppedError: The export has ended.
        """
        key = key_of(window)
        with self._guard:
            if self._stopped:
                raise StoppedError
            folders: set[Path] = set()
            for path, name in files:
                target = self.base / name
                make_folder(target.parent)
                path.replace(target)
                window["files"].append(described(self.base, name))
                folders.add(target.parent)
            for folder in folders:
                _sync_folder(folder)
            write(self._windows / f"{key}.ids", ids)
            if invalid:
                write(self._windows / f"{key}.invalid", invalid)
            write(self._windows / f"{key}.json", window)
            self._count(window)

    def remove_strays(self, kinds: Iterable[str] = _KINDS) -> None:
        """Remove files that no window names, left by a killed run."""
        named = {one["path"] for window in self.windows() for one in window["files"]}
        for kind in kinds:
            for path in (self.base / kind).glob("*/*"):
                if path.relative_to(self.base).as_posix() not in named:
                    path.unlink()
            for folder in (self.base / kind).glob("*"):
                if not any(folder.iterdir()):
                    folder.rmdir()

    def replace(self, dropped: Iterable[str]) -> None:
        """Move an update's windows into the export, and remove the old ones.

        It can be repeated after a kill at any point.

        Args:
            dropped: The file names of old windows that no new one overwrites.
        """
        for name in ("data", "transcripts", "windows"):
            base = self.state if name == "windows" else self.root
            for path in sorted((self.update / name).rglob("*")):
                if path.is_file():
                    target = base / path.relative_to(self.update)
                    make_folder(target.parent)
                    path.replace(target)
        self.base = self.root
        for key in dropped:
            for suffix in (".json", ".ids", ".invalid"):
                (self._windows / f"{key}{suffix}").unlink(missing_ok=True)

    def drop_update(self) -> None:
        """Remove the files of a finished update."""
        shutil.rmtree(self.update)


def stamp(at: datetime) -> str:
    """Return a UTC time for file names, which sort by time."""
    return re.sub(r"[-:.]|\+00:00", "", at.isoformat(timespec="microseconds"))


def range_of(window: Mapping[str, Any]) -> Range:
    """Return a window's range."""
    return Range.from_json(window["range"])


def key_of(window: Mapping[str, Any]) -> str:
    """Return the name of a window's checkpoint files: the window's end."""
    return stamp(range_of(window).end)


def length_of(window: Mapping[str, Any]) -> timedelta:
    """Return the length of a window's range."""
    start, end = range_of(window)
    return end - start


def described(base: Path, name: str) -> dict[str, Any]:
    """Return a file's path, size and digest."""
    with (base / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"path": name, "bytes": file.tell(), "sha256": digest}


def make_folder(path: Path) -> None:
    """Create a folder and its parents with mode 0700."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(0o700, exist_ok=True)


def create(path: Path) -> BinaryIO:
    """Open an empty file with mode 0600 for writing."""
    return open(path, "wb", opener=_private)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def write(path: Path, content: Any) -> None:
    """Write a file atomically: bytes, or a JSON value."""
    if not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
    part = path.with_name(f".{path.name}.part")
    with create(part) as file:
        file.write(content)
        synced(file)
    part.replace(path)


def _sync_folder(folder: Path) -> None:
    """Sync a folder, so that new names survive a power failure, if the system supports it."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def synced(file: BinaryIO) -> None:
    """Flush a file to disk."""
    file.flush()
    os.fsync(file.fileno())
