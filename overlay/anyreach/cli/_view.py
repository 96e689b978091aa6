"""What of an answer is shown: values, and in place of the others why they are not.

Which fields hold people's words and numbers is what the generated models know: those that their
`repr` hides. There is no other list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final

from anyreach import UNSET
from anyreach._core.type_guards import is_list, is_mapping
from anyreach.cli._screen import Marker, escape, to_json
from anyreach_api import _model

OTHER_KEYS: Final = "additional_properties"
_COLUMNS: Final = 7
_MORE_COLUMNS: Final = 9  # with people's words


class View(dict[str, Any]):
    """What is shown of a record."""


WITHHELD: Final = Marker("withheld from this token")
HIDDEN: Final = Marker("hidden (use --reveal)")


def view(value: Any, *, reveal: bool) -> Any:
    """Return what is shown of an answer: JSON values, markers, and a `View` of each record.

    A sensitive field of a record is always there: its value, null when it has none, or the marker
    that says why it is not shown. Another one that the API did not send is not there. An object
    that the contract does not describe is hidden, as keys are that it does not know.

    Args:
        value: What a method returned.
        reveal: Whether to show people's words and numbers.
    """
    if isinstance(value, _model.Model):
        return _view(value, reveal=reveal)
    if is_list(value):
        return [view(item, reveal=reveal) for item in value]
    if is_mapping(value):
        return value if reveal or not value else View({OTHER_KEYS: HIDDEN})
    return _model.to_json(value)


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
    """Return whether a value has records only, which know themselves what they hide."""
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


def columns(models: Iterable[_model.Model], *, reveal: bool) -> list[str]:
    """Choose the columns of a table: fields that have a value, those that tell the most first.

    Args:
        models: The records.
        reveal: Whether people's words are among them.
    """
    ranks: dict[str, int] = {}
    for model in models:
        for field in fields_of(model):
            value = getattr(model, field.name)
            if value is not UNSET and isinstance(value, _PLAIN) and (field.repr or reveal):
                ranks[key_of(field)] = _rank(field.alias, value, free=not field.repr)
    most = _MORE_COLUMNS if reveal else _COLUMNS
    return sorted(ranks, key=ranks.__getitem__)[:most]


_PLAIN: Final = (str, int, float, Enum, dt.date)


def _rank(name: str, value: Any, *, free: bool) -> int:
    """Return where a column comes: the id, enums, dates, words, numbers, and other ids."""
    if name == "id":
        return 0
    if isinstance(value, Enum):
        return 1
    if isinstance(value, dt.date):
        return 2
    if free:
        return 3
    return 5 if isinstance(value, str) else 4


def for_machines(value: Any, *, reveal: bool) -> Any:
    """Return an answer as it is printed as JSON.

    Args:
        value: What a method returned.
        reveal: Whether to return it as it arrived. If not, what is withheld from the token is named
            in `redacted_fields`, what is hidden in `hidden_fields`, and neither has a key of its
            own, so that null means that there is no value.
    """
    return _model.to_json(value) if reveal else _marked(view(value, reveal=False))


def _marked(shown: Any) -> Any:
    if is_list(shown):
        return [_marked(item) for item in shown]
    if not isinstance(shown, View):
        return shown
    return {
        **{key: _marked(item) for key, item in shown.items() if not isinstance(item, Marker)},
        "redacted_fields": _names(shown, WITHHELD),
        "hidden_fields": _names(shown, HIDDEN),
    }


def _names(shown: View, marker: Marker) -> list[str]:
    return sorted(name for name, value in shown.items() if value is marker)


def flat(shown: View, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield names and values; those of a record in a record with a dotted name."""
    for name, value in shown.items():
        if isinstance(value, View):
            yield from flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def cell(value: Any) -> str:
    """Return a value on one line: nothing for null, and `""` for an empty text."""
    if value is None:
        return ""
    if isinstance(value, Marker):
        return value
    if isinstance(value, str):
        return escape(value) or '""'
    return to_json(value)
