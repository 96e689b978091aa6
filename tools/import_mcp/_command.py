"""Run the command: read the tools, write a document per tag, and list what was guessed."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools import atomic
from tools.arguments import BAD_ARGUMENTS, Parser
from tools.documents import DocumentError, dumps, parse, printable, read
from tools.import_mcp._documents import UNKNOWN, documents
from tools.import_mcp._read import read_tools
from tools.overlays import CONTRACT

_FINE, _BAD_DATA = 0, 65

_DESCRIPTION = """\
Read the operations of a running API from its MCP server. Run it from the top of the repository.

The server must have the tools list_all_tools and describe_tool, over streamable HTTP. The token
comes from ANYREACH_TOKEN, and the organization of a personal token from ANYREACH_ORG_ID. The
command writes one document per tag for `python -m tools.update`, and lists everything that the
server does not describe."""

_EPILOG = """\
example:
  python -m tools.import_mcp https://api.anyreach.ai/mcp/ --into build/mcp
  python -m tools.update --merge --replace build/mcp/Agents.json

exit status: 0 success, 64 invalid arguments, 65 the server can't be read or a file can't be
written."""


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status: 0 success, 64 invalid arguments, 65 invalid data.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_ARGUMENTS
    try:
        return _import(options.url, options.into)
    except DocumentError as error:
        print(error, file=sys.stderr)
        return _BAD_DATA


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m tools.import_mcp", _DESCRIPTION, _EPILOG)
    parser.add_argument("url", metavar="URL", help="the http(s) URL of the MCP server")
    parser.add_argument(
        "--into", type=Path, metavar="FOLDER", default=Path("mcp"), help="default: %(default)s"
    )
    return parser


def _import(url: str, into: Path) -> int:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise DocumentError("the server's URL must be http or https, without credentials")
    name = printable(f"{parts.scheme}://{parts.netloc}{parts.path}", 300)
    contract: Any = parse(read(CONTRACT).data, CONTRACT)
    return _write(*documents(read_tools(url, name), contract), name, into)


def _write(made: dict[str, Any], notes: list[str], name: str, into: Path) -> int:
    print(*notes, *(f"unknown: {one}" for one in UNKNOWN), sep="\n")
    if not made:
        raise DocumentError(f"{name}: no tool has a method and a path")
    files = {into / f"{re.sub(r'[^A-Za-z0-9]+', '-', tag)}.json": one for tag, one in made.items()}
    try:
        into.mkdir(parents=True, exist_ok=True)
        for path, document in files.items():
            atomic.write(path, dumps(document))
            print(f"{path}: written")
    except OSError as error:
        raise DocumentError(f"{into}: can't be written: {error.strerror}") from None
    print("next, run: python -m nox -s update -- --merge FILE")
    return _FINE
