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
from typing import Any

from tools.specdiff._python_facts import Facts, nothing

SECONDS = 120
"""Of CPU time, for each side."""
_BYTES = 4 << 30


def main(name: str) -> None:
    """Generate both documents in `documents.json` into directories beside it.

    Args:
        name: The directory. `base` and `revision` in it each get a `facts.json`.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with contextlib.suppress(ValueError):  # macOS knows no limit of this kind
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    directory = Path(name)
    documents: dict[str, Any] = json.loads((directory / "documents.json").read_text("utf-8"))
    for side in documents:
        (directory / side).mkdir()
    try:
        from tools.specdiff._python_generate import generate  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError as error:
        for side in documents:
            _write(directory / side, nothing([], str(error.name)))
        return
    gc.disable()  # much is allocated, nearly nothing is freed before the end
    children: list[int] = []
    for side, document in documents.items():
        # After the imports, which cost as much as a small contract does.
        child = os.fork()
        if not child:
            _write(directory / side, generate(document, directory / side))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def _write(side: Path, facts: Facts) -> None:
    (side / "facts.json").write_text(json.dumps(facts), "utf-8")
