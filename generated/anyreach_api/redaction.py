"""Withheld, null or visible: redaction of models and of collections of models.

All functions except `sensitive_fields` take a model, or a list, tuple or mapping of models. They
pass None, numbers and booleans through, and raise TypeError for anything else, such as a string or
a JSON object.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from . import _model

T = TypeVar("T")


def sensitive_fields(model: _model.Model | type[_model.Model]) -> frozenset[str]:
    """Return the names of a model's sensitive fields.

    Returns:
        Their names.

    Raises:
        TypeError: The argument is not a model.
    """
    kind = model if isinstance(model, type) else type(model)
    if not issubclass(kind, _model.Model):
        raise _refused(kind)
    return frozenset(
        field.alias for field in kind.__attrs_attrs__ if field.metadata.get("sensitive")
    )


def redacted_fields(value: object) -> frozenset[str]:
    """Return the paths of withheld fields.

    Returns:
        The paths: dotted for nested models, such as `agent.name`, and with indexes in brackets,
        such as `[0].summary`.
    """
    return frozenset(_model.withheld_in(_checked(value)))


def is_redacted(value: object, name: str) -> bool:
    """Check whether a field is withheld.

    Args:
        value: A model, or a list, tuple or mapping of models.
        name: The field's name, or a path in the form of `redacted_fields`.

    Returns:
        True if it is withheld; False if it has a value or is null.

    Raises:
        AttributeError: The model has no such field.
    """
    return _model.is_redacted(_checked(value), name)


def reveal(value: object, name: str) -> Any:
    """Read a field by its name.

    Args:
        value: A model, or a list, tuple or mapping of models.
        name: The field's name, or a path in the form of `redacted_fields`.

    Returns:
        The value, or None.

    Raises:
        RedactedError: The field, or one on the path to it, is withheld.
        AttributeError: The model has no such field.
    """
    return _model.reveal(_checked(value), name)


def redacted(value: T) -> T:
    """Return a copy as a read-only token would see it.

    Returns:
        The copy. Sensitive fields are withheld, also in nested models. Secrets are dropped, and so
        are undeclared keys, since they could be sensitive.
    """
    copied: T = _model.without_values(_checked(value))
    return copied


def to_dict(value: object) -> Any:
    """Convert models to JSON.

    Returns:
        The JSON value. Withheld fields have no key.
    """
    return _model.to_json(_checked(value))


def _checked(value: object) -> object:
    """Return a model or a collection of models; raise TypeError for anything else."""
    if isinstance(value, Mapping):
        for item in value.values():
            if not isinstance(item, (_model.Model, list, tuple, Mapping)):
                raise _refused(type(value))
            _checked(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _checked(item)
    elif not (value is None or isinstance(value, (_model.Model, bool, int, float))):
        raise _refused(type(value))
    return value


def _refused(kind: type) -> TypeError:
    return TypeError(
        f"expected a model, or a list, tuple or mapping of models, got {kind.__name__}: take it"
        " from a model"
    )


__all__ = ["is_redacted", "redacted", "redacted_fields", "reveal", "sensitive_fields", "to_dict"]
