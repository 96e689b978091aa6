"""Arguments of a request, read by the types that the contract gives them, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from anyreach._core.type_guards import is_list, is_mapping
from anyreach.testing._http import parse_json
from anyreach_api.errors import DecodeError
from anyreach_api.types import Unset

_DATE_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


def plain(name: str) -> str:
    """Return what a name has in JSON, in a header and in Python alike."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def when(text: object) -> datetime | None:
    """Return the time that a text names, in UTC where it does not say; None when it names none."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


class Parameter(NamedTuple):
    """An argument of an operation.

    Attributes:
        name: Its Python name.
        types: The types of its value, null aside.
        required: Whether it must be sent.
        nullable: Whether null can be sent.
    """

    name: str
    types: tuple[Any, ...]
    required: bool
    nullable: bool

    @classmethod
    def of(cls, name: str, annotation: Any, *, required: bool) -> Parameter:
        """Read the annotation of an argument: one that is None by default is then left out."""
        union = get_origin(annotation) in {Union, UnionType}
        members = get_args(annotation) if union else (annotation,)
        nullable = Any in members or Unset in members or (required and NoneType in members)
        types = tuple(one for one in members if one not in {NoneType, Unset})
        return cls(name, types, required, nullable)

    @property
    def repeats(self) -> bool:
        """Whether it can be sent any number of times."""
        return any(get_origin(one) is list for one in self.types)

    def parse(self, text: str, held: Collection[str]) -> Any:
        """Return the value of a text in a query.

        Args:
            text: The text.
            held: Values that an enum has beside those that the contract knows.

        Raises:
            ValueError: It is none of this parameter's types; says what is expected.
        """
        problem = ValueError("expected no value")
        for kind in self.types:
            try:
                return _parse(kind, text, held)
            except ValueError as fault:
                problem = fault
        raise problem

    def check(self, value: Any) -> None:
        """Check a JSON value.

        Raises:
            DecodeError: It is none of this parameter's types; says what is expected.
        """
        if value is None:
            if not self.nullable:
                raise DecodeError((), "this may be left out, but not be null")
            return
        problem = DecodeError((), "expected null")
        for kind in self.types:
            try:
                _check(kind, value)
            except DecodeError as fault:
                problem = fault
            else:
                return
        raise problem


def _is(kind: Any, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)


def _values(kind: Any) -> list[Any] | None:
    """Return the values of an enum or a literal; None for another type."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    return [member.value for member in kind] if _is(kind, Enum) else None


def _one_of(values: list[Any]) -> str:
    return f"expected one of {', '.join(map(str, values))}"


def _parse(kind: Any, text: str, held: Collection[str]) -> Any:
    values = _values(kind)
    if values is not None:
        if text not in held and text not in map(str, values):
            raise ValueError(_one_of(values))
        return text
    if get_origin(kind) is list:
        return _parse(get_args(kind)[0], text, held)
    if kind in {Any, str}:
        return text
    return _PARSERS[kind](text) if kind in _PARSERS else _object(text)


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,4000}", text, re.ASCII):
        raise ValueError("expected an integer")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[+-]?\d{1,300}(\.\d+)?([eE][+-]?\d{1,2})?", text, re.ASCII):
        raise ValueError("expected a number")
    return float(text)


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("expected true or false")
    return text == "true"


def _date_time(text: str) -> datetime:
    moment = when(text) if _DATE_TIME.fullmatch(text) else None
    if moment is None:
        raise ValueError("expected a date-time with its offset (RFC 3339)")
    return moment


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) or when(text) is None:
        raise ValueError("expected a date (RFC 3339)")
    return text


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("expected a UUID") from None


def _object(text: str) -> Mapping[str, Any]:
    document = parse_json(text)
    if not is_mapping(document):
        raise ValueError("expected a JSON object")
    return document


_PARSERS: Final[Mapping[Any, Callable[[str], Any]]] = {
    int: _integer,
    float: _number,
    bool: _boolean,
    datetime: _date_time,
    date: _date,
    UUID: _uuid,
}

_JSON: Final[Mapping[Any, tuple[str, tuple[type, ...]]]] = {
    str: ("a string", (str,)),
    int: ("an integer", (int,)),
    float: ("a number", (int, float)),
    bool: ("a boolean", (bool,)),
    dict: ("an object", (dict,)),
}


def _check(kind: Any, value: Any) -> None:
    values = _values(kind)
    if values is not None:
        if not any(value == one and type(value) is type(one) for one in values):
            raise DecodeError((), _one_of(values))
    elif get_origin(kind) is list:
        _check_items(get_args(kind)[0], value)
    elif hasattr(kind, "from_dict"):
        kind.from_dict(value)
    else:
        _check_plain(get_origin(kind) or kind, value)


def _check_items(kind: Any, value: Any) -> None:
    if not is_list(value):
        raise DecodeError((), "expected an array")
    item = Parameter.of("", kind, required=True)
    for index, one in enumerate(value):
        try:
            item.check(one)
        except DecodeError as fault:
            raise DecodeError((index, *fault.path), fault.problem) from None


def _check_plain(kind: Any, value: Any) -> None:
    if kind in _JSON:
        expected, types = _JSON[kind]
        if not isinstance(value, types) or (isinstance(value, bool) and kind is not bool):
            raise DecodeError((), f"expected {expected}")
    elif kind in _PARSERS:
        try:
            _PARSERS[kind](value if isinstance(value, str) else "")
        except ValueError as problem:
            raise DecodeError((), str(problem)) from None
