"""The command: read the pages, merge them all or none, say what was done."""

import argparse
import os.path
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from tools import atomic
from tools.documents import DocumentError, Json, decode, dumps, parse, printable, read
from tools.import_page._merge import Merge
from tools.import_page._page import Page, read_page
from tools.import_page._report import conflict_lines, outcome_lines
from tools.import_page._splice import rewrite
from tools.import_page._units import join, split

_FINE, _CONFLICT, _BAD_ARGUMENTS, _BAD_DATA = 0, 1, 64, 65

_DESCRIPTION = """\
Merge vendor documentation pages into the contract, openapi.json.

A page is Markdown with one fence that opens with

    ````yaml /openapi.json METHOD PATH

and holds an OpenAPI document. That one operation, and what it refers to, is merged: what is new
is added at the end of its kind, what is equal is left as it is, byte for byte. What differs is a
conflict: each is shown, and nothing is written, unless --replace is given. What the contract marks
as documented on another page (x-documented) is kept where this page lacks it.
A name in .json, .yaml or .yml is read as an OpenAPI document, and all of it is merged."""

_EPILOG = """\
example:
  python -m tools.import_page tests/pages/get-a-conversation.md
  python -m tools.import_page --replace https://docs.anyreach.ai/some/page.md other.md
  git diff openapi.json

exit status: 0 fine, 1 a conflict, 64 bad arguments, 65 a page or the contract cannot be used;
if it is not 0, nothing was written."""


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status: 0 fine, 1 a conflict, 64 bad arguments, 65 bad data.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else _BAD_ARGUMENTS
    try:
        return _import(options.pages, options.into, replace=options.replace)
    except DocumentError as error:
        return _fail([str(error)], _BAD_DATA)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(_BAD_ARGUMENTS, f"{self.prog}: {printable(message, 300)} (--help explains)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m tools.import_page",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="a file or an http(s) URL")
    parser.add_argument(
        "--replace", action="store_true", help="where a page differs, take what the page says"
    )
    parser.add_argument(
        "--into",
        type=_json_path,
        metavar="FILE.json",
        default="openapi.json",
        help="the contract, made if it is not there (default: %(default)s)",
    )
    return parser


def _json_path(argument: str) -> Path:
    if not argument.lower().endswith(".json"):
        raise argparse.ArgumentTypeError("the contract is JSON, give a name in .json")
    return Path(argument)


def _import(sources: Sequence[str], into: Path, *, replace: bool) -> int:
    name = printable(str(into), 300)
    text, contract = _contract(into)
    pages: list[Page] = []
    problems: list[str] = []
    for source in sources:
        try:
            pages.append(read_page(source))
        except DocumentError as error:
            problems.append(str(error))
    if problems:
        return _fail(problems, _BAD_DATA)
    is_new = contract == {}
    merge = Merge({} if is_new else split(contract, name), replace=replace)
    outcomes = [merge.add(page) for page in pages]
    if merge.conflicts:
        return _fail(conflict_lines(merge.conflicts, name, replace=replace), _CONFLICT)
    merged = join(merge.units)
    written = dumps(merged).decode() if is_new else rewrite(text, contract, merged)
    if written != text:
        try:
            atomic.write(into, written.encode())
        except OSError as error:
            return _fail([f"{name}: cannot be written: {error.strerror}"], _BAD_DATA)
    for page, became in zip(pages, outcomes, strict=True):
        print(*outcome_lines(page, became), sep="\n")
    print(f"{name}: {'written' if written != text else 'unchanged'}")
    return _FINE


def _contract(path: Path) -> tuple[str, Json]:
    """Read the contract; a file that is missing or blank is one that says nothing yet."""
    if not os.path.exists(path):  # noqa: PTH110 -- Path.exists raises for some paths
        return "", {}
    name, data = read(str(path))
    text = decode(data, name)
    return text, parse(data, name) if text.strip() else {}


def _fail(lines: Iterable[str], status: int) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return status
