"""Sources for the tests: one with a token of its own, and two whose first task dies midway."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pyspark.sql.datasource import DataSourceReader, InputPartition

from anyreach.spark import AnyReachSource

FOLDER = "ANYREACH_TESTS_FOLDER"
_ROWS = 25  # after which it dies: batches of it are with the executor


def folder() -> Path:
    """Return the folder that the tests share with the processes of Spark."""
    return Path(os.environ[FOLDER])


class Own(AnyReachSource):
    """Reads the token from a file."""

    @staticmethod
    def token() -> str:
        """Return the token."""
        return (folder() / "token").read_text("utf-8")

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "own"


class DyingWorker(AnyReachSource):
    """Ends the Python process of the first task that comes so far."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "dying-worker"

    @staticmethod
    def die() -> None:
        """End this process."""
        os._exit(1)

    def reader(self, schema: Any) -> Any:
        """Return what reads and dies."""
        return _Dying(super().reader(schema), type(self))


class DyingExecutor(DyingWorker):
    """Kills the executor of the first task that comes so far."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "dying-executor"

    @staticmethod
    def die() -> None:
        """Kill the JVM above this process and its daemon."""
        executor = _parent(os.getppid())
        line = Path(f"/proc/{executor}/cmdline").read_bytes()
        assert b"CoarseGrainedExecutorBackend" in line
        os.kill(executor, signal.SIGKILL)
        signal.pause()  # until Spark's daemon notices


class _Dying(DataSourceReader):
    def __init__(self, reader: Any, source: type[DyingWorker]) -> None:
        self._reader = reader
        self._source = source

    def partitions(self) -> Sequence[InputPartition]:
        parts: Sequence[InputPartition] = self._reader.partitions()
        return parts

    def read(self, partition: Any) -> Iterator[Any]:
        for place, row in enumerate(self._reader.read(partition)):
            if place == _ROWS and _is_first(self._source.name()):
                self._source.die()
            yield row


def _is_first(name: str) -> bool:
    try:
        (folder() / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _parent(process: int) -> int:
    text = Path(f"/proc/{process}/stat").read_text("utf-8")
    return int(text.rpartition(")")[2].split()[1])


SOURCES = (Own, DyingWorker, DyingExecutor)
