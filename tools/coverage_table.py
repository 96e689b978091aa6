"""Write the tables of operations: `python -m tools.coverage_table [--check]`.

README.md lists each tag of the contract with its methods. docs/operations.md lists each operation
with its method, its scopes, and how completely it is documented (`x-marks`).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tools import atomic
from tools.arguments import Parser
from tools.documents import DocumentError
from tools.generate.operations.operations import Operation
from tools.generate.package.build import plan
from tools.generate.package.render import Parsed

_ROOT: Final = Path(__file__).parents[1]
_FIRST: Final = "<!-- The table is written by `nox -s generate`. -->"
_LAST: Final = "<!-- The end of the table. -->"
_PARTS: Final = {
    "operationId": "name",
    "requestBody": "body",
    "responses": "response",
    "x-pagination": "pagination",
    "x-required-scopes": "scope",
}
_MARKS: Final = {"T": "cut off", "I": "inferred"}


def with_table(place: str, page: str, parsed: Parsed) -> str:
    """Return a page with its table of operations updated.

    Args:
        place: The page's path, one of `PLACES`.
        page: The page's current text.
        parsed: The contract as parsed by the generator.

    Raises:
        DocumentError: The page has no markers for the table.
    """
    before, first, rest = page.partition(_FIRST)
    _, last, after = rest.partition(_LAST)
    if not (first and last):
        raise DocumentError(f"{place}: add the lines {_FIRST} and {_LAST} around its table")
    return "\n".join([f"{before}{first}", "", *PLACES[place](parsed), "", f"{last}{after}"])


def _by_tag(parsed: Parsed) -> Iterator[str]:
    yield "| resource | methods |"
    yield "| --- | --- |"
    for tag in parsed.tags:
        methods = ", ".join(f"`{method.name}`" for method in tag.methods)
        yield f"| `client.{tag.name}` | {methods} |"


def _by_operation(parsed: Parsed) -> Iterator[str]:
    yield "| method | operation | scope | documentation |"
    yield "| --- | --- | --- | --- |"
    for tag in parsed.tags:
        for method in tag.methods:
            one = method.operation
            scopes = one.extensions.get("x-required-scopes", ())
            yield (
                f"| `client.{tag.name}.{method.name}` | `{one.id}`: {one.method} {one.path}"
                f" | {' or '.join(f'`{scope}`' for scope in scopes)} | {_documented(one)} |"
            )


PLACES: Final[Mapping[str, Callable[[Parsed], Iterator[str]]]] = {
    "README.md": _by_tag,
    "docs/operations.md": _by_operation,
}
"""The function that yields the table's lines, by the page's path."""


def _documented(operation: Operation) -> str:
    """Return the parts of an operation that are not fully documented."""
    marks: Mapping[str, str] = operation.extensions.get("x-marks", {})
    said = [
        f"{text}: {', '.join(parts)}"
        for mark, text in _MARKS.items()
        if (parts := sorted(_PARTS[at.split("/")[1]] for at, one in marks.items() if one == mark))
    ]
    return "; ".join(said) or "complete"


def main(argv: Sequence[str], root: Path = _ROOT) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.
        root: The repository.

    Returns:
        The exit status: 0 success, 1 `--check` found an outdated table, 64 invalid arguments.
    """
    parser = Parser("python -m tools.coverage_table", __doc__ or "", "")
    parser.add_argument("--check", action="store_true", help="change nothing")
    try:
        check = parser.parse_args(argv).check
    except SystemExit as stop:
        return int(stop.code or 0)
    parsed = plan(root).parsed
    differs = False
    for place in PLACES:
        path = root / place
        old = path.read_text("utf-8")
        new = with_table(place, old, parsed)
        if new == old:
            continue
        differs = True
        if check:
            print(f"{place}: its table is out of date: run `nox -s generate`", file=sys.stderr)
        else:
            atomic.write(path, new.encode())
            print(f"{place}: written")
    return 1 if check and differs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
