"""Derive the sync files of the overlay from the async ones: `python -m tools.derive [--check]`.

`async_NAME.py` and `_async_NAME.py` are written by hand. Each has a derived twin, `sync_NAME.py` or
`_sync_NAME.py`, without `async` and `await` and with other names. The real differences between
threads and tasks are in pairs of modules with the same names: `asyncio_io.py` and
`blocking_io.py`, and likewise `…_network.py` and `…_dial.py`.
"""

import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

import ruff  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]

from tools import atomic
from tools.arguments import Parser
from tools.generate.contract.errors import GenerationError
from tools.generate.package.environment import clean_environment

_ROOT: Final = Path(__file__).parents[1]
_OVERLAY: Final = Path("overlay", "anyreach")
_NAMES: Final = {
    "AbstractAsyncContextManager": "AbstractContextManager",
    "StopAsyncIteration": "StopIteration",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aclosing": "closing",
    "aiter": "iter",
    "aiter_stream": "iter_stream",
    "anext": "next",
    "asynccontextmanager": "contextmanager",
    "asyncio_dial": "blocking_dial",
    "asyncio_io": "blocking_io",
    "asyncio_network": "blocking_network",
    "enter_async_context": "enter_context",
    "handle_async_request": "handle_request",
    "push_async_callback": "callback",
}
_ASYNC_NAME: Final = re.compile(r"(_*)Async([A-Z]\w*)")
_ASYNC_MODULE: Final = re.compile(r"(_?)async_(\w+)")
_WORD: Final = re.compile(r"\w+")
_KEYWORD: Final = re.compile(r"\b(?:async|await) ")
_REPLACED: Final = (tokenize.NAME, tokenize.STRING, tokenize.COMMENT)


def derived(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each derived file's path and expected content.

    Args:
        root: The repository.

    Raises:
        GenerationError: An async file is not valid Python.
    """
    for source in sorted((root / _OVERLAY).rglob("*async_*.py")):
        if _ASYNC_MODULE.fullmatch(source.stem):
            target = source.with_stem(_twin(source.stem))
            head = f"# Derived from {source.name} by `nox -s generate`: edit that one.\n"
            try:
                plain = without_async(source.read_text("utf-8"))
            except (tokenize.TokenError, SyntaxError):
                problem = f"{source.relative_to(root)}: is not valid Python"
                raise GenerationError([problem]) from None
            yield target, _formatted(head + plain, target, root)


def without_async(text: str) -> str:
    """Return a module without `async` and `await`, with sync names."""
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    parts: list[str] = []
    end = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start = starts[token.start[0] - 1] + token.start[1]
        if token.type not in _REPLACED:
            continue
        parts += [text[end:start], _without_async(token.string)]
        end = starts[token.end[0] - 1] + token.end[1]
        if token.string in {"async", "await"}:
            end += 1  # the space after it
    return "".join([*parts, text[end:]])


def _without_async(token: str) -> str:
    if token in {"async", "await"}:
        return ""
    return _WORD.sub(lambda word: _twin(word[0]), _KEYWORD.sub("", token))


def _twin(name: str) -> str:
    """Return the sync name for an async one."""
    if name in _NAMES:
        return _NAMES[name]
    if match := _ASYNC_NAME.fullmatch(name):
        return match[1] + match[2]
    if match := _ASYNC_MODULE.fullmatch(name):
        return f"{match[1]}sync_{match[2]}"
    return name


def _formatted(text: str, path: Path, root: Path) -> bytes:
    source = text.encode()
    options = ["--quiet", "--no-cache", "--stdin-filename", str(path), "-"]
    for command in (["check", "--fix-only", "--select=I,F401"], ["format"]):
        source = subprocess.run(  # noqa: S603 -- ruff, and no shell
            [ruff.find_ruff_bin(), *command, *options],
            input=source,
            cwd=root,
            env=clean_environment(),
            capture_output=True,
            check=True,
        ).stdout
    return source


def main(argv: Sequence[str], root: Path = _ROOT) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.
        root: The repository.

    Returns:
        The exit status: 0 success, 1 `--check` found a difference, 64 invalid arguments, 65 an
        async file is not valid Python.
    """
    parser = Parser("python -m tools.derive", __doc__ or "", "")
    parser.add_argument("--check", action="store_true", help="only list files that differ")
    try:
        check = parser.parse_args(argv).check
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        found = list(derived(root))
    except GenerationError as error:
        print(*error.lines, sep="\n", file=sys.stderr)
        return 65
    status = 0
    for path, content in found:
        if path.exists() and path.read_bytes() == content:
            continue
        name = path.relative_to(root)
        if check:
            print(f"{name}: out of date: run `nox -s generate`", file=sys.stderr)
            status = 1
        else:
            atomic.write(path, content)
            print(f"{name}: written")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
