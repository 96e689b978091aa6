"""Withheld, null or visible: what a token may see of models, and of collections of them.

All functions take a model, or a list, tuple or mapping of them. None, numbers and booleans pass;
anything else, such as a text or a JSON object, raises TypeError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from . import _model
from .errors import RedactedError

T = TypeVar("T")


def sensitive_fields(model: _model.Model | type[_model.Model]) -> frozenset[str]:
    """Return the names of the sensitive fields of a model, or of a model's class.

    Raises:
        TypeError: It is not a model.
    """
    kind = model if isinstance(model, type) else type(model)
    if not issubclass(kind, _model.Model):
        raise _refused(model)
    return frozenset(
        field.alias for field in kind.__attrs_attrs__ if field.metadata.get("sensitive")
    )


def redacted_fields(value: object) -> frozenset[str]:
    """Return the paths of the fields that are withheld.

    Args:
        value: A model, or a list, tuple or mapping of models. Paths into nested models are dotted,
            such as `conversation.summary`; items are in brackets, such as `[0].summary`.

    Raises:
        TypeError: It is neither.
    """
    _check(value)
    return frozenset(_model.withheld_in(value))


def is_redacted(value: object, name: str) -> bool:
    """Return whether a field is withheld.

    Args:
        value: A model, or a list, tuple or mapping of models.
        name: The field's name, or a path as `redacted_fields` has it.

    Raises:
        AttributeError: There is no such field.
        TypeError: `value` is neither.
    """
    try:
        reveal(value, name)
    except RedactedError:
        return True
    return False


def reveal(value: object, name: str) -> Any:
    """Return the value of a field, or None when it has none.

    Args:
        value: A model, or a list, tuple or mapping of models.
        name: The field's name, or a path as `redacted_fields` has it.

    Raises:
        RedactedError: The field, or one on the path to it, is withheld.
        AttributeError: There is no such field.
        TypeError: `value` is neither.
    """
    _check(value)
    return _model.reveal(value, name)


def redacted(value: T) -> T:
    """Return a copy, as a token without the right to sensitive fields would see it.

    Sensitive fields are withheld, in nested models too. Secrets are dropped. So are keys that the
    contract does not know: nobody can tell whether they are sensitive.

    Raises:
        TypeError: The value is neither a model nor a collection of models.
    """
    _check(value)
    copied: T = _model.without_values(value)
    return copied


def to_dict(value: object) -> Any:
    """Return the JSON value of a model or a collection of models. Withheld fields have no key.

    Raises:
        TypeError: The value is neither.
    """
    _check(value)
    return _model.to_json(value)


def _check(value: object) -> None:
    """Raise TypeError for what is neither a model nor a collection of models."""
    if value is None or isinstance(value, (_model.Model, bool, int, float)):
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            _check(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            if not isinstance(item, (_model.Model, list, tuple, Mapping)):
                raise _refused(value)
            _check(item)
    else:
        raise _refused(value)


def _refused(value: object) -> TypeError:
    name = value.__name__ if isinstance(value, type) else type(value).__name__
    return TypeError(
        f"expected a model, or a list, tuple or mapping of models, got {name}: take it from a model"
    )


__all__ = [
    "is_redacted",
    "redacted",
    "redacted_fields",
    "reveal",
    "sensitive_fields",
    "to_dict",
]
