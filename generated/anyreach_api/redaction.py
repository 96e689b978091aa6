"""Withheld, null or visible: what a token may see of models, and of collections of them.

All functions but `sensitive_fields` take a model, or a list, tuple or mapping of them. None, numbers
and booleans pass; anything else, such as a text or a JSON object, raises TypeError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from . import _model

T = TypeVar("T")


def sensitive_fields(model: _model.Model | type[_model.Model]) -> frozenset[str]:
    """Find the sensitive fields of a model, or of a model's class.

    Returns:
        Their names.

    Raises:
        TypeError: It is not a model.
    """
    kind = model if isinstance(model, type) else type(model)
    if not issubclass(kind, _model.Model):
        raise _refused(kind)
    return frozenset(
        field.alias for field in kind.__attrs_attrs__ if field.metadata.get("sensitive")
    )


def redacted_fields(value: object) -> frozenset[str]:
    """Find the fields that are withheld.

    Returns:
        Their paths: dotted in nested models, such as `agent.name`, and with items in brackets, such
        as `[0].summary`.
    """
    return frozenset(_model.withheld_in(_checked(value)))


def is_redacted(value: object, name: str) -> bool:
    """Check whether a field is withheld.

    Args:
        value: A model, or a list, tuple or mapping of models.
        name: The field's name, or a path as `redacted_fields` has it.

    Returns:
        True when it is; False when it has a value or none.

    Raises:
        AttributeError: There is no such field.
    """
    return _model.is_redacted(_checked(value), name)


def reveal(value: object, name: str) -> Any:
    """Read a field by its name.

    Args:
        value: A model, or a list, tuple or mapping of models.
        name: The field's name, or a path as `redacted_fields` has it.

    Returns:
        The value, or None when there is none.

    Raises:
        RedactedError: The field, or one on the path to it, is withheld.
        AttributeError: There is no such field.
    """
    return _model.reveal(_checked(value), name)


def redacted(value: T) -> T:
    """Copy a value, as a token without the right to sensitive fields would see it.

    Returns:
        The copy. Sensitive fields are withheld, in nested models too. Secrets are dropped. So are
        keys that the contract does not know: nobody can tell whether they are sensitive.
    """
    copied: T = _model.without_values(_checked(value))
    return copied


def to_dict(value: object) -> Any:
    """Write models as JSON.

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
