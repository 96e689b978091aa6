"""How answers are shown: as fields and tables for people, as JSON for machines, and as CSV.

In CSV (RFC 4180), a cell that a spreadsheet would treat as a formula is prefixed with an
apostrophe (OWASP: CSV injection): it begins with `=`, `+`, `-`, `@` or their full-width forms,
after any space.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from anyreach import ConfigurationError
from anyreach.cli._screen import Marker, escape_lines, note, to_json
from anyreach.cli._view import (
    OTHER_KEYS,
    View,
    cell,
    columns,
    fields_of,
    flat,
    for_machines,
    key_of,
    view,
)
from anyreach_api._model import Model

if TYPE_CHECKING:
    from anyreach.cli._options import Options

_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def show(answer: Any, options: Options) -> None:
    """Show what a method returned.

    Raises:
        ConfigurationError: It is binary, and stdout is a terminal.
    """
    if isinstance(answer, bytes):
        if sys.stdout.isatty():
            raise ConfigurationError("the answer is binary: redirect it to a file, or a pipe")
        sys.stdout.buffer.write(answer)
    elif options.json:
        print_json(answer, reveal=options.reveal)
    elif answer is None:
        note("done")
    else:
        shown = view(answer, reveal=options.reveal)
        if isinstance(shown, View):
            options.screen.fields((cell(name), cell(value)) for name, value in flat(shown))
        else:
            text = escape_lines(shown) if isinstance(shown, str) else to_json(shown)
            options.screen.print(text)


def print_json(answer: Any, *, reveal: bool) -> None:
    """Print an answer on one line."""
    sys.stdout.write(to_json(for_machines(answer, reveal=reveal)) + "\n")
    sys.stdout.flush()


def show_list(found: Iterable[Any], options: Options, *, most: int | None, nothing: str) -> None:
    """Show a list: as JSON one record a line, as they come, or as a table.

    Args:
        found: The records.
        options: The shared options.
        most: How many rows a table has; None for all.
        nothing: What to say when there are none.
    """
    if options.json:
        for record in found:
            print_json(record, reveal=options.reveal)
        return
    records = list(found if most is None else islice(found, most + 1))
    if not records:
        note(nothing)
        return
    rows = records[:most]
    if all(isinstance(row, Model) for row in rows):
        heads = columns(rows, reveal=options.reveal)
        views = (view(row, reveal=options.reveal) for row in rows)
        options.screen.rows(heads, ([cell(shown.get(name)) for name in heads] for shown in views))
    else:
        for row in rows:
            show(row, options)
    if len(rows) < len(records):
        note(f"there are more: these are the first {most}; --limit N shows N")


def write_csv(found: Iterable[Any], kind: type, *, reveal: bool) -> None:
    """Write records to stdout as they come, each with every field of the contract.

    Args:
        found: The records.
        kind: Their class.
        reveal: Whether to show people's words and numbers.
    """
    names = [name for name in map(key_of, fields_of(kind)) if name != OTHER_KEYS]
    table = csv.writer(sys.stdout)
    table.writerow(names)
    for record in found:
        shown = view(record, reveal=reveal)
        table.writerow(_safe(shown.get(name)) for name in names)


def _safe(value: Any) -> str:
    text = f"<{value}>" if isinstance(value, Marker) else cell(value)
    is_text = isinstance(value, str)
    return f"'{text}" if is_text and text.lstrip().startswith(_FORMULA) else text
