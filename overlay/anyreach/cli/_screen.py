"""Where things are shown: stdout for what was asked for, stderr for all that is said beside it.

What is passed to these functions is escaped already.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console
from rich.text import Text

from anyreach.cli._view import Marker

if TYPE_CHECKING:
    from rich.table import Table

_ENDLESS = 1_000_000  # columns: a pipe has no edge to wrap at


class Screen(Console):
    """A console that interprets nothing in what it is given, and leaves a closed pipe to `run`."""

    def __init__(self, *, colour: bool = True, piped_width: int = _ENDLESS) -> None:
        super().__init__(
            file=sys.stdout,
            no_color=None if colour else True,
            width=None if sys.stdout.isatty() else piped_width,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )

    def on_broken_pipe(self) -> NoReturn:
        """Pass on that nobody reads any more."""
        raise BrokenPipeError

    def fields(self, cells: Iterable[tuple[str, str]]) -> None:
        """Show names and values, one below the other."""
        from rich.table import Table  # noqa: PLC0415  slow to import

        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in cells:
            table.add_row(Text(name), as_text(value))
        self._print(table)

    def rows(self, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Show a table, wrapped to the width of the terminal, nothing cut off."""
        from rich.table import Table  # noqa: PLC0415  as above

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for head in heads:
            table.add_column(Text(head), overflow="fold")
        for row in rows:
            table.add_row(*map(as_text, row))
        self._print(table)

    def _print(self, table: Table) -> None:
        with self.capture() as printed:
            self.print(table, soft_wrap=False)
        sys.stdout.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())


def as_text(value: str) -> Text:
    """Return a cell, with what only stands for a value dimmed."""
    return Text(value, style="dim" if isinstance(value, Marker) else "")


def note(text: str) -> None:
    """Say something beside what was asked for."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
