"""Read both sides in a separate process with limits.

A hostile contract may need more time and memory than there is. Then this process ends, and the
differ reports it.
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
"""The limit of CPU time for each side, without imports."""
_BYTES = 4 << 30
_UNUSED = ("httpcore", "httpx", "jinja2", "ruamel.yaml", "ruamel.yaml.error")
"""Modules that the generator imports to fetch a contract, read its own settings and write text.
They take half of the time of all imports and are not used here."""


class _Unused(ModuleType):
    """Replaces a module that is not used."""

    def __getattr__(self, name: str) -> type[object]:
        if name.startswith("__"):
            raise AttributeError(name)  # `inspect` asks each module for its `__file__`
        return object


def main(name: str) -> None:
    """Write the facts about both sides of `sources.json` into directories beside it.

    Args:
        name: The directory. `base` and `revision` in it each get a `facts.json`.
    """
    with contextlib.suppress(ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    directory = Path(name)
    sources: dict[str, Any] = json.loads((directory / "sources.json").read_text("utf-8"))
    for side in sources:
        (directory / side).mkdir()
    gc.disable()  # nearly every object lives until the end
    sys.modules.update({name: _Unused(name) for name in _UNUSED})
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # it would scan all installed packages
    try:
        importlib.import_module("yaml")  # for the settings
        from openapi_python_client import strings  # noqa: PLC0415 - may be missing

        from tools.specdiff.python.generate import generate  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError as error:
        for side in sources:
            _write(directory / side, nothing([], str(error.name)))
        return

    # The generator computes the same names again and again.
    strings.sanitize = cache(strings.sanitize)
    strings.split_words = cache(strings.split_words)

    def work(side: str) -> NoReturn:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        _write(directory / side, generate(Source(*sources[side]), directory / side))
        os._exit(0)

    # After the imports, which take as long as a small contract.
    children = [os.fork() or work(side) for side in sources]
    for child in children:
        os.waitpid(child, 0)
    os._exit(0)  # a normal exit would first free all modules


def _write(side: Path, facts: Facts) -> None:
    (side / "facts.json").write_text(json.dumps(facts), "utf-8")
