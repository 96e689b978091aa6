"""Output, and escaping text for a terminal.

Results go to stdout, everything else to stderr. Characters that a terminal would obey or not show
are escaped: controls (C0, DEL, C1), and so every escape sequence; bidirectional controls;
zero-width and other invisible characters; line and paragraph separators; private, unassigned and
surrogate characters.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, NoReturn

from rich.console import Console
from rich.text import Text

from anyreach import ConfigurationError

_ENDLESS: Final = 1_000_000  # columns: a pipe has no edge to wrap at
_HELP: Final = 80  # columns, where there is no terminal
_GAP: Final = 2  # columns of the terminal, between those of a table
_SHORT: Final = 16  # columns: a text is not cut further; a column is dropped instead
# Letters and marks that show as nothing.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class Marker(str):
    """Stands in for a value that is not shown."""

    __slots__ = ()


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        head: Its name.
        is_text: Whether its cells may be cut. Ids, times and numbers are never cut.
    """

    head: str
    is_text: bool


class Screen(Console):
    """A console without markup that leaves a closed pipe to `run`.

    Callers escape the text.

    Args:
        colour: Whether a terminal gets colours.
        wraps: Whether to wrap paragraphs, as in the help.
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
        """Propagate a closed pipe."""
        raise BrokenPipeError

    def fields(self, cells: Iterable[tuple[str, str]]) -> None:
        """Show names and values, one per line."""
        from rich.table import Table  # noqa: PLC0415  slow to import

        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in cells:
            table.add_row(Text(name), _as_text(value))
        with self.capture() as printed:
            self.print(table, soft_wrap=False)
        sys.stdout.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())

    def rows(self, columns: Sequence[Column], rows: Iterable[Iterable[str]]) -> list[str]:
        """Show a table that fits, and return the heads of the dropped columns.

        The last columns are dropped first. Then texts are cut, with an ellipsis.
        """
        lines = [[Text(one.head, style="bold") for one in columns]]
        lines += [list(map(_as_text, row)) for row in rows]
        longest = [max(text.cell_len for text in column) for column in zip(*lines, strict=True)]
        widths = _fit(columns, longest, self.width)
        for line in lines:
            shown = Text()
            for text, width in zip(line, widths, strict=False):
                text.truncate(width, overflow="ellipsis", pad=True)
                shown.append_text(text).append(" " * _GAP)
            shown.rstrip()
            self.print(shown)
        return [one.head for one in columns[len(widths) :]]


def _fit(columns: Iterable[Column], longest: Iterable[int], room: int) -> list[int]:
    """Return the widths of the columns that fit. The first always fits."""
    wanted = list(longest)
    widths = [
        min(most, _SHORT) if column.is_text else most
        for column, most in zip(columns, wanted, strict=True)
    ]
    spare = room - sum(widths) - _GAP * (len(widths) - 1)
    while spare < 0 and len(widths) > 1:
        spare += widths.pop() + _GAP
    for place, width in enumerate(widths):
        more = max(0, min(spare, wanted[place] - width))
        widths[place] += more
        spare -= more
    return widths


def _as_text(value: str) -> Text:
    return Text(value, style="dim" if isinstance(value, Marker) else "")


def note(text: str) -> None:
    """Print a note on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def agrees(warning: str) -> bool:
    """Ask for confirmation on a terminal.

    Raises:
        ConfigurationError: There is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ConfigurationError(
            f"not sent: this {warning}, and there is no terminal to confirm on; pass --yes"
        )
    sys.stderr.write(f"This {warning}. Continue? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def escape(text: str) -> str:
    r"""Return a text on one line that is safe to show, as in `\x1b`, `\n` or `\u202e`."""
    return "".join(
        character if _is_safe(character) else character.encode("unicode_escape").decode()
        for character in text
    )


def escape_lines(text: str, indent: str = "") -> str:
    """Return a multi-line text that is safe to show. All lines but the first are indented.

    Args:
        text: Its line breaks are kept.
        indent: The indentation, so that no line looks like the start of another text.
    """
    return f"\n{indent}".join(escape(line) for line in text.replace("\r\n", "\n").split("\n"))


def to_json(value: Any) -> str:
    """Return a value as one line of JSON that is safe to show."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(
        character if _is_safe(character) else json.dumps(character)[1:-1] for character in text
    )


def _is_safe(character: str) -> bool:
    if character.isprintable():
        return character not in _BLANK
    return unicodedata.category(character) == "Zs"  # spaces of another width
