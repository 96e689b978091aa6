"""Write the README's table of operations: `python -m tools.coverage_table [--check]`.

Each operation of the contract is a line: its method, its scopes, and how well it is documented, as
`x-marks` says.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tools import atomic
from tools.arguments import Parser
from tools.documents import DocumentError
from tools.generate.operations.operations import Operation
from tools.generate.package.build import plan
from tools.generate.package.render import Parsed

README: Final = "README.md"
_ROOT: Final = Path(__file__).parents[1]
_FIRST: Final = "<!-- The table is written by `nox -s generate`. -->"
_LAST: Final = "<!-- The end of the table. -->"
_PARTS: Final = {
    "operationId": "name",
    "requestBody": "body",
    "responses": "answer",
    "x-pagination": "paging",
    "x-required-scopes": "scope",
}
_MARKS: Final = {"T": "cut off", "I": "inferred"}


def with_table(readme: str, parsed: Parsed) -> str:
    """Return the README with the table of a contract's operations.

    Args:
        readme: The README as it is.
        parsed: What the generator makes of the contract.

    Raises:
        DocumentError: The README has no place for the table.
    """
    before, first, rest = readme.partition(_FIRST)
    _, last, after = rest.partition(_LAST)
    if not (first and last):
        raise DocumentError(f"{README}: has no lines {_FIRST} and {_LAST}, between which it is")
    return "\n".join([f"{before}{first}", "", *_lines(parsed), "", f"{last}{after}"])


def _lines(parsed: Parsed) -> Iterator[str]:
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


def _documented(operation: Operation) -> str:
    """Say what of an operation its page does not show completely."""
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
        The exit status: 0 fine, 1 when `--check` finds another table, 64 bad arguments.
    """
    parser = Parser("python -m tools.coverage_table", __doc__ or "", "")
    parser.add_argument("--check", action="store_true", help="change nothing")
    try:
        check = parser.parse_args(argv).check
    except SystemExit as stop:
        return int(stop.code or 0)
    path = root / README
    old = path.read_text("utf-8")
    new = with_table(old, plan(root).parsed)
    if new == old:
        return 0
    if check:
        print(f"{README}: its table is not the contract's: run `nox -s generate`", file=sys.stderr)
        return 1
    atomic.write(path, new.encode())
    print(f"{README}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
