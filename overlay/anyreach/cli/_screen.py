"""Where things are shown, and how text is made safe for it.

Stdout has what was asked for, and stderr all that is said beside it. Whatever a terminal would
obey, or show as nothing, is escaped: controls (C0, DEL, C1) and so every escape sequence;
characters that turn the direction of text; zero widths and other invisible ones; line and paragraph
separators; and characters that are private, unassigned or halves.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NoReturn

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.table import Table

_ENDLESS: Final = 1_000_000  # columns: a pipe has no edge to wrap at
_HELP: Final = 80  # columns, where there is no terminal
# Letters and marks that show as nothing.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class Marker(str):
    """Stands in a cell for a value that is not shown."""

    __slots__ = ()


class Screen(Console):
    """A console that interprets nothing in what it is given, and leaves a closed pipe to `run`.

    What is passed to it is escaped already.

    Args:
        colour: Whether a terminal gets colours.
        wraps: Whether paragraphs are wrapped, as in the help.
    """

    def __init__(self, *, colour: bool = True, wraps: bool = False) -> None:
        super().__init__(
            file=sys.stdout,
            no_color=None if colour else True,
            width=None if sys.stdout.isatty() else _HELP if wraps else _ENDLESS,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=not wraps,
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
            table.add_row(Text(name), _as_text(value))
        self._print(table)

    def rows(self, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Show a table, wrapped to the width of the terminal, nothing cut off."""
        from rich.table import Table  # noqa: PLC0415  as above

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for head in heads:
            table.add_column(Text(head), overflow="fold")
        for row in rows:
            table.add_row(*map(_as_text, row))
        self._print(table)

    def _print(self, table: Table) -> None:
        with self.capture() as printed:
            self.print(table, soft_wrap=False)
        sys.stdout.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())


def _as_text(value: str) -> Text:
    return Text(value, style="dim" if isinstance(value, Marker) else "")


def note(text: str) -> None:
    """Say something beside what was asked for."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def escape(text: str) -> str:
    r"""Return a text on one line that is safe to show, as in `\x1b`, `\n` or `\u202e`."""
    return "".join(
        character if _is_safe(character) else character.encode("unicode_escape").decode()
        for character in text
    )


def escape_lines(text: str, indent: str = "") -> str:
    """Return a text of several lines that is safe to show; all but the first are indented.

    Args:
        text: Its line breaks are kept.
        indent: So that no line passes for the beginning of another text.
    """
    return f"\n{indent}".join(escape(line) for line in text.replace("\r\n", "\n").split("\n"))


def to_json(value: Any) -> str:
    """Return a value as JSON on one line that is safe to show, and is the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(
        character if _is_safe(character) else json.dumps(character)[1:-1] for character in text
    )


def _is_safe(character: str) -> bool:
    if character.isprintable():
        return character not in _BLANK
    return unicodedata.category(character) == "Zs"  # spaces of another width
