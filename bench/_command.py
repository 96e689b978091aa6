"""Run the command: run the contests and print the table."""

import argparse
import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn

from bench import _calls, _decoding, _differs, _memory, _pools, _startup
from bench._contest import Contest, Row, run
from bench._report import report
from bench._setting import Setting

_FINE, _BROKEN, _BAD_ARGUMENTS = 0, 1, 64
_FEWEST_ROUNDS: Final = 7

_CONTESTS: Final[dict[str, Callable[[Setting], Contest]]] = {
    "import": _startup.imports,
    "import-growth": _startup.growth,
    "help": _startup.help_page,
    "first": _startup.first_answer,
    "first-tls": _startup.first_answer_tls,
    "get": _calls.get,
    "async-get": _calls.async_get,
    "pool": _pools.one,
    "async-pool": _pools.async_one,
    "tasks": _pools.tasks,
    "page": _decoding.page,
    "one": _decoding.one,
    "memory": _memory.conversations,
    "diff": _differs.time_of_differs,
    "diff-yaml": _differs.time_of_differs_yaml,
    "diff-memory": _differs.memory_of_differs,
    "diff-growth": _differs.growth,
}

_EPILOG = """\
exit status: 0 measured, targets met or not, 1 a measurement failed, 64 invalid arguments."""


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status: 0 measured, 1 a measurement failed, 64 invalid arguments.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else _BAD_ARGUMENTS
    rows: list[Row] = []
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.ExitStack() as resources,
        ):
            setting = Setting(Path(folder), resources)
            for name in options.only or _CONTESTS:
                rows += run(_CONTESTS[name](setting), options.rounds)
    except subprocess.CalledProcessError as error:
        print(f"a command failed (see above): {error.cmd}", file=sys.stderr)
        return _BROKEN
    print(*report(rows, options.rounds, markdown=options.markdown), sep="\n")
    return _FINE


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(_BAD_ARGUMENTS, f"{self.prog}: {message} (see --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m bench",
        description="Measure what the client costs, against named baselines, in one run.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--rounds",
        type=_rounds,
        default=15,
        metavar="N",
        help="number of rounds for the medians, at least 7 (default: %(default)s)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=list(_CONTESTS),
        metavar="NAME",
        help=f"run only this contest; can be repeated: {', '.join(_CONTESTS)}",
    )
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    return parser


def _rounds(argument: str) -> int:
    if not argument.isdecimal() or int(argument) < _FEWEST_ROUNDS:
        raise argparse.ArgumentTypeError(f"pass at least {_FEWEST_ROUNDS} rounds")
    return int(argument)
