"""The command: each step in memory or beside the old files, shown; then all of it in place."""

import argparse
import difflib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.arguments import BAD_ARGUMENTS, Parser
from tools.documents import DocumentError, decode, printable, read
from tools.generate._build import PACKAGE, build, plan
from tools.generate._drift import drift
from tools.generate._errors import GenerationError
from tools.generate._swap import workspace
from tools.import_page._import import ImportRefusedError, import_pages
from tools.specdiff._changelog import merge
from tools.specdiff._next_version import PROJECT, VERSION_MODULE
from tools.specdiff._report_text import as_text
from tools.specdiff._sources import CONTRACT
from tools.update._diff import ACCEPTED, compare
from tools.update._place import place
from tools.update._version import raised

_FINE, _STOPPED, _BAD_DATA = 0, 1, 65
_SETTINGS = "generator-config.yaml"
_CHANGELOG = "CHANGELOG.md"
_WRITTEN = (CONTRACT, _CHANGELOG, PROJECT, VERSION_MODULE)

_DESCRIPTION = f"""\
Take in a change of the API, at the top of the repository.

The pages are merged into {CONTRACT}; that is compared with what is committed; generated/ is made
again; what the client's users will notice is added to {_CHANGELOG}; and the version is raised as
far as that needs. Each step is shown. Nothing is written before all of them are done, and nothing
is committed.

It stops at what breaks callers, and at a field that is no longer sensitive. What is meant is
accepted by name and reason in {ACCEPTED}: the diff shows the entry."""

_EPILOG = """\
example:
  python -m tools.update --replace https://docs.anyreach.ai/some/page.md other.yaml

exit status: 0 fine, 1 a page differs from the contract, or a change is not accepted, 64 bad
arguments, 65 a page or a file cannot be used; if it is not 0, nothing was written. A second run
changes nothing."""

_WHAT_NEXT = f"""
Nothing is committed. Review it, run the checks, and commit:

  git diff {" ".join(_WRITTEN)}
  git diff --stat generated
  python -m nox -s drift tests types
  git add {" ".join(_WRITTEN)} generated
  git commit"""


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m tools.update", _DESCRIPTION, _EPILOG)
    parser.add_argument("pages", nargs="+", metavar="PAGE_OR_SPEC", help="a file or an http(s) URL")
    parser.add_argument(
        "--replace", action="store_true", help="where a page differs, take what the page says"
    )
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_ARGUMENTS
    try:
        return _update(options.pages, replace=options.replace)
    except ImportRefusedError as error:
        return _stop(error.lines, error.status)
    except GenerationError as error:
        return _stop(error.problems, _BAD_DATA)
    except DocumentError as error:
        return _stop([str(error)], _BAD_DATA)
    except OSError as error:
        return _stop([f"{error.filename}: {error.strerror}"], _BAD_DATA)


def _update(pages: Sequence[str], *, replace: bool) -> int:
    old = {name: read(name).data for name in _WRITTEN}
    new = dict(old)

    _step(f"import into {CONTRACT}")
    imported = import_pages(pages, old[CONTRACT], CONTRACT, replace=replace)
    new[CONTRACT] = imported.text.encode()
    print(*imported.lines, sep="\n")

    _step("diff against what is committed")
    outcome = compare(old[CONTRACT], new[CONTRACT], old[PROJECT])
    print(as_text(outcome, colour=sys.stdout.isatty()), end="")
    if outcome.exit_code:
        return _stop([f"accept what is meant in {ACCEPTED}, and run this again"], _STOPPED)

    _step("regenerate generated/")
    target = Path("generated", PACKAGE).absolute()
    with workspace(target) as directory:
        (directory / CONTRACT).write_bytes(new[CONTRACT])
        (directory / _SETTINGS).write_bytes(read(_SETTINGS).data)
        package = build(plan(directory), directory)
        print("made and checked")

        _step(f"what users will notice, in {_CHANGELOG}")
        changelog = decode(old[_CHANGELOG], _CHANGELOG)
        new[_CHANGELOG] = merge(changelog, outcome.report, _CHANGELOG).encode()
        _show(_CHANGELOG, old, new)

        _step("the version of the client")
        new |= raised(old, outcome.next_version)
        _show(PROJECT, old, new)
        _show(VERSION_MODULE, old, new)

        _step("put all of it in place")
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
    """Show what is new in a file."""
    before, after = (text[name].decode().splitlines() for text in (old, new))
    for line in difflib.unified_diff(before, after, name, name, n=0, lineterm=""):
        print(printable(line, 300))
    if before == after:
        print(f"{name}: unchanged")


def _stop(lines: Iterable[str], status: int) -> int:
    sys.stdout.flush()
    for line in (*lines, "stopped; nothing was written"):
        print(f"update: {line}", file=sys.stderr)
    return status
