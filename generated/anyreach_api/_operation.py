"""The run time of operations: building requests and reading responses.

An invalid argument raises a `ConfigurationError`, whose message does not contain the value.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    NamedTuple,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
)
from urllib.parse import quote

from . import _json
from ._json import json_text as json_text
from .errors import ConfigurationError, DecodeError
from .types import UNSET, File

if TYPE_CHECKING:
    from ._paging import Pagination

P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)

_MAX_ID: Final = 1_024
_RESERVED: Final = ":/?#[]@!$&'()*+,;="  # RFC 3986, section 2.2
# RFC 9110, section 5.5: no space at either end
_HEADER_VALUE: Final = re.compile(r"(?![\t ])[\t\x20-\x7e\xa0-\xff]*(?<![\t ])")
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.1
_SEPARATORS: Final = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_FILES: Final = (bytes, bytearray, os.PathLike, File)
_COOKIE_SAFE: Final = "!#$&'()*+-./:<=>?@[]^_`{|}~"  # RFC 6265, section 4.1.1


class Info(NamedTuple):
    """An operation's facts from the contract.

    Attributes:
        id: The operationId.
        method: The HTTP method, in capitals.
        path: The path template.
        tag: The resource that has the method.
        name: The method's name.
        scopes: A token needs one of these scopes; empty if undocumented.
        repeatable: Whether it may be retried once it may have reached the server.
        idempotency_header: The header that identifies a call, so that the server acts only once.
        accept: The media types of its responses.
        confirm: What the call does, if a person should confirm it first.
        successes: The documented success statuses.
        errors: The documented error statuses and their meanings.
        deprecated: Whether the contract deprecates it.
        pagination: The pagination of its list.
    """

    id: str
    method: str
    path: str
    tag: str
    name: str
    scopes: tuple[str, ...] = ()
    repeatable: bool = False
    idempotency_header: str | None = None
    accept: str = "application/json"
    confirm: str | None = None
    successes: tuple[int, ...] = (200,)
    errors: Mapping[str, str] = {}
    deprecated: bool = False
    pagination: Pagination | None = None


class Options(NamedTuple):
    """The options of every method."""

    timeout: float | None = None
    extra_headers: Mapping[str, str] | None = None
    extra_query: Mapping[str, Any] | None = None
    extra_body: Mapping[str, Any] | None = None


class Json:
    """A JSON request body."""

    __slots__ = ("media_type", "value")

    def __init__(self, value: Any, media_type: str = "application/json") -> None:
        self.value = to_json(value)
        self.media_type = media_type

    def encode(self) -> bytes:
        """Return the bytes to send."""
        return json_text(self.value, "the request body").encode()


class Form:
    """A form-urlencoded request body, empty or with an object's properties."""

    __slots__ = ("media_type", "query")

    def __init__(self, value: Any = {}) -> None:
        self.query = Query()
        self.media_type = "application/x-www-form-urlencoded"
        for name, item in _properties(value):
            self.add(name, item)

    def __bool__(self) -> bool:
        return bool(str(self.query))

    def add(self, name: str, value: Any, style: str = "", *, explode: bool = True) -> None:
        """Add a field. None adds nothing. An object without a style is sent as JSON."""
        if not style and (isinstance(value, Mapping) or hasattr(value, "to_dict")):
            self.query.add_json(name, value)
        else:
            self.query.add(name, value, style or "form", explode=explode, empty=True)

    def encode(self) -> bytes:
        """Return the bytes to send."""
        return str(self.query).replace("%20", "+").encode("ascii")


class Part(NamedTuple):
    """One part of a multipart body: a file if it has a file name, otherwise a field."""

    name: str
    content: bytes | os.PathLike[str] | Any
    file_name: str | None = None
    media_type: str | None = None


class Multipart:
    """A multipart/form-data request body, empty or with an object's properties."""

    __slots__ = ("parts",)

    def __init__(self, value: Any = {}) -> None:
        self.parts: list[Part] = []
        for name, item in _properties(value):
            self.add(name, item)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def add(
        self, name: str, value: Any, media_type: str | None = None, *, is_file: bool = False
    ) -> None:
        """Add a field. A list adds one part per item. None adds nothing.

        With `is_file`, the value must be a file.
        """
        if value is None or value is UNSET:
            return
        if isinstance(value, (list, tuple)) and not isinstance(value, File):
            for item in value:
                self.add(name, item, media_type, is_file=is_file)
        elif is_file or isinstance(value, _FILES) or hasattr(value, "read"):
            content, file_name, own_type = file_of(value)
            kind = own_type or media_type or "application/octet-stream"
            self.parts.append(Part(name, content, file_name or name, kind))
        elif isinstance(value, Mapping) or hasattr(value, "to_dict"):
            text = json_text(to_json(value), name)
            self.parts.append(Part(name, text.encode(), None, media_type or "application/json"))
        else:
            self.parts.append(Part(name, text_of(name, value).encode(), None, media_type))


class Raw:
    """A request body of bytes: bytes, a path, or a binary file object."""

    __slots__ = ("content", "media_type")

    def __init__(self, value: Any, media_type: str) -> None:
        content, _, own_type = file_of(value)
        self.content: bytes | os.PathLike[str] | Any = content
        self.media_type = own_type or media_type


Body: TypeAlias = Json | Form | Multipart | Raw


class Request:
    """A request without base URL and credentials. Its repr hides its values.

    `record` is a property of the response and the value that it must have. `server` is the
    operation's own server, if any.
    """

    __slots__ = ("body", "headers", "info", "path", "query", "record", "server")

    def __init__(
        self,
        info: Info,
        path: str,
        query: Query | None = None,
        *,
        headers: dict[str, str] | None = None,
        body: Body | None = None,
        record: tuple[str, object] | None = None,
        server: str | None = None,
    ) -> None:
        self.info = info
        self.path = path
        self.query = "" if query is None else str(query)
        self.headers = {} if headers is None else headers
        self.body = body
        self.record = None if record is None else (record[0], text_of(record[0], id_of(record[1])))
        self.server = server

    def __repr__(self) -> str:
        return "<request>"

    def extended(self, options: Options) -> Request:
        """Return this request with the extra headers, query parameters and properties."""
        for name, value in (options.extra_headers or {}).items():
            for known in [one for one in self.headers if one.lower() == name.lower()]:
                del self.headers[known]
            add_header(self.headers, name, value)
        query = Query()
        for name, value in (options.extra_query or {}).items():
            query.add(name, value)
        self.query = "&".join(filter(None, (self.query, str(query))))
        if options.extra_body:
            self._extend_body(options.extra_body)
        return self

    def _extend_body(self, extra: Mapping[str, Any]) -> None:
        if self.body is None:
            self.body = Json(extra)
        elif isinstance(self.body, Json) and isinstance(self.body.value, dict):
            self.body = Json({**self.body.value, **extra}, self.body.media_type)
        elif isinstance(self.body, (Form, Multipart)):
            for name, value in extra.items():
                self.body.add(name, value)
        else:
            raise ConfigurationError("extra_body= needs a body that is an object")


class Answer(Protocol):
    """A complete response for an operation to read. Header names are in lower case."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content(self) -> bytes: ...
    def json(self) -> Any: ...
    def text(self) -> str: ...


class Operation(Protocol[P, T_co]):
    """An operation of the contract: a module of `api`, such as `get_conversation`."""

    @property
    def INFO(self) -> Info: ...
    def request(self, *args: P.args, **kwargs: P.kwargs) -> Request: ...
    def read(self, answer: Answer) -> T_co: ...


def anything(answer: Answer) -> Any:
    """Return the JSON value of a response without a schema; None if empty."""
    return answer.json() if answer.content else None


def undocumented(answer: Answer) -> DecodeError:
    """Describe a success status that is not in the contract."""
    return DecodeError((), f"the contract does not document status {answer.status}")


class Query:
    """A URL's query, built parameter by parameter (OpenAPI 3.1, style values; RFC 6570)."""

    __slots__ = ("_pairs",)

    def __init__(self) -> None:
        self._pairs: list[str] = []

    def __str__(self) -> str:
        return "&".join(self._pairs)

    def add(
        self,
        name: str,
        value: Any,
        style: str = "form",
        *,
        explode: bool = True,
        reserved: bool = False,
        empty: bool = False,
    ) -> None:
        """Add a parameter. None and `UNSET` add nothing.

        With `explode`, each item of a list or object is a separate parameter; otherwise `style`
        joins them. `reserved` keeps reserved characters. `empty` allows empty strings.
        """
        if value is None or value is UNSET:
            return
        safe = _RESERVED.replace("#", "").replace("&", "") if reserved else ""
        value = to_json(value)
        if isinstance(value, dict) and (explode or style == "deepObject"):
            deep = style == "deepObject"
            pairs = _deep(value, _quote(name)) if deep else zip(map(_quote, value), value.values())
            self._pairs += [f"{key}={quoted(name, item, safe)}" for key, item in pairs]
            return
        texts = [quoted(name, item, safe) for item in _flat(value)]
        if "" in texts and not empty:
            raise ConfigurationError(
                f"{name}= must not be empty: the API reads that as a value; None leaves it out"
            )
        if explode or not isinstance(value, (dict, list)):
            self._pairs += [f"{_quote(name)}={text}" for text in texts]
        elif texts:
            self._pairs.append(f"{_quote(name)}={_SEPARATORS[style].join(texts)}")

    def add_json(self, name: str, value: Any) -> None:
        """Add a parameter as JSON. None and `UNSET` add nothing."""
        if value is not None and value is not UNSET:
            self._pairs.append(f"{_quote(name)}={_quote(json_text(to_json(value), name))}")


def _flat(value: Any) -> list[Any]:
    """Return the scalars of a list, an object (keys and values in turn) or a scalar."""
    if isinstance(value, dict):
        return [item for pair in value.items() for item in pair]
    return value if isinstance(value, list) else [value]


def _deep(value: dict[str, Any] | list[Any], place: str) -> Iterator[tuple[str, Any]]:
    """Yield the percent-encoded place and the value of each scalar in an object."""
    pairs = value.items() if isinstance(value, dict) else [("", item) for item in value]
    for key, item in pairs:
        inner = f"{place}[{_quote(key)}]"
        if isinstance(item, (dict, list)):
            yield from _deep(item, inner)
        elif item is not None:
            yield inner, item


def path(name: str, value: Any, style: str = "simple", *, explode: bool = False) -> str:
    """Return a percent-encoded path parameter (OpenAPI 3.1, style values; RFC 3986)."""
    value = to_json(id_of(value))
    is_object = isinstance(value, dict)
    if is_object and explode:
        texts = [f"{_segment(name, key)}={_segment(name, item)}" for key, item in value.items()]
    else:
        texts = [_segment(name, item) for item in _flat(value)]
    if not texts:
        raise ConfigurationError(f"{name}= must not be empty")
    if style == "simple":
        return ",".join(texts)
    mark = ";" if style == "matrix" else "."
    named = f"{_quote(name)}=" if style == "matrix" else ""
    if explode or not isinstance(value, (dict, list)):
        own = "" if is_object else named
        return "".join(f"{mark}{own}{text}" for text in texts)
    return mark + named + ",".join(texts)


def id_of(value: Any) -> Any:
    """Return a record's id; return any other value unchanged."""
    key = getattr(type(value), "__record__", None)
    return value if key is None else getattr(value, key)


def _segment(name: str, value: Any) -> str:
    """Return a percent-encoded scalar for a path parameter."""
    if value is None or value is UNSET:
        raise ConfigurationError(f"{name}= must be a value, not None")
    text = text_of(name, value)
    if text in {"", ".", ".."}:
        raise ConfigurationError(f"{name}= is {text!r}, which would reach another endpoint")
    if len(text) > _MAX_ID:
        raise ConfigurationError(f"{name}= has more than {_MAX_ID} characters")
    if not text.isprintable():
        raise ConfigurationError(f"{name}= holds a control character")
    return _quote(text)


def add_header(headers: dict[str, str], name: str, value: Any, *, explode: bool = False) -> None:
    """Add a header. None and `UNSET` add nothing."""
    if value is None or value is UNSET:
        return
    value = to_json(value)
    if isinstance(value, dict) and explode:
        text = ",".join(f"{key}={text_of(name, item)}" for key, item in value.items())
    else:
        text = ",".join(text_of(name, item) for item in _flat(value))
    if not _HEADER_NAME.fullmatch(name):
        raise ConfigurationError("a header's name must only have letters, digits and hyphens")
    if not _HEADER_VALUE.fullmatch(text):
        raise ConfigurationError(
            f"the header {name} can't have this value: no line breaks, no space at its ends, and"
            " Latin-1 only"
        )
    headers[name] = text


def add_cookie(headers: dict[str, str], name: str, value: Any) -> None:
    """Add a cookie. None and `UNSET` add nothing. Lists are joined by commas."""
    if value is None or value is UNSET:
        return
    value = to_json(value)
    items = value if isinstance(value, list) else [value]
    text = "%2C".join(quoted(name, item, _COOKIE_SAFE) for item in items)
    pair = f"{quote(name, safe=_COOKIE_SAFE.replace('=', ''))}={text}"
    headers["Cookie"] = f"{headers['Cookie']}; {pair}" if "Cookie" in headers else pair


def text_of(name: str, value: Any) -> str:
    """Return a scalar as text, in the form of JSON and RFC 3339."""
    value = to_json(value)
    if value is None or isinstance(value, (bool, int, float)):
        return json_text(value, name)
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}= can't have a value of type {type(value).__name__}")
    if not value.isascii() and _SURROGATE.search(value):
        raise ConfigurationError(f"{name}= contains a lone surrogate, which cannot be encoded")
    return value


def quoted(name: str, value: Any, safe: str = "") -> str:
    """Return a percent-encoded scalar."""
    return quote(text_of(name, value), safe=safe)


def _quote(text: str) -> str:
    return quote(text, safe="")


def to_json(value: Any) -> Any:
    """Convert an argument to plain JSON values."""
    try:
        return _json.to_json(value, strict=True)
    except RecursionError:
        raise ConfigurationError("an argument has too many levels") from None


def _properties(value: Any) -> Iterable[tuple[str, Any]]:
    """Return a model's or mapping's properties; files are unchanged."""
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if not isinstance(value, Mapping):
        raise ConfigurationError(f"body= must be an object, not a {type(value).__name__}")
    return value.items()


def file_of(value: Any) -> tuple[Any, str | None, str | None]:
    """Return the content, file name and media type of a caller's file."""
    if isinstance(value, File):
        content, name, _ = file_of(value.content)
        return content, value.file_name or name, value.media_type
    if isinstance(value, (bytes, bytearray)):
        return bytes(value), None, None
    if isinstance(value, os.PathLike):
        return value, os.path.basename(os.fspath(value)), None
    if hasattr(value, "read"):
        name = getattr(value, "name", None)
        return value, os.path.basename(name) if isinstance(name, str) else None, None
    hint = ": use pathlib.Path for the name of a file" if isinstance(value, str) else ""
    raise ConfigurationError(
        f"a file must be bytes, a path or a binary file, not {type(value).__name__}{hint}"
    )
