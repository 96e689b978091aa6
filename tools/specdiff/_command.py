"""The command: two sides in, a report out, an exit code for CI."""

import argparse
import gc
import sys
from typing import Any, NoReturn

from tools.documents import DocumentError
from tools.specdiff._findings import Report, diff
from tools.specdiff._levels import read_levels
from tools.specdiff._report_json import as_json
from tools.specdiff._report_text import as_text
from tools.specdiff._rules import BREAKING, RISKY, SIDES, WIRE, Side
from tools.specdiff._sources import CONTRACT, ArgumentError, merge_base, read

_DONE, _BREAKS, _RISKS, _BAD_ARGUMENTS, _BAD_DATA = 0, 1, 2, 64, 65
_VIEWS: dict[str, tuple[Side, ...]] = {"api": WIRE, "python": ("python",), "all": SIDES}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ArgumentError(message)


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m tools.specdiff",
        description="What does REVISION change against BASE, and whom does it break?",
        epilog="A side is a file, an http(s) URL, or REF:PATH from git. Exit: 0 nothing at or "
        "above the threshold, 1 breaking, 2 risky, 64 bad arguments, 65 bad data.",
        allow_abbrev=False,
    )
    parser.add_argument("base", metavar="BASE", nargs="?", help="default: where main was left")
    parser.add_argument("revision", metavar="REVISION", nargs="?", default=CONTRACT)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--fail-on", choices=("breaking", "risky", "never"), default="breaking")
    parser.add_argument("--view", choices=tuple(_VIEWS), default="all")
    parser.add_argument("--config", metavar="FILE", help="TOML: levels for rule ids")
    return parser


def main(arguments: list[str]) -> int:
    """Run the command.

    Args:
        arguments: What stands after the command's name.

    Returns:
        The exit code.
    """
    gc.disable()  # much is allocated, nearly nothing is freed before the end
    try:
        return _run(_parser().parse_args(arguments))
    except ArgumentError as error:
        print(f"specdiff: {error}", file=sys.stderr)
        return _BAD_ARGUMENTS
    except DocumentError as error:
        print(f"specdiff: {error}", file=sys.stderr)
        return _BAD_DATA


def _run(options: Any) -> int:
    levels = read_levels(options.config)
    base, revision = read(options.base or merge_base()), read(options.revision)
    report = diff(base, revision, levels, _VIEWS[options.view])
    if options.format == "json":
        text = as_json(report)
    else:
        text = as_text(report, colour=sys.stdout.isatty())
    sys.stdout.buffer.write(text.encode())
    return _exit_code(report, options.fail_on)


def _exit_code(report: Report, fail_on: str) -> int:
    worst = max(report.verdict.values(), default=0)
    if fail_on != "never" and worst == BREAKING:
        return _BREAKS
    return _RISKS if fail_on == "risky" and worst == RISKY else _DONE
