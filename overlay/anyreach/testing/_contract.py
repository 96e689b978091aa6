"""The contract: its operations, found by method and path, and their arguments, read by type."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from enum import Enum
from functools import cache, cached_property
from http.cookies import SimpleCookie
from types import NoneType, UnionType
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from anyreach._core.type_guards import is_list, is_mapping
from anyreach.testing._http import Answer, Request, error, parse_json, refusal, to_json
from anyreach_api import models
from anyreach_api._operation import Info
from anyreach_api.contract import OPERATIONS, PATHS, SERVER_URL
from anyreach_api.errors import DecodeError
from anyreach_api.types import Unset, WithId

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
        types = tuple(one for one in members if one not in {NoneType, Unset, WithId})
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
        return Parameter.of("", get_args(kind)[0], required=True).parse(text, held)
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


_BASE: Final = urlsplit(SERVER_URL).path.rstrip("/")


class _Given:
    """An answer as an operation reads it."""

    headers: Final[Mapping[str, str]] = {}

    def __init__(self, answer: Answer) -> None:
        self.status = answer.status
        self.content = to_json(answer.document)

    def json(self) -> Any:
        """Return the JSON value."""
        return json.loads(self.content)


class Operation:
    """An operation of the contract.

    Attributes:
        info: What the contract says about it.
        path: Its path template, with the path of a server of its own.
    """

    def __init__(self, module: Any, path: str) -> None:
        self.info: Info = module.INFO
        self.path = path
        self._read: Callable[[Any], Any] = module.read
        self._request: Callable[..., Any] = module.request

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Its parameters beside those of the path, by their plain names."""
        hints = get_type_hints(self._request)
        written = inspect.signature(self._request).parameters.values()
        return {
            plain(one.name): Parameter.of(
                one.name, hints[one.name], required=one.default is one.empty
            )
            for one in written
            if one.kind is one.KEYWORD_ONLY
        }

    def parameter(self, location: str, key: str) -> Parameter | None:
        """Return the parameter that is sent under a key; it may have its location as a prefix."""
        return self.parameters.get(f"{location}{plain(key)}") or self.parameters.get(plain(key))

    @cached_property
    def _answers(self) -> tuple[Any, ...]:
        annotation = get_type_hints(self._read)["return"]
        is_union = get_origin(annotation) in {Union, UnionType}
        return get_args(annotation) if is_union else (annotation,)

    @property
    def answers_nothing(self) -> bool:
        """Whether its answer has no content."""
        return NoneType in self._answers

    @property
    def answers_anything(self) -> bool:
        """Whether the contract does not say what its answer is."""
        return Any in self._answers

    @cached_property
    def lists(self) -> type | None:
        """The model of the records that it lists; None when it lists none."""
        paging = self.info.pagination
        found = [get_args(one)[0] for one in self._answers if get_origin(one) is list]
        if paging is not None:
            found = [getattr(paging.item, "__self__", None)]  # a classmethod of the model
        return found[0] if found and hasattr(found[0], "from_dict") else None

    @cached_property
    def model(self) -> type | None:
        """The model of the one record that it answers with; None when it is another value."""
        found = [one for one in self._answers if hasattr(one, "from_dict")]
        return found[0] if len(found) == 1 and self.info.pagination is None else None

    def decode(self, answer: Answer) -> Any:
        """Return what the client makes of a successful answer.

        Raises:
            DecodeError: The response doesn't match the contract.
        """
        return self._read(_Given(answer))

    def read_body(self, request: Request) -> dict[str, Any] | Answer:
        """Return the JSON object that a request sends, or why it is refused.

        Its values have to be of the types that the contract names. Unknown keys are let through.
        """
        if request.body and not request.is_json:
            return refusal("The body is not declared as application/json", "body")
        try:
            document: Any = parse_json(request.body.decode()) if request.body else {}
        except ValueError:
            return refusal("The body is not JSON", "body")
        if not is_mapping(document):
            return refusal("Expected a JSON object", "body")
        return self._refused(document, request) or dict(document)

    def _refused(self, document: Mapping[str, Any], request: Request) -> Answer | None:
        known = self.parameters
        whole = known.get("body") if "body" not in document else None  # else it is a property
        values = document if whole is None else {**document, "": document}
        for key, value in values.items():
            parameter = self.parameter("body", key)
            try:
                if parameter is not None:
                    parameter.check(value)
            except DecodeError as fault:
                return refusal(fault.problem, "body", *filter(None, [key]), *fault.path)
        sent: dict[str, Iterable[str]] = {
            "body": values,
            "query": dict(parse_qsl(request.query, keep_blank_values=True)),
            "header": request.headers,
            "cookie": SimpleCookie(request.headers.get("cookie", "")),
        }
        there = {self.parameter(place, key) for place, keys in sent.items() for key in keys}
        for parameter in known.values():
            if parameter.required and parameter not in there:
                return refusal("this is required", "body", parameter.name)
        return None


class Asked(NamedTuple):
    """What a request asks for.

    Attributes:
        operation: The operation.
        request: The request.
        path: The path parameters.
        grants: What its token may do.
    """

    operation: Operation
    request: Request
    path: Mapping[str, str]
    grants: frozenset[str]


class UnansweredError(BaseException):
    """Nobody told the fake what an operation answers; the text says what to call.

    It is no `Exception`, so that neither the client nor the app takes it for a fault of the API.
    """


def unanswered(
    operation: Operation, why: str = "", *, model: type | None = None
) -> UnansweredError:
    """Say what to call, so that the fake has an answer.

    Args:
        operation: The operation that was asked for.
        why: Why records do not give the answer.
        model: The records that would.
    """
    name = operation.info.id
    calls = f"fake.answer({name!r}, ...)"
    if model is not None:
        calls += f" or fake.add({model.__name__!r}, {{...}})"
    return UnansweredError(
        f"the fake does not know what {name} answers{why and ': '}{why}; call {calls}"
    )


@cache
def load(operation_id: str) -> Operation:
    """Import an operation."""
    paths = (path for path, methods in PATHS.items() if operation_id in methods.values())
    path = next(paths, "")  # none, where one of another server has the same
    return Operation(importlib.import_module(f"anyreach_api.api.{OPERATIONS[operation_id]}"), path)


def check_operation(operation_id: str) -> None:
    """Refuse an operationId that the contract does not have.

    Raises:
        ValueError: Says which are near.
    """
    if operation_id not in OPERATIONS:
        raise ValueError(f"no operation {operation_id!r}: use {_near(operation_id, OPERATIONS)}")


def model_named(schema: str) -> type:
    """Return the model of a schema, given the name of either.

    Raises:
        ValueError: The contract has no such record; says which are near.
    """
    names = {plain(name): name for name in models.__all__}
    model: Any = getattr(models, names.get(plain(schema), ""), None)
    if not hasattr(model, "from_dict"):
        raise ValueError(f"no record {schema!r}: use {_near(schema, models.__all__)}")
    return model  # type: ignore[no-any-return]


def _near(name: str, names: Iterable[str]) -> str:
    return ", ".join(get_close_matches(name, names, n=3) or sorted(names))


def keys_of(model: Any) -> Mapping[str, str]:
    """Return the keys that the contract declares of a record, by their plain names."""
    return {plain(key): key for key in model.__keys__}


def sensitive_keys(model: Any) -> frozenset[str]:
    """Return the plain names of the sensitive keys of a record."""
    return frozenset(
        plain(field.name) for field in model.__attrs_attrs__ if field.metadata.get("sensitive")
    )


@cache
def all_sensitive_keys() -> frozenset[str]:
    """Return the plain names of all sensitive keys of the contract."""
    classes = [getattr(models, name) for name in models.__all__]
    records = [one for one in classes if hasattr(one, "__attrs_attrs__")]
    return frozenset(key for record in records for key in sensitive_keys(record))


@cache
def all_scopes() -> frozenset[str]:
    """Return every scope that an operation of the contract needs."""
    return frozenset(scope for name in OPERATIONS for scope in load(name).info.scopes)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^{}]*\\\}", "([^/]+)", re.escape(path)))


def _shape(path: str) -> tuple[bool, ...]:
    return tuple("{" in segment for segment in path.split("/"))


@cache
def _templates() -> Mapping[int, list[tuple[re.Pattern[str], str]]]:
    """Return the path templates by their number of segments, those with fixed segments first."""
    found: dict[int, list[tuple[re.Pattern[str], str]]] = {}
    for path in sorted(PATHS, key=_shape):
        found.setdefault(path.count("/"), []).append((_pattern(path), path))
    return found


def find(method: str, path: str) -> tuple[Operation, dict[str, str]] | Answer:
    """Return the operation of a request with its path parameters, or why there is none."""
    path = path.removeprefix(_BASE)
    there = _templates().get(path.count("/"), ())
    found = [(match, name) for pattern, name in there if (match := pattern.fullmatch(path))]
    for match, template in found:
        if method in PATHS[template]:
            names = re.findall(r"\{([^{}]*)\}", template)
            values = map(unquote, match.groups())
            return load(PATHS[template][method]), dict(zip(names, values, strict=True))
    if not found:
        return error(404)
    methods = dict.fromkeys(method for _, name in found for method in PATHS[name])
    return error(405, headers={"allow": ", ".join(methods)})


def record_at(path: str) -> type | None:
    """Return the model of the record at a path template; None when its operations do not say."""
    methods = PATHS[path]
    models_there = [load(methods[one]).model for one in ("GET", "PATCH", "PUT") if one in methods]
    return next(filter(None, models_there), None)


def has_path(model: type) -> bool:
    """Return whether a path leads to one record of a model."""
    return any(path.endswith("}") and record_at(path) is model for path in PATHS)


@cache
def id_keys(schema: str) -> tuple[str, ...]:
    """Return the keys that tell a record from others: `id`, or the parameters of its path."""
    model = model_named(schema)
    if "id" in keys_of(model):
        return ("id",)
    paths = (path for path in PATHS if path.endswith("}") and record_at(path) is model)
    return tuple(re.findall(r"\{([^{}]*)\}", next(paths, "")))


def records_in(path: str) -> list[type]:
    """Return the models of the records in the collection at a path template, if it is one."""
    listed = PATHS[path].get("GET")
    items = [one for one in PATHS if re.fullmatch(r"\{[^{}]*\}", one.removeprefix(f"{path}/"))]
    found = [*map(record_at, items), load(listed).lists if listed else None]
    return [one for one in found if one is not None]
