"""Turn JSON values into arguments of the types that a generated method takes."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

from tests.wild.received import faults
from tests.wild.schemas import Schema, is_list, is_object, same
from tests.wild.validation import ValidatingContract


class UnfitError(Exception):
    """The type of an argument does not take a value that the contract takes."""


def to_python(value: Any, hint: Any, contract: ValidatingContract, schema: Schema) -> Any:
    """Return a JSON value as an argument of a type.

    Raises:
        UnfitError: No alternative of the type takes it.
    """
    for taken in _Taking(contract).by(hint, value, schema):
        return taken
    raise UnfitError(f"{hint} does not take a {type(value).__name__}")


class _Taking:
    """Finds what a type makes of a JSON value."""

    def __init__(self, contract: ValidatingContract) -> None:
        self._contract = contract

    def by(self, hint: Any, value: Any, schema: Schema) -> Iterator[Any]:
        """Yield the value as each alternative of a type that takes it."""
        origin = get_origin(hint)
        if origin in {Union, types.UnionType}:
            for one in sorted(get_args(hint), key=_looseness):
                yield from self.by(one, value, schema)
        elif origin in {list, dict}:
            yield from self._inside(hint, value, schema)
        elif hint is Any or (origin is Literal and any(same(value, one) for one in get_args(hint))):
            yield value
        elif "BinaryIO" in str(hint) and isinstance(value, str):
            yield value.encode()
        elif isinstance(hint, type):
            yield from self._by_class(hint, value, schema)

    def _inside(self, hint: Any, value: Any, schema: Schema) -> Iterator[Any]:
        *_, inner = get_args(hint)
        items = self._contract.resolve(schema).get("items", {})
        try:
            if get_origin(hint) is list and is_list(value):
                yield [to_python(one, inner, self._contract, items) for one in value]
            if get_origin(hint) is dict and is_object(value):
                yield {key: to_python(one, inner, self._contract, {}) for key, one in value.items()}
        except UnfitError:
            return

    def _by_class(self, hint: Any, value: Any, schema: Schema) -> Iterator[Any]:
        if hasattr(hint, "from_dict"):
            made = _parsed(value, hint.from_dict) if is_object(value) else None
            if made is not None and not [*faults(made, value, schema, self._contract)]:
                yield made
        elif issubclass(hint, Enum):
            members: list[Any] = list(hint)
            if hint.__name__ != "Unset" and type(value) in {type(one.value) for one in members}:
                yield hint(value)
        elif parse := _PARSERS.get(hint):
            made = _parsed(value, parse) if isinstance(value, str) else None
            yield from () if made is None else (made,)
        elif type(value) is hint or (hint is float and type(value) is int):
            yield value


def _looseness(hint: Any) -> int:
    """Return a number by which strict types come before loose ones."""
    if hint in _PARSERS or hasattr(hint, "from_dict"):
        return 0
    return 2 if hint in {str, Any} or get_origin(hint) is dict else 1


_PARSERS: dict[type, Callable[[str], Any]] = {
    dt.datetime: dt.datetime.fromisoformat,
    dt.date: dt.date.fromisoformat,
    UUID: UUID,
    bytes: str.encode,
}


def _parsed(value: Any, parse: Callable[[Any], Any]) -> Any:
    try:
        return parse(value)
    except ValueError:
        return None
