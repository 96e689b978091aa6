"""The base of the generated models: decoding, repr, redaction and JSON."""

from __future__ import annotations

import copy
import datetime
import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, ClassVar, Final, Self, TypeVar
from uuid import UUID

from attrs import NOTHING

from ._json import to_json as to_json
from .errors import DecodeError, RedactedError
from .types import UNSET, pydantic_schema

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
"""Exceptions of decoding a nested value; `inside` turns them into the outer value's error."""

NO_NULLS: Final[frozenset[str]] = frozenset()

_STEPS: Final = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")  # a path's names and indices


class Model:
    """The base of every generated model.

    The slot `_response` holds the response that a record came in. It is not a field: it is not
    compared, shown, copied or pickled.
    """

    __slots__ = ("_response",)
    __attrs_attrs__: ClassVar[tuple[Any, ...]]
    __keys__: ClassVar[frozenset[str]]
    __required__: ClassVar[frozenset[str]] = NO_NULLS
    __record__: ClassVar[str | None] = None
    __scope__: ClassVar[str] = "read_sensitive of its resource"

    additional_properties: dict[str, Any]
    _nulls: frozenset[str]

    def __attrs_post_init__(self) -> None:
        """Clear the null marks of fields that have a value, as after `attrs.evolve`."""
        if self._nulls:
            written = self.to_dict()
            nulls = frozenset(key for key in self._nulls if written[key] is None)
            setattr(self, "_nulls", nulls)  # a slot of the generated class

    def __repr__(self) -> str:
        """Hide sensitive values, secrets and free text."""
        parts: list[str] = []
        for field in self.__attrs_attrs__:
            value = getattr(self, field.name)
            if field.name == "_nulls" or (field.name == "additional_properties" and not value):
                continue
            if value is UNSET and field.metadata.get("sensitive"):
                text = "<redacted>"
            elif value is UNSET or value is None:
                text = "None"
            else:
                text = repr(value) if field.repr else "<hidden>"
            parts.append(f"{field.alias}={text}")
        return f"{type(self).__name__}({', '.join(parts)})"

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Check and decode a JSON object, as each model does."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, as each model does."""
        raise NotImplementedError

    @property
    def redacted_fields(self) -> frozenset[str]:
        """The paths of withheld fields, dotted in nested models."""
        return frozenset(withheld_in(self))

    def is_redacted(self, name: str) -> bool:
        """Check whether a field is withheld.

        Args:
            name: The field's name, or a path in the form of `redacted_fields`.

        Returns:
            True if it is withheld; False if it has a value or is null.

        Raises:
            AttributeError: The model has no such field.
        """
        return is_redacted(self, name)

    def reveal(self, name: str) -> Any:
        """Read a field by its name.

        Args:
            name: The field's name, or a path in the form of `redacted_fields`.

        Returns:
            The value, or None.

        Raises:
            errors.RedactedError: The field is withheld. The message names the scope it needs.
            AttributeError: The model has no such field.
        """
        return reveal(self, name)

    def redacted(self) -> Self:
        """Return a copy without sensitive values, secrets and undeclared keys.

        Returns:
            The copy.
        """
        twin: Self = without_values(self)
        return twin

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Let pydantic and FastAPI use models, through `from_dict` and `to_dict`."""

        def check(value: object) -> Any:
            if isinstance(value, cls):
                return value
            if isinstance(value, Mapping):
                return cls.from_dict(value)
            raise ValueError(f"expected a {cls.__name__} or a JSON object")

        return pydantic_schema(check, cls.to_dict)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        """Describe the model to pydantic as an object."""
        return {"type": "object", "title": cls.__name__}


def withheld(model: Model, name: str) -> RedactedError:
    """Return the error for a withheld field."""
    record_id = getattr(model, model.__record__) if model.__record__ else None
    return RedactedError(
        field=name,
        model=type(model).__name__,
        record_id=record_id if isinstance(record_id, str) else None,
        scope=model.__scope__,
    )


def reveal(value: object, path: str) -> Any:
    """Return the value at a path, or None."""
    steps = [index or name for index, name in _STEPS.findall(path)] or [path]
    for step in steps:
        if isinstance(value, Model) and any(
            step == field.alias != "nulls" for field in value.__attrs_attrs__
        ):
            value = getattr(value, step)
        elif isinstance(value, (list, tuple)) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            raise AttributeError(f"{type(value).__name__} has no field {step!r}")
    return value


def is_redacted(value: object, path: str) -> bool:
    """Return whether the field at a path is withheld."""
    try:
        reveal(value, path)
    except RedactedError:
        return True
    return False


def withheld_in(value: object, path: str = "") -> Iterator[str]:
    """Yield the paths of a value's withheld fields."""
    if isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from withheld_in(item, f"{path}[{index}]")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from withheld_in(item, f"{path}[{key}]")
    elif isinstance(value, Model):
        for field in value.__attrs_attrs__:
            inner = getattr(value, field.name)
            name = f"{path}.{field.alias}" if path else field.alias
            if inner is not UNSET:
                yield from withheld_in(inner, name)
            elif field.metadata.get("sensitive"):
                yield name


def without_values(value: Any) -> Any:
    """Return a copy of a value; its models have no sensitive, secret or undeclared values."""
    if isinstance(value, list):
        return [without_values(item) for item in value]
    if isinstance(value, tuple):
        return tuple(without_values(item) for item in value)
    if isinstance(value, Mapping):
        return {key: without_values(item) for key, item in value.items()}
    if not isinstance(value, Model):
        return value
    twin = copy.copy(value)
    for field in value.__attrs_attrs__:
        setattr(twin, field.name, _kept(field, getattr(value, field.name)))
    return twin


def _kept(field: Any, value: Any) -> Any:
    """Return a field's value in a redacted copy of its model."""
    if field.name == "additional_properties":
        return {}
    if field.metadata.get("sensitive"):
        return UNSET
    if field.metadata.get("secret"):
        is_stored = field.name != field.alias
        return UNSET if is_stored else "<hidden>" if field.default is NOTHING else None
    return without_values(value)


def mismatch(expected: str, value: object, *path: str | int) -> DecodeError:
    """Return the error for a value of the wrong JSON type. It does not contain the value."""
    got = _NOUNS.get(type(value)) or f"a Python {type(value).__name__}"
    return DecodeError(path, f"expected {expected}, got {got}")


def missing(key: str) -> DecodeError:
    """Return the error for a missing required key."""
    return DecodeError((key,), "is required but missing")


def inside(fault: DecodeError | RecursionError, key: str | int) -> DecodeError:
    """Return a nested value's error with the outer value's key added to its path."""
    if isinstance(fault, DecodeError):
        return DecodeError((key, *fault.path), fault.problem)
    return DecodeError((key,), "is nested too deeply")


def additional(
    source: Mapping[str, Any], declared: frozenset[str], decode: Callable[[Any], T]
) -> dict[str, T]:
    """Decode an object's undeclared keys. Errors do not contain the keys, since they are data."""
    try:
        return {key: decode(value) for key, value in source.items() if key not in declared}
    except FAULTS as fault:
        raise inside(fault, "*") from None


def anything(value: Any) -> Any:
    """Decode a value without a schema."""
    return value


def integer(value: Any) -> int:
    """Decode an integer; in JSON, 1.0 equals 1."""
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise mismatch("an integer", value)


def _of_type(expected: str, *types: type) -> Callable[[Any], Any]:
    """Make a decoder for a JSON type."""

    def decode(value: Any) -> Any:
        if type(value) in types:
            return value
        raise mismatch(expected, value)

    return decode


string: Callable[[Any], str] = _of_type("a string", str)
boolean: Callable[[Any], bool] = _of_type("a boolean", bool)
null: Callable[[Any], None] = _of_type("null", type(None))
# An integer stays an integer, so no digit is lost.
number: Callable[[Any], float] = _of_type("a number", float, int)

fromisoformat = datetime.datetime.fromisoformat
_LEAP_SECOND = re.compile(r"(.+:[0-5][0-9]:)60(.*)")


def rare_date_time(text: str) -> datetime.datetime:
    """Parse RFC 3339 beyond `fromisoformat`: lower-case `t` and `z`, and leap seconds.

    Raises:
        ValueError: The text is not a date-time.
        OverflowError: The date is after the year 9999.
    """
    text = text.upper()
    if (leap := _LEAP_SECOND.fullmatch(text)) is None:
        return fromisoformat(text)
    return fromisoformat(f"{leap[1]}59{leap[2]}") + datetime.timedelta(seconds=1)


def _text_of(expected: str, parse: Callable[[str], T]) -> Callable[[Any], T]:
    """Make a decoder for strings that `parse` reads."""

    def decode(value: Any) -> T:
        if type(value) is not str:
            raise mismatch(expected, value)
        try:
            return parse(value)
        except (ValueError, OverflowError):
            raise mismatch(expected, value) from None

    return decode


date_time = _text_of("a date-time", rare_date_time)
date = _text_of("a date", datetime.date.fromisoformat)
uuid = _text_of("a UUID", UUID)


def constant(expected: T) -> Callable[[Any], T]:
    """Make a decoder for a constant."""

    def decode(value: Any) -> T:
        if type(value) is type(expected) and value == expected:
            return expected
        raise DecodeError((), "is not the only value that the contract allows")

    return decode


class _Later:
    """A model that is imported when first decoded."""

    def __init__(self, module: str, name: str) -> None:
        self._place = module, name
        self.from_dict: Callable[[Any], Any] = lambda value: self.load().from_dict(value)

    def load(self) -> Any:
        """Import the model."""
        module, name = self._place
        model = getattr(importlib.import_module(module), name)
        self.from_dict = model.from_dict  # the next caller gets it directly
        return model


later: Callable[[str, str], Any] = _Later
"""Makes a placeholder for the model with this name in a module."""


class Members(dict[Any, E]):
    """The members of an open enum by value. Unknown values make new members."""

    def __init__(self, enum: type[E], kind: type) -> None:
        super().__init__({member.value: member for member in enum})
        self._enum = enum
        self._kind = kind

    def __missing__(self, value: Any) -> E:
        return self._enum(value)

    def decode(self, value: Any) -> E:
        """Decode a known or unknown member."""
        return self[string(value) if self._kind is str else integer(value)]

    def known(self, value: Any) -> E:
        """Decode a known member."""
        if type(value) is self._kind and value in self:
            return self[value]
        raise DecodeError((), "is not a value in the contract")


def list_of(decode: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Make a decoder for arrays."""

    def decode_list(value: Any) -> list[T]:
        if type(value) is not list:
            raise mismatch("an array", value)
        items: list[T] = []
        try:
            for item in value:
                items.append(decode(item))  # noqa: PERF401  the length names the item that is wrong
        except FAULTS as fault:
            raise inside(fault, len(items)) from None
        return items

    return decode_list


def mapping(value: Any) -> dict[str, Any]:
    """Decode an object without declared properties."""
    if type(value) is dict:
        return value
    if isinstance(value, Mapping):
        return dict(value)
    raise mismatch("an object", value)


def mapping_of(decode: Callable[[Any], T]) -> Callable[[Any], dict[str, T]]:
    """Make a decoder for objects with arbitrary keys and values of one type."""

    def decode_mapping(value: Any) -> dict[str, T]:
        return additional(mapping(value), NO_NULLS, decode)

    return decode_mapping


def first_of(expected: str, *decoders: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make a decoder for several types; the first that fits is used."""

    def decode(value: Any) -> Any:
        for decoder in decoders:
            try:
                return decoder(value)
            except DecodeError:
                continue
        raise mismatch(expected, value)

    return decode


_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "text": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


def union(
    expected: str, other: Callable[[Any], Any] | None = None, **by_kind: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    """Make a decoder for several types, chosen by the value's JSON type.

    The keywords are decoders by JSON type; `other` decodes the remaining values.
    """
    decoders = {
        kind: one if other is None else first_of(expected, one, other)
        for name, one in by_kind.items()
        for kind in _KINDS[name]
    }

    def decode(value: Any) -> Any:
        decoder = decoders.get(type(value), other)
        if decoder is None:
            raise mismatch(expected, value)
        return decoder(value)

    return decode


def objects(
    tags: Mapping[str, Mapping[Any, tuple[int, ...]]],
    rest: Callable[[Any], Any] | None,
    *models: Any,
) -> Callable[[dict[str, Any]], Any]:
    """Make a decoder for several models, chosen by the known values of an object.

    `tags` has the indices of the models with a known value, by property and value. If a model knows
    the value, models that only know other values are not tried. `rest` decodes objects that match
    no model.
    """
    closed = {key: frozenset().union(*by_value.values()) for key, by_value in tags.items()}

    def misfit(model: Any, value: dict[str, Any]) -> tuple[int, int]:
        """Return the number of missing required keys, and of undeclared ones."""
        model = model.load() if isinstance(model, _Later) else model
        return len(model.__required__ - value.keys()), len(value.keys() - model.__keys__)

    def decode(value: dict[str, Any]) -> Any:
        candidates = set(range(len(models)))
        points = [0] * len(models)
        for key, by_value in tags.items():
            tag = value.get(key)
            if type(tag) not in (str, int, bool):
                continue
            found = candidates.intersection(by_value.get(tag, ()))
            others = closed[key] - found
            candidates -= others if found else set()
            if found and len(candidates) == 1:
                return models[candidates.pop()].from_dict(value)
            for one in candidates:
                points[one] += (one in others) - (one in found)
        order = sorted(candidates, key=lambda one: (points[one], misfit(models[one], value)))
        decoders = [models[one].from_dict for one in order]
        return first_of("an object", *decoders, *([rest] if rest else ()))(value)

    return decode
