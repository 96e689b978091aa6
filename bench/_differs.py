"""Measure contract differs: time and peak memory of ours and Redocly's, and growth of ours."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import yaml

from bench import _contracts
from bench._contest import Contest
from bench._cost import Usage, of_command
from bench._setting import ROOT, Setting

_OPERATIONS: Final = 300
_PEER: Final = Path(__file__).with_name("redocly")
_MOST: Final = 7  # rounds, since a process takes seconds
_LARGEST_MOST: Final = 3  # rounds for the largest contract

_write_yaml: Final = cast("Any", yaml).safe_dump  # its type hints are incomplete

_DIFF: Final = """
import gc, sys, time
gc.disable()
from tools.specdiff.judgement.findings import diff
from tools.specdiff.inputs.sources import documents, read
base, revision = documents(*map(read, sys.argv[1:]))
start = time.process_time()
assert diff(base, revision, {}).findings
print(time.process_time() - start)
"""


def time_of_differs(setting: Setting) -> Contest:
    """Compare two versions of a contract of 300 operations and 1,000 schemas, by CPU time."""
    return _beside_redocly(setting, "s", lambda usage: usage.seconds, _targets(1.0))


def time_of_differs_yaml(setting: Setting) -> Contest:
    """Compare the same contracts in YAML, by CPU time."""
    return _beside_redocly(setting, "s", lambda usage: usage.seconds, _targets(1.0), "yaml")


def memory_of_differs(setting: Setting) -> Contest:
    """Compare the same contracts, by the process's peak memory."""
    return _beside_redocly(setting, "MB", lambda usage: usage.peak, _targets(0.6))


def growth(setting: Setting) -> Contest:
    """Compare contracts of 30, 300 and 3,000 operations, by CPU time per operation."""

    def contender(operations: int) -> Callable[[], float]:
        command = [sys.executable, "-c", _DIFF, *_versions(setting, operations)]
        return lambda: float(_output(command)) / operations

    return Contest(
        subject="compare contracts, per operation",
        unit="ms",
        contenders={f"{size:,} operations": contender(size) for size in (30, 300, 3_000)},
        baseline="300 operations",
        targets={"3,000 operations": 1.25},
        most=_LARGEST_MOST,
    )


def _targets(ratio: float) -> dict[str, float]:
    return {"specdiff, api and sensitivity": ratio}


def _beside_redocly(
    setting: Setting,
    unit: str,
    cost: Callable[[Usage], float],
    targets: dict[str, float],
    form: str = "json",
) -> Contest:
    versions = _versions(setting, _OPERATIONS, form)
    redocly = [_redocly(setting), "diff", "--format=json"]
    if not _output(
        [*redocly, *versions], check=False
    ):  # as on a version of Node.js that is too old
        raise subprocess.CalledProcessError(1, redocly)
    specdiff = [sys.executable, "-m", "tools.specdiff", "--fail-on=never", "--format=json"]

    def contender(command: Sequence[str]) -> Callable[[], float]:
        run = partial(of_command, [*command, *versions], ROOT)
        return lambda: cost(run())

    contenders = {
        "redocly diff": contender(redocly),
        "specdiff, api and sensitivity": contender([*specdiff, "--view=api"]),
    }
    if form == "json":  # the format hardly matters if packages are generated
        contenders["specdiff, all three sides"] = contender([*specdiff, "--view=all"])
    what = f"memory of a diff of {form}" if unit == "MB" else f"diff of {form}"
    return Contest(
        subject=f"{what}, {_OPERATIONS} operations, {_contracts.CHANGES} changes",
        unit=unit,
        contenders=contenders,
        baseline="redocly diff",
        targets=targets,
        most=_MOST,
    )


def _versions(setting: Setting, operations: int, form: str = "json") -> list[str]:
    before = _contracts.contract(operations)
    documents = {"base": before, "revision": _contracts.changed(before)}
    paths: list[str] = []
    for name, document in documents.items():
        path = setting.folder / f"{name}-{operations}.{form}"
        text = json.dumps(document) if form == "json" else _write_yaml(document, sort_keys=False)
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths


def _redocly(setting: Setting) -> str:
    folder = setting.folder / "redocly"
    if not folder.exists():
        shutil.copytree(_PEER, folder)
        npm = Path(sys.executable).with_name("npm")
        subprocess.run([npm, "ci", "--silent"], cwd=folder, check=True)  # noqa: S603  pinned
    return os.fspath(folder / "node_modules" / ".bin" / "redocly")


def _output(command: Sequence[str], *, check: bool = True) -> str:
    done = subprocess.run(  # noqa: S603  code of this folder
        command, check=check, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    return done.stdout
