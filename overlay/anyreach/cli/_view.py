"""What of a record is shown: values, and in place of the others why they are not.

Which fields hold people's words and numbers is what the generated models know: those that their
`repr` hides. There is no other list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from anyreach import UNSET, sensitive_fields
from anyreach._redaction import model_fields
from anyreach.cli._escape import escape, to_json


class Marker(str):
    """Stands in a cell for a value that is not shown."""

    __slots__ = ()


WITHHELD: Final = Marker("withheld from this token")
HIDDEN: Final = Marker("hidden (use --reveal)")
OTHER_KEYS: Final = "additional_properties"


class Record(Protocol):
    """A generated model."""

    def to_dict(self) -> dict[str, Any]: ...


def view(model: Record, *, reveal: bool) -> dict[str, Any]:
    """Return what is shown of a model, by name: JSON values and markers.

    A sensitive field is always there: its value, None when it has none, or the marker that says why
    it is not shown. Another one that the API did not send is not there.

    Args:
        model: As it was fetched.
        reveal: Whether to show people's words and numbers.
    """
    values = model.to_dict()
    sensitive = sensitive_fields(model)
    shown: dict[str, Any] = {}
    for field in model_fields(model):
        name, value = field.name, getattr(model, field.name)
        if name == OTHER_KEYS:
            if reveal:
                shown.update(value)
            elif value:
                shown[name] = HIDDEN
        elif value is UNSET:
            if name in sensitive:
                shown[name] = WITHHELD
        elif value is None or reveal or not (name in sensitive or is_hidden(field)):
            shown[name] = values[name]
        else:
            shown[name] = HIDDEN
    return shown


def is_hidden(field: Any) -> bool:
    """Return whether the field of a generated model is hidden in its `repr`."""
    return field.repr is not True


def for_machines(model: Record, *, reveal: bool) -> dict[str, Any]:
    """Return a model as it is printed as JSON.

    Args:
        model: As it was fetched.
        reveal: Whether to return the record as it arrived. If not, what is withheld from the token
            is named in `redacted_fields`, what is hidden in `hidden_fields`, and neither has a key
            of its own, so that null means that there is no value.
    """
    if reveal:
        return model.to_dict()
    shown = view(model, reveal=False)
    return {
        **{name: value for name, value in shown.items() if not isinstance(value, Marker)},
        "redacted_fields": _marked(shown, WITHHELD),
        "hidden_fields": _marked(shown, HIDDEN),
    }


def cell(value: Any) -> str:
    """Return a value on one line: nothing for null, and `""` for an empty text."""
    if value is None:
        return ""
    if isinstance(value, Marker):
        return value
    if isinstance(value, str):
        return escape(value) or '""'
    return to_json(value)


def _marked(shown: Mapping[str, Any], marker: Marker) -> list[str]:
    return sorted(name for name, value in shown.items() if value is marker)
