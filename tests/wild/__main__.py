"""The command: a row for each contract, and 1 as its exit status when anything is wrong.

`nox -s wild -- FILE... [--no-types] [--no-stock] [--all]`
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.wild import table
from tests.wild.campaign import Result, run

_SHOWN = 10
_SHARE = 0.95
"""The least share of all operations that has to be generated."""


def main(argv: Sequence[str]) -> int:
    """Run the campaign, and print its table.

    Returns:
        1 when a contract fails, when anything is wrong with what is generated, or when too few
        operations are generated; else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.wild", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="contracts, as JSON or YAML")
    parser.add_argument("--no-types", action="store_true", help="leave the type checkers out")
    parser.add_argument("--no-stock", action="store_true", help="leave the stock generator out")
    parser.add_argument("--all", action="store_true", help="show every fault")
    parser.add_argument("--keep", type=Path, help="where to leave the packages, for a closer look")
    options = parser.parse_args(argv)
    results: list[Result] = []
    for file in options.files:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(options.keep or folder, file.stem)
            root.mkdir(parents=True)
            results.append(
                run(file.resolve(), root, types=not options.no_types, stock=not options.no_stock)
            )
        print(f"{file.stem}: done", file=sys.stderr, flush=True)
    print(*table.table(results), "", *table.skips(results), sep="\n")
    wrong = [line for one in results for line in _wrong(one, None if options.all else _SHOWN)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    share = _share(results)
    print(f"{share:.1%} of all operations are generated")
    return int(bool(wrong) or share < _SHARE)


def _wrong(one: Result, most: int | None) -> Iterator[str]:
    for fault in one.faults[:most]:
        yield f"{one.name}: {fault}"
    if left := len(one.faults[most:] if most else ()):
        yield f"{one.name}: {left} more"


def _share(results: Sequence[Result]) -> float:
    """Return the share of all operations that is generated; a contract that fails has none."""
    reports = [one.report for one in results]
    if not all(reports):
        return 0.0
    generated, operations = (
        sum(one[key] for one in reports) for key in ("generated", "operations")
    )
    return float(generated / operations)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
