"""Check what a value was read as: the right class at every level, and nothing lost."""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_type_hints
from uuid import UUID

import attrs

from tests.wild.schemas import ANSWER, Schema, is_list, is_object, same
from tests.wild.validation import ValidatingContract

_BESIDE = {"additionalproperties", "nulls", "response"}
_FORMATS = {"date-time": dt.datetime, "date": dt.date, "uuid": UUID}


def faults(
    read: Any, value: Any, schema: Schema, contract: ValidatingContract, at: str = ""
) -> Iterator[str]:
    """Yield what is wrong with what a JSON value was read as.

    Args:
        read: What it was read as.
        value: The value, which is valid.
        schema: Its schema.
        contract: The contract.
        at: Where the value is.
    """
    if value is None:
        if read is not None:
            yield f"{at}: null was read as {_name(read)}"
        return
    schema = contract.resolve(schema)
    if contract.branches(schema):
        yield from _of_union(read, value, schema, contract, at)
        return
    parts = schema.get("allOf", ())
    if len(parts) == 1 and not schema.keys() & {"properties", "enum", "items"}:
        yield from faults(read, value, parts[0], contract, at)
        return
    yield from _of_kind(read, value, schema, contract, at)


def _of_kind(
    read: Any, value: Any, schema: Schema, contract: ValidatingContract, at: str
) -> Iterator[str]:
    properties = contract.properties(schema)
    if is_object(value) and (schema or properties):
        if properties:
            yield from _of_object(read, value, properties, contract, at)
        elif not is_object(read) or read.keys() != value.keys():
            yield f"{at}: an object without properties was read as {_name(read)}"
        else:
            inner = schema.get("additionalProperties")
            for key, item in value.items():
                one = inner if is_object(inner) else {}
                yield from faults(read[key], item, one, contract, f"{at}.{key}")
    elif is_list(value):
        if not is_list(read) or len(read) != len(value):
            yield f"{at}: an array was read as {_name(read)}"
            return
        for index, (one, item) in enumerate(zip(read, value, strict=True)):
            yield from faults(one, item, schema.get("items", {}), contract, f"{at}[{index}]")
    else:
        yield from _of_scalar(read, value, schema, at)


def _of_scalar(read: Any, value: Any, schema: Schema, at: str) -> Iterator[str]:
    if not same_text(plain(read), value):
        yield f"{at}: {value!r} was read as {read!r}"
    if isinstance(value, str):
        wanted = _FORMATS.get(schema.get("format", ""))
        if len(schema.get("enum", ())) > 1 and not isinstance(read, Enum):
            yield f"{at}: a member of an enum was read as {_name(read)}"
        elif wanted and "enum" not in schema and not isinstance(read, wanted):
            yield f"{at}: a {schema['format']} was read as {_name(read)}"


def _of_union(
    read: Any, value: Any, schema: Schema, contract: ValidatingContract, at: str
) -> Iterator[str]:
    for branch, name, tags in contract.tags(schema):
        if is_object(value) and any(same(value.get(name), tag) for tag in tags):
            yield from faults(read, value, branch, contract, at)
            yield from (f"{at}: {one}" for one in _of_tag(read, name, tags))
            return
    branches = contract.branches(schema)
    fitting = [one for one in branches if not contract.errors(value, one, ANSWER)]
    if len(fitting) == 1 and (is_object(value) or is_list(value)):
        yield from faults(read, value, fitting[0], contract, at)
    elif not same_text(plain(read), value):
        yield f"{at}: was read as another value"


def _of_tag(read: Any, name: str, tags: list[Any]) -> Iterator[str]:
    """Yield that a class does not know the tag by which it should have been taken."""
    if not hasattr(read, "to_dict"):
        yield f"a tagged object was read as {_name(read)}"
        return
    known = [
        getattr(member, "value", member)
        for attribute, hint in _hints(read.__class__).items()
        if _plain(attribute) == _plain(name)
        for one in (hint, *get_args(hint))
        for member in (one if isinstance(one, type) and issubclass(one, Enum) else get_args(one))
    ]
    if known and not any(tag in known for tag in tags):
        yield f"{_name(read)} is not the class of the tag {tags}"


@functools.cache
def _hints(model: Any) -> dict[str, Any]:
    models: Any = importlib.import_module(model.__module__.rpartition(".")[0])
    return get_type_hints(model, None, {name: getattr(models, name) for name in models.__all__})


def _of_object(
    read: Any,
    value: dict[str, Any],
    properties: dict[str, list[Schema]],
    contract: ValidatingContract,
    at: str,
) -> Iterator[str]:
    if not hasattr(read, "to_dict"):
        yield f"{at}: an object with properties was read as {_name(read)}"
        return
    if not same_text(read.to_dict(), value):
        yield f"{at}: {_name(read)} gives back another object: {difference(read.to_dict(), value)}"
    attributes: dict[str, list[str]] = {}
    model: Any = read.__class__
    for one in attrs.fields(model):
        attributes.setdefault(_plain(one.alias), []).append(one.alias)
    wanted = {_plain(name) for name in properties}
    if attributes.keys() - _BESIDE != wanted - _BESIDE:
        yield f"{at}: {_name(read)} is not the class of this object"
        return
    for name, definitions in properties.items():
        names = attributes.get(_plain(name), [])
        if len(names) == 1 and name in value and len(definitions) == 1:
            inner = getattr(read, names[0])
            yield from faults(inner, value[name], definitions[0], contract, f"{at}.{name}")


def plain(read: Any) -> Any:
    """Return the JSON value of what was read."""
    if hasattr(read, "to_dict"):
        return read.to_dict()
    if is_list(read):
        return [plain(one) for one in read]
    if is_object(read):
        return {key: plain(one) for key, one in read.items()}
    if isinstance(read, Enum):
        return read.value
    if isinstance(read, dt.date):
        return read.isoformat()
    return str(read) if isinstance(read, UUID) else read


def same_text(one: Any, other: Any) -> bool:
    """Tell whether two JSON values are the same, times written in either way."""
    return same(_with_times(one), _with_times(other))


def _with_times(value: Any) -> Any:
    if is_object(value):
        return {key: _with_times(one) for key, one in value.items()}
    if is_list(value):
        return [_with_times(one) for one in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return dt.datetime.fromisoformat(value).isoformat()
    return value


def difference(one: Any, other: Any, at: str = "") -> str:
    """Return the first difference of two JSON values."""
    if is_object(one) and is_object(other):
        if one.keys() != other.keys():
            return f"{at} has the keys {sorted(one.keys() ^ other.keys())} on one side only"
        for key in one:
            if not same_text(one[key], other[key]):
                return difference(one[key], other[key], f"{at}.{key}")
    if is_list(one) and is_list(other) and len(one) == len(other):
        for index, (here, there) in enumerate(zip(one, other, strict=True)):
            if not same_text(here, there):
                return difference(here, there, f"{at}[{index}]")
    return f"{at} {one!r} and not {other!r}"[:200]


def _plain(name: str) -> str:
    return re.sub(r"field_|[^a-z0-9]", "", name.lower())


def _name(value: Any) -> str:
    return type(value).__name__
