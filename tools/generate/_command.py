"""Run the command: build the package and swap it in, or only compare."""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tools import overlays
from tools.arguments import BAD_ARGUMENTS, Parser
from tools.documents import DocumentError
from tools.generate.contract import document as _document
from tools.generate.contract.errors import GenerationError, Problem
from tools.generate.contract.settings import Settings
from tools.generate.contract.skips import stale_skips
from tools.generate.package.build import PACKAGE, build, plan, stage, understand
from tools.generate.package.drift import drift
from tools.generate.package.swap import swap, workspace

_FINE, _DRIFT, _BAD_DATA = 0, 1, 65

_DESCRIPTION = """\
Generate generated/ from the contract: openapi.json with openapi.overlay.yaml applied.

generator-config.yaml sets names and skips parts of the contract. The new package is built and
checked beside the old one, and replaces it in one step. On any error, or if the command is killed,
either the old or the new package is there, complete."""

_EPILOG = """\
exit status: 0 success; 1 with --check, generated/ is out of date, an action of the overlay document
matches nothing, or a skip is not needed; 64 invalid arguments; 65 the contract, the settings or the
installed generator is invalid. Nothing is written unless it is 0."""


def run(argv: Sequence[str], root: Path) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.
        root: The repository.

    Returns:
        The exit status: 0 success, 1 drift, 64 invalid arguments, 65 invalid data.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_ARGUMENTS
    try:
        return _check(root) if options.check else _generate(root)
    except GenerationError as error:
        return _fail(error.lines, _BAD_DATA)
    except DocumentError as error:
        return _fail([str(error)], _BAD_DATA)
    except OSError as error:
        return _fail([f"{error.filename}: {error.strerror}"], _BAD_DATA)


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m tools.generate", _DESCRIPTION, _EPILOG)
    parser.add_argument(
        "--check", action="store_true", help="change nothing, and list differences in generated/"
    )
    return parser


def _generate(root: Path) -> int:
    target = root / "generated" / PACKAGE
    planned = plan(root)
    with workspace(target) as directory:
        package = build(planned, directory)
        stage("swapping it in")
        swap(package, target)
        stage("removing the old package")
    _tell(planned.stale)
    for note in planned.parsed.notes:
        print(f"name: {note}")
    print(f"{target.relative_to(root)}: written")
    return _FINE


def _check(root: Path) -> int:
    with tempfile.TemporaryDirectory() as directory:
        planned = plan(root)
        package = build(planned, Path(directory))
        fresh = Path(directory, "generated")
        fresh.mkdir()
        package.rename(fresh / PACKAGE)
        differences = list(drift(root / "generated", fresh))
    for line in differences:
        print(line)
    stale = [*planned.stale, *_superfluous(root, planned.settings)]
    _tell(stale)
    if differences:
        return _fail(["generated/ is out of date: run `nox -s generate`"], _DRIFT)
    if stale:
        return _fail(["generated/ is up to date, but fix the problems above"], _DRIFT)
    print("generated/ is up to date")
    return _FINE


def _superfluous(root: Path, settings: Settings) -> Iterator[str]:
    """Yield a message for each skip that is not needed any more."""

    def problems(document: Any) -> list[Problem]:
        try:
            understand(_document.check(document), settings, all_overrides=False)
        except GenerationError as error:
            return error.found
        return []

    if settings.skip:
        stage("checking the skipped parts")
        yield from stale_skips(overlays.load(root).document, settings.skip, problems)


def _tell(stale: Iterable[str]) -> None:
    for line in stale:
        print(line, file=sys.stderr)


def _fail(lines: Sequence[str], status: int) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return status
