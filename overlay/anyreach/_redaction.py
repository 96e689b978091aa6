"""Withheld, null or visible: what a token may see of any generated model.

A field is sensitive when its description in the contract starts with `Sensitive.`; the generator
carries that into the models as attrs metadata. There is no other list.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol, TypeVar

from anyreach._errors import RedactedError
from anyreach._narrow import is_list
from anyreach_api.types import UNSET

T = TypeVar("T")

_STEPS: Final = re.compile(r"[^.\[\]]+")  # a path's names and indices
_SCOPES: Final = {"Conversation": "conversations:read_sensitive"}  # by a word of the model's name
_UNKNOWN_SCOPE: Final = "read_sensitive of its resource"


class Field(Protocol):
    """What is used of `attrs.Attribute`, without importing attrs before there is a model."""

    name: str
    metadata: Mapping[str, Any]
    type: Any


def sensitive_fields(model: object) -> frozenset[str]:
    """Return the names of the sensitive fields of a model, or of a model's class."""
    return frozenset(field.name for field in model_fields(model) if field.metadata.get("sensitive"))


def redacted_fields(value: object) -> frozenset[str]:
    """Return the names of the fields withheld from the token that fetched `value`.

    Args:
        value: A generated model, or a list of them. Names in nested models are dotted paths such
            as `conversation.summary`; in lists they start with an index, as in `[0].summary`.
    """
    return frozenset(_withheld(value, ""))


def is_redacted(model: object, name: str) -> bool:
    """Return whether a field is withheld from the token that fetched `model`.

    Args:
        model: A generated model, or a list of them.
        name: The field's name, or a path as `redacted_fields` returns it.

    Raises:
        AttributeError: There is no such field.
    """
    try:
        reveal(model, name)
    except RedactedError:
        return True
    return False


def reveal(model: object, name: str) -> Any:
    """Return the value of a field, or None when it has none.

    Args:
        model: A generated model, or a list of them.
        name: The field's name, or a path as `redacted_fields` returns it.

    Raises:
        RedactedError: The field, or one on the path to it, is withheld from the token that fetched
            `model`.
        AttributeError: There is no such field.
    """
    for step in _STEPS.findall(name) or [name]:
        model = _reveal_step(model, step)
    return model


def _reveal_step(model: object, step: str) -> Any:
    if is_list(model) and step.isdecimal() and int(step) < len(model):
        return model[int(step)]
    field = next((field for field in model_fields(model) if field.name == step), None)
    if field is None:
        raise AttributeError(f"{type(model).__name__} has no field {step!r}")
    value = getattr(model, step)
    if value is not UNSET:
        return value
    if not field.metadata.get("sensitive"):
        return None
    record_id = getattr(model, "id", None) or getattr(model, "conversation_id", None)
    model_name = type(model).__name__
    raise RedactedError(
        field=step,
        model=model_name,
        record_id=record_id if isinstance(record_id, str) else None,
        scope=next((s for noun, s in _SCOPES.items() if noun in model_name), _UNKNOWN_SCOPE),
    )


def redacted(value: T) -> T:
    """Return a copy of a generated model, or of a list of them, as a read-only token would see it.

    Sensitive fields are withheld, in nested models too. Keys that the contract does not know are
    dropped: nobody can tell whether they are sensitive.
    """
    if is_list(value):
        return [redacted(item) for item in value]  # type: ignore[return-value]
    fields = model_fields(value)
    if not fields:
        return copy.deepcopy(value)
    twin = copy.copy(value)
    for field in fields:
        if field.name == "additional_properties":
            kept: object = {}
        elif field.metadata.get("sensitive"):
            kept = UNSET
        else:
            kept = redacted(getattr(value, field.name))
        setattr(twin, field.name, kept)
    return twin


def model_fields(model: object) -> tuple[Field, ...]:
    """Return the attrs fields of a model or of a model's class; none for anything else."""
    fields: tuple[Field, ...] = getattr(model, "__attrs_attrs__", ())
    return fields


def _withheld(value: object, path: str) -> Iterator[str]:
    if is_list(value):
        for index, item in enumerate(value):
            yield from _withheld(item, f"{path}[{index}]")
    for field in model_fields(value):
        inner = getattr(value, field.name)
        name = f"{path}.{field.name}" if path else field.name
        if inner is not UNSET:
            yield from _withheld(inner, name)
        elif field.metadata.get("sensitive"):
            yield name
