"""The python side: both packages generated in a process beside this one, then compared here.

Nothing of a generated package is imported or run. This module imports neither the generator nor
griffe; a differ without them says that it cannot tell.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.specdiff._document import Document
from tools.specdiff._python_facts import Facts, nothing
from tools.specdiff._python_found import Found, Name, UnreadableError, not_generated
from tools.specdiff._python_reads import are_alike

START = """\
import json, sys
sys.path[:] = json.loads(sys.argv[2])
from tools.specdiff._python_worker import main
main(sys.argv[1])
"""
"""The program of the worker, which sees the modules that this process sees."""


class Generated:
    """Two packages that are being made.

    Args:
        worker: The process that makes them, None when both sides are alike.
        directory: Where it makes them.
    """

    def __init__(self, worker: subprocess.Popen[bytes] | None, directory: Path) -> None:
        self._worker = worker
        self._directory = directory

    def compare(self) -> list[Found]:
        """Wait for the packages, and compare them.

        Returns:
            What changed in their public face, or why that is not known.
        """
        if self._worker is None:
            return []
        self._worker.wait()
        base, revision = self._facts("base"), self._facts("revision")
        if base["missing"]:
            return [_not_installed(base["missing"])]
        sides: tuple[tuple[Name, Facts], ...] = (("base", base), ("revision", revision))
        refused = [
            not_generated(name, side["problems"]) for name, side in sides if side["problems"]
        ]
        if refused:
            return refused
        try:
            from tools.specdiff._python_package import compare  # noqa: PLC0415 - it needs griffe
        except ModuleNotFoundError as error:
            return [_not_installed(str(error.name))]
        try:
            return compare(base, revision, self._directory)
        except UnreadableError as error:
            return [not_generated(error.side, [error.problem])]

    def _facts(self, side: Name) -> Facts:
        file = self._directory / side / "facts.json"
        if not file.exists():
            return nothing(["the generator needs more time or memory than it gets"])
        facts: Facts = json.loads(file.read_text("utf-8"))
        return facts


def _not_installed(package: str) -> Found:
    return Found("python-not-installed", "", (), None, "", "", None, package)


@contextmanager
def generating(base: Document, revision: Document) -> Generator[Generated]:
    """Start to generate both sides; whatever happens, nothing is left behind.

    Args:
        base: The document before.
        revision: The document after.

    Yields:
        What there will be.
    """
    # What is killed may still write when its directory is removed.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        directory = Path(name)
        if are_alike(base.root.raw, revision.root.raw):
            yield Generated(None, directory)
            return
        documents = {"base": base.root.raw, "revision": revision.root.raw}
        (directory / "documents.json").write_text(json.dumps(documents), "utf-8")
        worker = subprocess.Popen(  # noqa: S603 - our own text, in our own interpreter
            [sys.executable, "-c", START, name, json.dumps(sys.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield Generated(worker, directory)
        finally:
            with suppress(ProcessLookupError):  # it has ended, as it does when all is well
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
