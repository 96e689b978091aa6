"""What the generated models share: how a field is checked, shown and turned back into JSON."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from .errors import DecodeError
from .types import UNSET

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

_NOUNS = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
}

FAULTS = (DecodeError, RecursionError)
"""What decoding a nested value may raise; `inside` turns it into the outer value's error."""


class Model:
    """The base of every generated model: undeclared keys are read and written like a dictionary's.

    The slot `_client` is for who decoded it to leave word of itself: no field, so that it is in no
    comparison, text, copy or pickle.
    """

    __slots__ = ("_client",)

    additional_properties: dict[str, Any]

    @property
    def additional_keys(self) -> list[str]:
        """The names of the keys that the contract does not declare."""
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: object) -> bool:
        return key in self.additional_properties

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        raise NotImplementedError


def hidden(value: object) -> str:
    """Represent a field that may hold a person's words or number."""
    return "<UNSET>" if value is UNSET else "<hidden>"


def redacted(value: object) -> str:
    """Represent a sensitive field: withheld, or hidden whatever it holds."""
    return "<redacted>" if value is UNSET else "<hidden>"


def mismatch(expected: str, value: object, *path: str | int) -> DecodeError:
    """Describe a value of the wrong JSON type, without the value."""
    got = _NOUNS.get(type(value)) or f"a Python {type(value).__name__}"
    return DecodeError(path, f"expected {expected}, got {got}")


def malformed(expected: str, *path: str | int) -> DecodeError:
    """Describe a string in the wrong form, without the string."""
    return DecodeError(path, f"expected {expected}, got a string in another form")


def missing(key: str) -> DecodeError:
    """Describe a required key that is absent."""
    return DecodeError((key,), "is required, and missing")


def inside(fault: DecodeError | RecursionError, key: str | int) -> DecodeError:
    """Lead the path of a nested value's error through the outer value's key."""
    if isinstance(fault, DecodeError):
        return DecodeError((key, *fault.path), fault.problem)
    return DecodeError((key,), "is nested too deeply")


def as_object(value: object) -> dict[str, Any]:
    """Decode an object that is not a plain `dict`."""
    if isinstance(value, Mapping):
        return dict(value)
    raise mismatch("an object", value)


def additional(
    source: Mapping[str, Any], declared: frozenset[str], decode: Callable[[Any], T]
) -> dict[str, T]:
    """Decode the undeclared keys of an object; an error does not name them, because they are data."""
    try:
        return {key: decode(value) for key, value in source.items() if key not in declared}
    except FAULTS as fault:
        raise inside(fault, "*") from None


def anything(value: Any) -> Any:
    """Decode a value about which the contract says nothing."""
    return value


def null(value: Any) -> None:
    """Decode a value that can only be null."""
    if value is not None:
        raise mismatch("null", value)


def string(value: Any) -> str:
    """Decode a string."""
    if type(value) is str:
        return value
    raise mismatch("a string", value)


def integer(value: Any) -> int:
    """Decode an integer; JSON does not tell 1.0 from 1."""
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise mismatch("an integer", value)


def number(value: Any) -> float:
    """Decode a number; an integer stays one, so that none of its digits is lost."""
    if type(value) is float or type(value) is int:
        return value
    raise mismatch("a number", value)


def boolean(value: Any) -> bool:
    """Decode a boolean."""
    if type(value) is bool:
        return value
    raise mismatch("a boolean", value)


fromisoformat = datetime.datetime.fromisoformat


def text_of(expected: str, parse: Callable[[str], T]) -> Callable[[Any], T]:
    """Make a decoder of strings in the one form that `parse` reads."""

    def decode(value: Any) -> T:
        if type(value) is not str:
            raise mismatch(expected, value)
        try:
            return parse(value)
        except (ValueError, OverflowError):
            raise malformed(expected) from None

    return decode


def constant(expected: T) -> Callable[[Any], T]:
    """Make a decoder of the one value that the contract allows."""

    def decode(value: Any) -> T:
        if type(value) is type(expected) and value == expected:
            return expected
        raise DecodeError((), "is not the one value that the contract allows")

    return decode


class _Later:
    """A model that is imported when a value of it is first decoded."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name
        self._model: Any = None
        self.from_dict: Callable[[Any], Any] = self._from_dict

    def _from_dict(self, value: Any) -> Any:
        if self._model is None:
            self._model = getattr(importlib.import_module(self._module), self._name)
            self.from_dict = self._model.from_dict  # who asks again gets it directly
        return self._model.from_dict(value)


def later(module: str, name: str) -> Any:
    """Stand for a model, so that its module is imported when it is first needed.

    Args:
        module: The name of the module.
        name: The name of the model in it.
    """
    return _Later(module, name)


class Members(dict[Any, E]):
    """The members of an open enum by value; a value that is not known makes a new member."""

    def __init__(self, enum: type[E], kind: type) -> None:
        super().__init__({member.value: member for member in enum})
        self._enum = enum
        self._kind = kind

    def __missing__(self, value: Any) -> E:
        return self._enum(value)

    def decode(self, value: Any) -> E:
        """Decode a member."""
        return self[string(value) if self._kind is str else integer(value)]


def list_of(decode: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Make a decoder of arrays."""

    def decode_list(value: Any) -> list[T]:
        if type(value) is not list:
            raise mismatch("an array", value)
        items: list[T] = []
        try:
            for item in value:
                items.append(decode(item))  # noqa: PERF401: the length names the item that is wrong
        except FAULTS as fault:
            raise inside(fault, len(items)) from None
        return items

    return decode_list


def any_of(expected: str, *decoders: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make a decoder that takes the first of several types that fits."""

    def decode(value: Any) -> Any:
        for decoder in decoders:
            try:
                return decoder(value)
            except DecodeError:
                continue
        raise mismatch(expected, value)

    return decode


def to_json(value: Any) -> Any:
    """Return the JSON form of what a field of a model holds."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, dict)):
        return value
    return str(value)  # a UUID: the one other type of a field
