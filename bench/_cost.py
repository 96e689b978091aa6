"""Measure costs: CPU seconds of a call, a fresh process or an import, and bytes of a value."""

import gc
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


def of_call(function: Callable[[], object], times: int) -> float:
    """Return the CPU seconds of one call, averaged over `times` calls."""
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        function()
    return (time.process_time() - start) / times


def of_process(python: Path, code: str) -> float:
    """Return the user and system CPU seconds of a fresh interpreter that runs `code`."""
    process = subprocess.Popen([python, "-I", "-c", code])  # noqa: S603 -- code of this folder
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_utime + usage.ru_stime


class Usage(NamedTuple):
    """A process's resource usage.

    Attributes:
        seconds: User and system CPU seconds, including child processes.
        peak: Peak memory of the largest process, in bytes.
    """

    seconds: float
    peak: float


_USAGE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
if done.returncode not in (0, 1):  # 1: it found something
    sys.stderr.buffer.write(done.stderr)
    sys.exit(done.returncode)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
"""


def of_command(command: Sequence[str], folder: Path) -> Usage:
    """Return a command's usage. A small process starts it, since a peak begins at the parent's."""
    launcher = [sys.executable, "-I", "-c", _USAGE, *command]
    done = subprocess.run(  # noqa: S603 -- as above
        launcher, check=True, stdout=subprocess.PIPE, text=True, cwd=folder
    )
    seconds, peak = done.stdout.split()
    return Usage(float(seconds), float(peak))


def of_import(python: Path, statement: str) -> float:
    """Return the CPU seconds of an import in a fresh interpreter, without its start."""
    code = f"import time; a = time.process_time(); {statement}; print(time.process_time() - a)"
    command: list[str | Path] = [python, "-I", "-c", code]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- as above
    return float(done.stdout)


def of_holding(make: Callable[[], object]) -> float:
    """Return the bytes allocated for the result of `make`, as counted by `tracemalloc`."""
    make()  # caches and other one-time allocations don't count
    gc.collect()
    tracemalloc.start()
    try:
        held = make()
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        del held
    finally:
        tracemalloc.stop()
    return size
