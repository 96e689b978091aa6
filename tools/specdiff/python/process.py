"""Compare the python side: a worker process collects facts about both packages.

It writes and runs no part of a package. This module does not import the generator: without it, the
differ reports that the python side is not checked.
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
from typing import Any

from tools.specdiff.inputs.values import is_array, is_number, is_object
from tools.specdiff.python.compare import compare
from tools.specdiff.python.facts import (
    Facts,
    Found,
    Name,
    Source,
    not_generated,
    not_installed,
    nothing,
)

START = """\
import json, sys
sys.path[:] = json.loads(sys.argv[2])
from tools.specdiff.python.worker import main
main(sys.argv[1])
"""
"""The program of the worker, with the same module path as this process."""

_NAMES = {
    *("paths", "webhooks", "schemas", "parameters", "requestBodies", "responses", "headers"),
    *("properties", "content", "examples", "links", "callbacks", "pathItems", "securitySchemes"),
}
"""Members whose own members have names, not keywords."""
_TEXTS = {"description", "summary", "pattern"}
_LIMITS = {
    *("minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems"),
    *("minProperties", "maxProperties"),
}
_MARK = "sensitive"


class Generated:
    """The facts about two packages, being collected.

    Args:
        worker: The process; None if both sides are alike.
        directory: The directory for the facts.
    """

    def __init__(self, worker: subprocess.Popen[bytes] | None, directory: Path) -> None:
        self._worker = worker
        self._directory = directory

    def compare(self) -> list[Found]:
        """Wait for the facts and compare the packages.

        Returns:
            The changes of the public API, or the reason why they are unknown.
        """
        if self._worker is None:
            return []
        self._worker.wait()
        base, revision = self._facts("base"), self._facts("revision")
        if base["missing"]:
            return [not_installed(base["missing"])]
        sides: tuple[tuple[Name, Facts], ...] = (("base", base), ("revision", revision))
        refused = [
            not_generated(name, side["problems"]) for name, side in sides if side["problems"]
        ]
        if refused:
            return refused
        try:
            return compare(base, revision)
        except (RecursionError, SyntaxError):  # 200 nested brackets are a syntax error
            return [not_generated("revision", ["its types are nested too deep to be compared"])]

    def _facts(self, side: Name) -> Facts:
        file = self._directory / side / "facts.json"
        if not file.exists():
            return nothing(["the generator needs more time or memory than it gets"])
        facts: Facts = json.loads(file.read_text("utf-8"))
        return facts


@contextmanager
def generating(base: Source, revision: Source) -> Generator[Generated]:
    """Start the worker for both sides; always clean up.

    Args:
        base: The input of the package before.
        revision: The input of the package after.

    Yields:
        The facts.
    """
    # A killed worker may still write while its directory is removed.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        directory = Path(name)
        if base.settings == revision.settings and are_alike(base.document, revision.document):
            yield Generated(None, directory)
            return
        sources = {"base": base, "revision": revision}
        (directory / "sources.json").write_text(json.dumps(sources), "utf-8")
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
            with suppress(ProcessLookupError):  # it has already ended
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def are_alike(base: Any, revision: Any) -> bool:
    """Check whether two documents give the same package, except for documentation.

    Args:
        base: An OpenAPI document.
        revision: Another one.

    Returns:
        False also if that is uncertain.
    """
    waiting = [(_described(base), _described(revision), False)]
    while waiting:
        old, new, are_names = waiting.pop()
        if type(old) is not type(new):
            return False
        if is_object(old):
            keys = _kept(old, are_names=are_names)
            if keys != _kept(new, are_names=are_names):
                return False
            waiting += [(old[key], new[key], not are_names and key in _NAMES) for key in keys]
        elif is_array(old):
            if len(old) != len(new):
                return False
            waiting += [(before, after, False) for before, after in zip(old, new, strict=True)]
        elif old != new:
            return False
    return True


def _described(document: Any) -> Any:
    """Return a document whose `info` contains only types."""
    info: Any = document.get("info")
    shape = {key: type(value).__name__ for key, value in info.items()} if is_object(info) else info
    return document | {"info": shape}


def _kept(value: dict[str, Any], *, are_names: bool) -> list[str]:
    """Return the keys that affect the package, in order."""
    return [key for key, member in value.items() if are_names or not _is_left_out(key, member)]


def _is_left_out(key: str, value: Any) -> bool:
    if key in _TEXTS and isinstance(value, str):
        return _MARK not in value.casefold()
    return (key in _LIMITS and is_number(value)) or key == "example"
