"""What a thing costs: CPU seconds of a call, of a fresh process, of an import; bytes of a value."""

import gc
import os
import subprocess
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path


def of_call(function: Callable[[], object], times: int) -> float:
    """Return the CPU seconds of one call, from `times` of them."""
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        function()
    return (time.process_time() - start) / times


def of_process(python: Path, code: str) -> float:
    """Return the CPU seconds, user and system, of a fresh interpreter that runs `code`."""
    process = subprocess.Popen([python, "-I", "-c", code])  # noqa: S603 -- code of this folder
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_utime + usage.ru_stime


def of_import(python: Path, statement: str) -> float:
    """Return the CPU seconds of an import in a fresh interpreter, whose start does not count."""
    code = f"import time; a = time.process_time(); {statement}; print(time.process_time() - a)"
    command: list[str | Path] = [python, "-I", "-c", code]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- as above
    return float(done.stdout)


def of_holding(make: Callable[[], object]) -> float:
    """Return the bytes that stay allocated, as `tracemalloc` counts, for what `make` returns."""
    make()  # what is made once, such as caches, does not count
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
