"""The process that generates both sides at once: apart from the differ, and with limits.

A contract may be written to cost more time and memory than there is. Then this process ends, and
the differ says so.
"""

import contextlib
import gc
import json
import os
import resource
from pathlib import Path
from typing import Any, NoReturn

from tools.specdiff.python.facts import Facts, Source, nothing

SECONDS = 120
"""Of CPU time, for each side; the imports before are not part of it."""
_BYTES = 4 << 30


def main(name: str) -> None:
    """Generate both sides in `sources.json` into directories beside it.

    Args:
        name: The directory. `base` and `revision` in it each get a `facts.json`.
    """
    with contextlib.suppress(ValueError):  # macOS knows no limit of this kind
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    directory = Path(name)
    sources: dict[str, Any] = json.loads((directory / "sources.json").read_text("utf-8"))
    for side in sources:
        (directory / side).mkdir()
    try:
        from tools.specdiff.python.generate import generate  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError as error:
        for side in sources:
            _write(directory / side, nothing([], str(error.name)))
        return
    gc.disable()  # much is allocated, nearly nothing is freed before the end

    def work(side: str) -> NoReturn:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        _write(directory / side, generate(Source(*sources[side]), directory / side))
        os._exit(0)

    # Only now: the imports cost as much as a small contract does.
    children = [os.fork() or work(side) for side in sources]
    for child in children:
        os.waitpid(child, 0)


def _write(side: Path, facts: Facts) -> None:
    (side / "facts.json").write_text(json.dumps(facts), "utf-8")
