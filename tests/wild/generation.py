"""Generate a contract in a process of its own: `python -m tests.wild.generation FILE FOLDER`."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

from tools import documents
from tools.generate import _document, _render, _settings
from tools.generate._errors import GenerationError, Problem

HOOKS = [
    "ruff check . --isolated --no-cache --fix-only --select F401,I --target-version py311",
    "ruff format . --isolated --no-cache --line-length 100 --target-version py311",
]


def generate(document: Any, package: Path) -> list[str]:
    """Generate a package, and return what had to be skipped, each with its reason."""
    settings = _settings.Settings({}, HOOKS)
    skipped: dict[str, str] = {}
    for _ in range(6):
        try:
            contract = _document.check(document)
            parsed = _render.parse(contract, settings)
            break
        except GenerationError as error:
            before = len(skipped)
            for problem in error.causes:
                _skip(document, problem, skipped)
            if len(skipped) == before:
                raise
    _render.render(parsed, package)
    _render.run_hooks(settings, package)
    return [f"{what}: {why}" for what, why in skipped.items()]


def _skip(document: Any, problem: Problem | str, skipped: dict[str, str]) -> None:
    place, _, text = str(problem).partition(": ")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]]
    if steps[:1] == ["paths"] and len(steps) > 2:
        document["paths"][steps[1]].pop(steps[2], None)
        skipped.setdefault(f"{steps[2]} {steps[1]}", text)
    elif steps[:2] == ["components", "schemas"]:
        names = steps[2:3] or [
            word.rstrip(":").rpartition("/")[2]
            for word in text.split()
            if word.startswith("/components/schemas/")
        ][:1]
        for name in names:
            name = name.split("_type_")[0]
            document["components"]["schemas"][name] = {}
            skipped.setdefault(name, text)


def main(file: str, folder: str) -> None:
    """Generate, and print as JSON what was skipped, and what the document has become."""
    document = documents.load(file)
    skipped = generate(copy.deepcopy(document), Path(folder, "anyreach_api"))
    json.dump({"skipped": skipped}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
