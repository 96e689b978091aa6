"""The command: read the pages, merge them all or none, say what was done."""

import argparse
import os.path
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools import atomic, overlays
from tools.arguments import BAD_ARGUMENTS, Parser
from tools.documents import DocumentError, decode, parse, printable, read
from tools.import_page._import import BAD_DATA, ImportRefusedError, import_pages

_FINE = 0

_DESCRIPTION = """\
Merge vendor documentation pages into the contract, openapi.json.

A page is Markdown with one fence that opens with

    ````yaml /openapi.json METHOD PATH

and holds an OpenAPI document. That one operation, and what it refers to, is merged: what is new
is added at the end of its kind, what is equal is left as it is, byte for byte. What differs is a
conflict: each is shown, and nothing is written, unless --replace is given. What is marked in
openapi.overlay.yaml as documented on another page (x-documented) is kept where this page lacks it.
A name in .json, .yaml or .yml is read as an OpenAPI document, and all of it is merged. The URL of
an llms.txt stands for the pages of the API reference that it names: they are fetched one after
another, with a pause, and what was taken and what was not is listed."""

_EPILOG = """\
example:
  python -m tools.import_page tests/pages/get-a-conversation.md
  python -m tools.import_page https://docs.anyreach.ai/llms.txt
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
        return stop.code if isinstance(stop.code, int) else BAD_ARGUMENTS
    try:
        return _import(options.pages, options.into, replace=options.replace)
    except ImportRefusedError as error:
        return _fail(error.lines, error.status)
    except DocumentError as error:
        return _fail([str(error)], BAD_DATA)


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m tools.import_page", _DESCRIPTION, _EPILOG)
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
    # A contract that is not there is one that says nothing yet.
    data = b""
    if os.path.exists(into):  # noqa: PTH110 -- Path.exists raises for some paths
        _, data = read(str(into))
    overlay = overlays.beside(into)
    imported = import_pages(sources, data, name, overlay, replace=replace)
    untouched = overlays.effective(parse(imported.text.encode(), name), overlay).untouched
    is_changed = imported.text != decode(data, name)
    if is_changed:
        try:
            atomic.write(into, imported.text.encode())
        except OSError as error:
            return _fail([f"{name}: cannot be written: {error.strerror}"], BAD_DATA)
    print(*imported.lines, sep="\n")
    print(f"{name}: {'written' if is_changed else 'unchanged'}")
    for line in untouched:
        print(line, file=sys.stderr)
    return _FINE


def _fail(lines: Iterable[str], status: int) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return status
