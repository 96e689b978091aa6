"""What the generated models share: how they are decoded, shown, redacted and written as JSON."""

from __future__ import annotations

import copy
import datetime
import importlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar, Final, Self, TypeVar
from uuid import UUID

from attrs import NOTHING

from .errors import DecodeError, RedactedError
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

NO_NULLS: Final[frozenset[str]] = frozenset()

_STEPS: Final = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")  # a path's names and indices


class Model:
    """The base of every generated model.

    The slot `_response` is for whoever decoded it to note where it came from. It is not a field: it
    is not compared, shown, copied or pickled.
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
        if self._nulls:
            _forget_nulls(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(_shown(self))})"

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Check and decode a JSON object.

        Raises:
            errors.DecodeError: A value is not what the contract says.
        """
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`. Withheld fields have no key."""
        raise NotImplementedError

    @property
    def redacted_fields(self) -> frozenset[str]:
        """The names of the fields that are withheld, dotted in nested models."""
        return frozenset(withheld_in(self))

    def is_redacted(self, name: str) -> bool:
        """Return whether a field is withheld.

        Args:
            name: The field's name, or a path as `redacted_fields` has it.

        Raises:
            AttributeError: There is no such field.
        """
        try:
            self.reveal(name)
        except RedactedError:
            return True
        return False

    def reveal(self, name: str) -> Any:
        """Return the value of a field, or None when it has none.

        Args:
            name: The field's name, or a path as `redacted_fields` has it.

        Raises:
            errors.RedactedError: The field is withheld; the text names the scope it needs.
            AttributeError: There is no such field.
        """
        return reveal(self, name)

    def redacted(self) -> Self:
        """Return a copy without sensitive values, secrets and undeclared keys."""
        twin: Self = without_values(self)
        return twin

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Let pydantic and FastAPI take models: checked by `from_dict`, written by `to_dict`."""
        from pydantic_core import core_schema  # noqa: PLC0415  only pydantic asks for this

        def check(value: object) -> Any:
            if isinstance(value, cls):
                return value
            if isinstance(value, Mapping):
                return cls.from_dict(value)
            raise ValueError(f"expected a {cls.__name__} or a JSON object")

        return core_schema.no_info_plain_validator_function(
            check,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.to_dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        """Describe the model to pydantic as an object."""
        return {"type": "object", "title": cls.__name__}


def _forget_nulls(model: Any) -> None:
    """Forget that fields were null that have a value, as after `attrs.evolve`."""
    written = model.to_dict()
    model._nulls = frozenset(key for key in model._nulls if written[key] is None)


def _shown(model: Model) -> Iterator[str]:
    """Yield the parts of a model's text, which shows no sensitive value, secret or free text."""
    for field in model.__attrs_attrs__:
        value = getattr(model, field.name)
        if field.name == "_nulls" or (field.name == "additional_properties" and not value):
            continue
        if value is UNSET or value is None:
            text = "<redacted>" if value is UNSET and field.metadata.get("sensitive") else "None"
        else:
            text = repr(value) if field.repr else "<hidden>"
        yield f"{field.alias}={text}"


def withheld(model: Model, name: str) -> RedactedError:
    """Describe a sensitive field that is withheld."""
    record_id = getattr(model, model.__record__) if model.__record__ else None
    return RedactedError(
        field=name,
        model=type(model).__name__,
        record_id=record_id if isinstance(record_id, str) else None,
        scope=model.__scope__,
    )


def reveal(value: object, path: str) -> Any:
    """Return the value that a path leads to, or None when it has none."""
    steps = [index or name for index, name in _STEPS.findall(path)] or [path]
    for step in steps:
        if isinstance(value, Model):
            fields = {field.alias for field in value.__attrs_attrs__ if field.name != "_nulls"}
            if step not in fields:
                raise AttributeError(f"{type(value).__name__} has no field {step!r}")
            value = getattr(value, step)
        elif isinstance(value, (list, tuple)) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            raise AttributeError(f"{type(value).__name__} has no field {step!r}")
    return value


def withheld_in(value: object, path: str = "") -> Iterator[str]:
    """Yield the paths of the fields that are withheld in a value."""
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
    """Return a copy of a value; models in it have nothing sensitive, secret or undeclared."""
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
    """Return what is left of a field's value when the model is redacted."""
    if field.name == "additional_properties":
        return {}
    if field.metadata.get("sensitive"):
        return UNSET
    if field.metadata.get("secret"):
        is_stored = field.name != field.alias
        return UNSET if is_stored else "<hidden>" if field.default is NOTHING else None
    return without_values(value)


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
    """Decode the undeclared keys of an object; an error does not name them: they are data."""
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


def _text_of(expected: str, parse: Callable[[str], T]) -> Callable[[Any], T]:
    """Make a decoder of strings in the one form that `parse` reads."""

    def decode(value: Any) -> T:
        if type(value) is not str:
            raise mismatch(expected, value)
        try:
            return parse(value)
        except (ValueError, OverflowError):
            raise malformed(expected) from None

    return decode


date_time = _text_of("a date-time", fromisoformat)
date = _text_of("a date", datetime.date.fromisoformat)
uuid = _text_of("a UUID", UUID)

_EXACT: dict[Callable[[Any], Any], re.Pattern[str]] = {
    date_time: re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?"),
    date: re.compile(r"\d{4}-\d\d-\d\d"),
    uuid: re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
"""The usual one of the forms that a decoder reads (RFC 3339, RFC 9562)."""


def exactly(decode: Callable[[Any], T]) -> Callable[[Any], T]:
    """Make a decoder that takes only the usual form of a date, a date-time or a UUID."""
    form = _EXACT[decode]

    def decode_exactly(value: Any) -> T:
        if type(value) is str and form.fullmatch(value):
            return decode(value)
        raise malformed("the usual form")

    return decode_exactly


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
        self.from_dict: Callable[[Any], Any] = self._from_dict

    def load(self) -> Any:
        """Import the model."""
        model = getattr(importlib.import_module(self._module), self._name)
        self.from_dict = model.from_dict  # the next caller gets it directly
        return model

    def _from_dict(self, value: Any) -> Any:
        return self.load().from_dict(value)


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
        """Decode a member, known or not."""
        return self[string(value) if self._kind is str else integer(value)]

    def known(self, value: Any) -> E:
        """Decode a member that the contract knows."""
        if type(value) is self._kind and value in self:
            return self[value]
        raise DecodeError((), "is no value that the contract knows")


def list_of(decode: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Make a decoder of arrays."""

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
    """Decode an object about whose keys the contract says nothing."""
    return value if type(value) is dict else as_object(value)


def mapping_of(decode: Callable[[Any], T]) -> Callable[[Any], dict[str, T]]:
    """Make a decoder of objects that have values of one type under any key."""

    def decode_mapping(value: Any) -> dict[str, T]:
        return additional(mapping(value), NO_NULLS, decode)

    return decode_mapping


def first_of(expected: str, *decoders: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make a decoder that takes the first of several types that fits."""

    def decode(value: Any) -> Any:
        for decoder in decoders:
            try:
                return decoder(value)
            except DecodeError:
                continue
        raise mismatch(expected, value)

    return decode


def union(
    expected: str,
    *,
    text: Callable[[Any], Any] | None = None,
    number: Callable[[Any], Any] | None = None,
    boolean: Callable[[Any], Any] | None = None,
    null: Callable[[Any], Any] | None = None,
    array: Callable[[Any], Any] | None = None,
    object: Callable[[Any], Any] | None = None,  # noqa: A002  what JSON calls it
    other: Callable[[Any], Any] | None = None,
) -> Callable[[Any], Any]:
    """Make a decoder of a value of several types, by what the value is in JSON.

    Args:
        expected: What an error calls the types.
        text: Decodes a string.
        number: Decodes a number.
        boolean: Decodes a boolean.
        null: Decodes null.
        array: Decodes an array.
        object: Decodes an object.
        other: Decodes what the others do not take.
    """
    kinds = {
        str: text,
        int: number,
        float: number,
        bool: boolean,
        type(None): null,
        list: array,
        dict: object,
    }
    if other is not None:
        kinds = {kind: first_of(expected, one, other) for kind, one in kinds.items() if one}
    decoders: dict[type, Callable[[Any], Any]] = {kind: one for kind, one in kinds.items() if one}

    def decode(value: Any) -> Any:
        decoder = decoders.get(type(value), other)
        if decoder is None:
            raise mismatch(expected, value)
        return decoder(value)

    return decode


class Objects:
    """A decoder of one of several objects, which takes the one that a value says it is.

    Args:
        tags: By property and known value, the places of the models that have the value. A model
            that knows other values only is not tried when another one knows the value.
        rest: Decodes an object that is none of the models.
        models: The models.
    """

    def __init__(
        self,
        tags: Mapping[str, Mapping[Any, tuple[int, ...]]],
        rest: Callable[[Any], Any] | None,
        *models: Any,
    ) -> None:
        self._tags = [
            (key, by_value, frozenset(index for found in by_value.values() for index in found))
            for key, by_value in tags.items()
        ]
        self._rest = rest
        self._models = models

    def __call__(self, value: dict[str, Any]) -> Any:
        """Decode an object."""
        candidates: Sequence[int] = range(len(self._models))
        points: dict[int, int] = {}
        for key, by_value, closed in self._tags:
            tag = value.get(key)
            if type(tag) not in (str, int, bool):
                continue
            found = by_value.get(tag, ())
            left = [one for one in candidates if one in found or one not in closed]
            if not any(one in found for one in candidates):
                for one in closed:
                    points[one] = points.get(one, 0) + 1
                continue
            candidates = left
            if len(candidates) == 1:
                return self._models[candidates[0]].from_dict(value)
            for one in candidates:
                points[one] = points.get(one, 0) - (one in found)
        order = sorted(candidates, key=lambda one: (points.get(one, 0), self._misfit(one, value)))
        decoders = [self._models[one].from_dict for one in order]
        return first_of("an object", *decoders, *([self._rest] if self._rest else ()))(value)

    def _misfit(self, index: int, value: dict[str, Any]) -> tuple[int, int]:
        """Return how many keys a model needs that are not there, and how many it does not know."""
        model = self._models[index]
        if isinstance(model, _Later):
            model = model.load()
        return len(model.__required__ - value.keys()), len(value.keys() - model.__keys__)


def to_json(value: Any) -> Any:
    """Return the JSON form of what a field of a model holds."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return value
