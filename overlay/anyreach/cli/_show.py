"""How results are shown: as fields and tables, as JSON, and as CSV.

The generated models know which fields to hide: those that their `repr` hides. There is no other
list. A marker says why a value is not shown.

In CSV (RFC 4180), a cell that a spreadsheet would treat as a formula is prefixed with an
apostrophe (OWASP: CSV injection): it begins with `=`, `+`, `-`, `@` or their full-width forms,
after any space.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from anyreach import UNSET, ConfigurationError
from anyreach._core.type_guards import is_list, is_mapping
from anyreach.cli._screen import Column, Marker, escape, escape_lines, note, to_json
from anyreach_api import _model

if TYPE_CHECKING:
    from anyreach.cli._options import Options

OTHER_KEYS: Final = "additional_properties"
_COLUMNS: Final = 7
_MORE_COLUMNS: Final = 9  # with people's words
_DATE: Final = 2  # where a date's column comes
_NUMBER: Final = 4  # where numbers and further dates come
_PLAIN: Final = (str, int, float, Enum, dt.date)
_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def show(answer: Any, options: Options) -> None:
    """Show a method's result.

    Raises:
        ConfigurationError: The result is binary, and stdout is a terminal.
    """
    if isinstance(answer, bytes):
        if sys.stdout.isatty():
            raise ConfigurationError("the response is binary: redirect it to a file or a pipe")
        sys.stdout.buffer.write(answer)
    elif options.json:
        print_json(answer, reveal=options.reveal)
    elif answer is None:
        note("done")
    else:
        shown = view(answer, reveal=options.reveal)
        if isinstance(shown, View):
            times = Times(utc=options.utc)
            cells = ((cell(name), cell(value, times)) for name, value in flat(shown))
            options.screen.fields(cells)
        else:
            plain = _model.to_json(shown)
            options.screen.print(escape_lines(plain) if isinstance(plain, str) else to_json(plain))


def print_json(answer: Any, *, reveal: bool) -> None:
    """Print a result on one line."""
    sys.stdout.write(to_json(for_machines(answer, reveal=reveal)) + "\n")
    sys.stdout.flush()


def show_list(found: Iterable[Any], options: Options, *, most: int | None, nothing: str) -> None:
    """Show a list as a table, or as JSON, one record per line as they arrive.

    Args:
        found: The records.
        options: The shared options.
        most: Maximum number of rows in a table; None for all.
        nothing: The message for an empty list.
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
    if all(isinstance(row, _model.Model) for row in rows):
        chosen = columns(rows, reveal=options.reveal)
        views = (view(row, reveal=options.reveal) for row in rows)
        times = Times(utc=options.utc, short=True)
        dropped = options.screen.rows(
            chosen, ([cell(shown.get(one.head), times) for one in chosen] for shown in views)
        )
        if dropped:
            note(f"no room for {', '.join(dropped)}; --json has every field")
    else:
        for row in rows:
            show(row, options)
    if len(rows) < len(records):
        note(f"there are more; showing the first {most}; --limit N shows N")


def write_csv(found: Iterable[Any], kind: type, *, reveal: bool) -> None:
    """Write records to stdout as they arrive, with every field in the contract.

    Args:
        found: The records.
        kind: Their class.
        reveal: Whether to show sensitive values.
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


class View(dict[str, Any]):
    """A record's view."""


WITHHELD: Final = Marker("withheld from this token")
HIDDEN: Final = Marker("hidden (use --reveal)")


def view(value: Any, *, reveal: bool) -> Any:
    """Return a result's view: JSON values, times, markers, and a `View` of each record.

    A sensitive field is always present: its value, null, or a marker that says why it is not
    shown. Other fields that the API did not send are left out. Free-form objects and undeclared
    keys are hidden.

    Args:
        value: A method's result.
        reveal: Whether to show sensitive values.
    """
    if isinstance(value, _model.Model):
        return _view(value, reveal=reveal)
    if is_list(value):
        return [view(item, reveal=reveal) for item in value]
    if is_mapping(value):
        return value if reveal or not value else View({OTHER_KEYS: HIDDEN})
    return value if isinstance(value, dt.datetime) else _model.to_json(value)


def _view(model: _model.Model, *, reveal: bool) -> View:
    sent = model.to_dict()
    shown = View()
    for field in fields_of(model):
        key, value = key_of(field), getattr(model, field.name)
        if key == OTHER_KEYS:
            if reveal:
                shown.update(value)
            elif value:
                shown[key] = HIDDEN
        elif key not in sent:
            if field.metadata.get("sensitive"):
                shown[key] = WITHHELD
        elif value is None or reveal or field.repr or _has_records(field, value):
            shown[key] = view(value, reveal=reveal)
        else:
            shown[key] = HIDDEN
    return shown


def _has_records(field: Any, value: Any) -> bool:
    """Return whether a value contains only records, which know what to hide."""
    if field.metadata.get("sensitive") or field.metadata.get("secret"):
        return False
    items = value if is_list(value) else [value]
    return all(isinstance(item, _model.Model) for item in items)


def fields_of(model: _model.Model | type[_model.Model]) -> Iterator[Any]:
    """Yield the fields of a model."""
    return (field for field in model.__attrs_attrs__ if field.alias != "nulls")


def key_of(field: Any) -> str:
    """Return the name of a field in JSON."""
    return field.metadata.get("key", field.alias)  # type: ignore[no-any-return]


def columns(models: Iterable[_model.Model], *, reveal: bool) -> list[Column]:
    """Choose a table's columns: fields with a value, most informative first.

    Args:
        models: The records.
        reveal: Whether to include sensitive fields.
    """
    ranks: dict[Column, int] = {}
    for model in models:
        for field in fields_of(model):
            value = getattr(model, field.name)
            if value is not UNSET and isinstance(value, _PLAIN) and (field.repr or reveal):
                is_id = field.alias == "id" or field.alias.endswith("_id")
                column = Column(key_of(field), is_text=isinstance(value, str) and not is_id)
                ranks[column] = _rank(field.alias, value, free=not field.repr)
    dates = [one for one, rank in ranks.items() if rank == _DATE]
    ranks |= dict.fromkeys(dates[1:], _NUMBER)
    most = _MORE_COLUMNS if reveal else _COLUMNS
    return sorted(ranks, key=ranks.__getitem__)[:most]


def _rank(name: str, value: Any, *, free: bool) -> int:
    """Return a column's rank: id, enums, a date, text, numbers, other ids."""
    if name == "id":
        return 0
    if isinstance(value, Enum):
        return 1
    if isinstance(value, dt.date):
        return _DATE
    if free:
        return 3
    return 5 if isinstance(value, str) else _NUMBER


def for_machines(value: Any, *, reveal: bool) -> Any:
    """Return a result for printing as JSON.

    Args:
        value: A method's result.
        reveal: Whether to return it as it arrived. If False, withheld fields are listed in
            `redacted_fields` and hidden ones in `hidden_fields`. Neither has a key, so null always
            means no value.
    """
    return _model.to_json(value) if reveal else _marked(view(value, reveal=False))


def _marked(shown: Any) -> Any:
    if is_list(shown):
        return [_marked(item) for item in shown]
    if not isinstance(shown, View):
        return _model.to_json(shown)
    return {
        **{key: _marked(item) for key, item in shown.items() if not isinstance(item, Marker)},
        "redacted_fields": _names(shown, WITHHELD),
        "hidden_fields": _names(shown, HIDDEN),
    }


def _names(shown: View, marker: Marker) -> list[str]:
    return sorted(name for name, value in shown.items() if value is marker)


def flat(shown: View, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield names and values, with dotted names for nested records."""
    for name, value in shown.items():
        if isinstance(value, View):
            yield from flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


class Times(NamedTuple):
    """How times are shown: in local time or in UTC.

    Attributes:
        utc: Whether it is UTC.
        short: Whether to omit seconds and the zone.
    """

    utc: bool
    short: bool = False

    def text(self, time: dt.datetime) -> str:
        """Return a time as shown, in its own zone if it can't be converted."""
        with suppress(OverflowError, ValueError):  # the year 1 or 9999
            time = time.astimezone(dt.UTC if self.utc else None)
        return f"{time:%Y-%m-%d %H:%M}" if self.short else time.isoformat(" ")


def cell(value: Any, times: Times | None = None) -> str:
    """Return a value on one line: empty for null, and `""` for an empty text.

    Args:
        value: The result of `view`.
        times: How times are shown; None for JSON's form.
    """
    if value is None:
        return ""
    if isinstance(value, Marker):
        return value
    if isinstance(value, dt.datetime) and times is not None:
        return times.text(value)
    plain = _model.to_json(value)
    return (escape(plain) or '""') if isinstance(plain, str) else to_json(plain)
