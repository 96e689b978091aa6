"""Run the command: read the pages, merge all or none, and list the outcomes."""

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

and contains an OpenAPI document. The command merges that operation and everything it refers to.
New parts are added after others of their kind. Equal parts keep their bytes. Different parts are
conflicts: the command prints them and writes nothing, unless you pass --replace. Parts that
openapi.overlay.yaml marks as documented on another page (x-documented) are kept if this page lacks
them.

A .json, .yaml or .yml file is read as an OpenAPI document and merged completely. For the URL of an
llms.txt, the command fetches the API reference pages that it links to, one at a time with a pause,
and lists which were taken and which were skipped."""

_EPILOG = """\
example:
  python -m tools.import_page tests/pages/get-a-conversation.md
  python -m tools.import_page https://docs.anyreach.ai/llms.txt
  python -m tools.import_page --replace https://docs.anyreach.ai/some/page.md other.md
  git diff openapi.json

exit status: 0 success, 1 a conflict, 64 invalid arguments, 65 a page or the contract is unreadable
or invalid. Nothing is written unless it is 0."""


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status: 0 success, 1 a conflict, 64 invalid arguments, 65 invalid data.
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
        "--replace", action="store_true", help="where a page and the contract differ, use the page"
    )
    parser.add_argument(
        "--into",
        type=_json_path,
        metavar="FILE.json",
        default="openapi.json",
        help="the contract; created if missing (default: %(default)s)",
    )
    return parser


def _json_path(argument: str) -> Path:
    if not argument.lower().endswith(".json"):
        raise argparse.ArgumentTypeError("the contract is JSON: pass a .json file")
    return Path(argument)


def _import(sources: Sequence[str], into: Path, *, replace: bool) -> int:
    name = printable(str(into), 300)
    # A missing contract counts as an empty one.
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
            return _fail([f"{name}: can't be written: {error.strerror}"], BAD_DATA)
    print(*imported.lines, sep="\n")
    print(f"{name}: {'written' if is_changed else 'unchanged'}")
    for line in untouched:
        print(line, file=sys.stderr)
    return _FINE


def _fail(lines: Iterable[str], status: int) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return status
