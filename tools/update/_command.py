"""Run the update: do and show each step in memory or a workspace, then write everything."""

import argparse
import difflib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools import coverage_table, overlays
from tools.arguments import BAD_ARGUMENTS, Parser
from tools.documents import DocumentError, decode, parse, printable, read
from tools.generate.contract.errors import GenerationError
from tools.generate.package.build import PACKAGE, build, plan
from tools.generate.package.drift import drift
from tools.generate.package.swap import workspace
from tools.import_page._import import ImportRefusedError, import_pages
from tools.import_page._page import is_document
from tools.overlays import CONTRACT, OVERLAY
from tools.specdiff.judgement.next_version import PROJECT, VERSION_MODULE
from tools.specdiff.reports.changelog import merge
from tools.specdiff.reports.text import as_text
from tools.update._diff import ACCEPTED, compare
from tools.update._place import place
from tools.update._uses import uses
from tools.update._version import raised
from tools.update._whole import take

_FINE, _STOPPED, _BAD_DATA = 0, 1, 65
_SETTINGS = "generator-config.yaml"
_CHANGELOG = "CHANGELOG.md"
_OURS = "overlay"
_TABLES = " and ".join(coverage_table.PLACES)
WRITTEN = (CONTRACT, _CHANGELOG, *coverage_table.PLACES, PROJECT, VERSION_MODULE)
"""The files that an update can change, besides `generated/`."""

_DESCRIPTION = f"""\
Take in a change of the API. Run it from the top of the repository.

A whole OpenAPI document (.json, .yaml or .yml) is the vendor's next version: it replaces
{CONTRACT}, and everything that it lacks is removed. Pages are merged into {CONTRACT};
so are documents with --merge. {OVERLAY} does not change.

Then the update compares the contract with the committed one, regenerates generated/, adds what
users will notice to {_CHANGELOG}, updates the tables of operations in
{_TABLES}, and raises the version as far as needed. It prints each step,
writes nothing until all steps have succeeded, and commits nothing.

It stops if the package can't be generated, if a change breaks callers, or if a field is no longer
sensitive. To accept an intended change, add its entry, which the diff prints, and a reason to
{ACCEPTED}."""

_EPILOG = """\
example:
  python -m tools.update https://api.example.com/openapi.json
  python -m tools.update --replace https://docs.anyreach.ai/some/page.md other.md

exit status: 0 success, 1 a page differs from the contract or a change is not accepted, 64 invalid
arguments, 65 a page or file is unreadable or invalid. Nothing is written unless it is 0. A second
run changes nothing."""

_WHAT_NEXT = f"""
Nothing is committed. Review it, run the checks, and commit:

  git diff {" ".join(WRITTEN)}
  git diff --stat generated
  python -m nox -s drift tests types
  git add {" ".join(WRITTEN)} generated
  git commit"""


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m tools.update", _DESCRIPTION, _EPILOG)
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a file or an http(s) URL")
    parser.add_argument("--merge", action="store_true", help="merge documents like pages")
    parser.add_argument(
        "--replace", action="store_true", help="where a page and the contract differ, use the page"
    )
    parser.add_argument(
        "--unaccepted",
        action="store_true",
        help="do not stop at changes that need to be accepted; CI still does",
    )
    return parser


def run(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status.
    """
    parser = _parser()
    try:
        options = parser.parse_args(argv)
        is_whole = not options.merge and any(map(is_document, options.sources))
        if is_whole and len(options.sources) > 1:
            parser.error("a whole document replaces the contract: pass only that, or add --merge")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_ARGUMENTS
    try:
        return _update(options, is_whole=is_whole)
    except ImportRefusedError as error:
        return _stop(error.lines, error.status)
    except GenerationError as error:
        return _stop(error.problems, _BAD_DATA, error.advice)
    except DocumentError as error:
        return _stop([str(error)], _BAD_DATA)
    except OSError as error:
        return _stop([f"{error.filename}: {error.strerror}"], _BAD_DATA)


def _update(options: Any, *, is_whole: bool) -> int:
    old = {name: read(name).data for name in WRITTEN}
    overlay = overlays.beside(Path(CONTRACT))
    new = dict(old)

    _step(f"import into {CONTRACT}")
    if is_whole:
        name, data = read(options.sources[0])
        new[CONTRACT], lines = take(data, name, parse(old[CONTRACT], CONTRACT))
    else:
        imported = import_pages(
            options.sources, old[CONTRACT], CONTRACT, overlay, replace=options.replace
        )
        new[CONTRACT], lines = imported.text.encode(), imported.lines
    print(*lines, sep="\n")

    target = Path("generated", PACKAGE).absolute()
    with workspace(target) as directory:
        _step("check that the contract can be generated")
        (directory / CONTRACT).write_bytes(new[CONTRACT])
        (directory / _SETTINGS).write_bytes(read(_SETTINGS).data)
        if overlay is not None:
            (directory / OVERLAY).write_bytes(overlay)
        planned = plan(directory)
        stale = [line.replace(f"{directory}/", "") for line in planned.stale]
        print(*(stale or ["it can"]), sep="\n")

        _step("diff against the committed contract")
        outcome = compare(old[CONTRACT], new[CONTRACT], old[PROJECT], overlay)
        print(as_text(outcome, colour=sys.stdout.isatty(), compatible=True), end="")
        if outcome.exit_code and not options.unaccepted:
            return _stop([f"add intended changes to {ACCEPTED} and run this again"], _STOPPED)

        _step("regenerate generated/")
        package = build(planned, directory)
        print("generated and checked")

        _step(f"add what users will notice to {_CHANGELOG}")
        changelog = decode(old[_CHANGELOG], _CHANGELOG)
        new[_CHANGELOG] = merge(changelog, outcome.report, _CHANGELOG).encode()
        _show(_CHANGELOG, old, new)

        _step(f"update the tables of operations in {_TABLES}")
        for name in coverage_table.PLACES:
            page = decode(old[name], name)
            new[name] = coverage_table.with_table(name, page, planned.parsed).encode()
            _show(name, old, new)

        _step("raise the client's version")
        new |= raised(old, outcome.next_version)
        _show(PROJECT, old, new)
        _show(VERSION_MODULE, old, new)

        _step(f"uses in {_OURS}/ of removed names")
        print(*([*uses(Path(_OURS), target, package)] or ["none"]), sep="\n")

        _step("write everything")
        changed = {name: data for name, data in new.items() if data != old[name]}
        is_drifted = any(drift(target, package))
        place(changed, old, package if is_drifted else None, target)
    written = [*changed, *([f"generated/{PACKAGE}"] if is_drifted else [])]
    for name in written:
        print(f"{name}: written")
    print(_WHAT_NEXT if outcome.report.findings or written else "nothing changed")
    return _FINE


def _step(name: str) -> None:
    print(f"\n== {name}", flush=True)


def _show(name: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Print the diff of a file."""
    before, after = (text[name].decode().splitlines() for text in (old, new))
    for line in difflib.unified_diff(before, after, name, name, n=0, lineterm=""):
        print(printable(line, 300))
    if before == after:
        print(f"{name}: unchanged")


def _stop(lines: Iterable[str], status: int, advice: Iterable[str] = ()) -> int:
    sys.stdout.flush()
    for line in lines:
        print(f"update: {line}", file=sys.stderr)
    for line in advice:  # printed without a prefix, to be pasted
        print(line, file=sys.stderr)
    print("update: stopped; nothing was written", file=sys.stderr)
    return status
