"""The process that reads both sides at once: apart from the differ, and with limits.

A contract may be written to cost more time and memory than there is. Then this process ends, and
the differ says so.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tools.specdiff.python.facts import Facts, Source, nothing

SECONDS = 120
"""Of CPU time, for each side; the imports before are not part of it."""
_BYTES = 4 << 30
_UNUSED = ("httpcore", "httpx", "jinja2", "ruamel.yaml", "ruamel.yaml.error")
"""What the generator imports to fetch a contract, to read settings of its own and to write text:
half of the time of all its imports, and of no use here."""


class _Unused(ModuleType):
    """Stands for a module of which nothing is called."""

    def __getattr__(self, name: str) -> type[object]:
        if name.startswith("__"):
            raise AttributeError(name)  # `inspect` asks each module for its `__file__`
        return object


def main(name: str) -> None:
    """Note what both sides in `sources.json` are, in directories beside it.

    Args:
        name: The directory. `base` and `revision` in it each get a `facts.json`.
    """
    with contextlib.suppress(ValueError):  # macOS knows no limit of this kind
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    directory = Path(name)
    sources: dict[str, Any] = json.loads((directory / "sources.json").read_text("utf-8"))
    for side in sources:
        (directory / side).mkdir()
    gc.disable()  # much is allocated, nearly nothing is freed before the end
    sys.modules.update({name: _Unused(name) for name in _UNUSED})
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # it would look into all that is installed
    try:
        importlib.import_module("yaml")  # which reads the settings
        from openapi_python_client import strings  # noqa: PLC0415 - may be missing

        from tools.specdiff.python.generate import generate  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError as error:
        for side in sources:
            _write(directory / side, nothing([], str(error.name)))
        return

    # The generator makes a name again each time that it meets one.
    strings.sanitize = cache(strings.sanitize)
    strings.split_words = cache(strings.split_words)

    def work(side: str) -> NoReturn:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        _write(directory / side, generate(Source(*sources[side]), directory / side))
        os._exit(0)

    # Only now: the imports cost as much as a small contract does.
    children = [os.fork() or work(side) for side in sources]
    for child in children:
        os.waitpid(child, 0)
    os._exit(0)  # nothing is left to do; Python would first free all modules


def _write(side: Path, facts: Facts) -> None:
    (side / "facts.json").write_text(json.dumps(facts), "utf-8")
