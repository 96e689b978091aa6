"""Operations named at run time: by operationId, or by method and path."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final, cast
from urllib.parse import unquote

from anyreach._core.responses.response import Response
from anyreach._core.type_guards import is_mapping
from anyreach._errors import ConfigurationError
from anyreach_api._operation import Answer, Info, Json, Operation, Query, Request, quoted
from anyreach_api.contract import OPERATIONS

_METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110, section 9.2.1
_PATH_CHARACTERS: Final = "/%:@!$&'()*+,;=~"  # RFC 3986, section 3.3
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def find_operation(operation: Any) -> Operation[..., Any]:
    """Return an operation from the contract, by itself or by its operationId.

    Raises:
        ConfigurationError: The contract has no such operation.
    """
    if not isinstance(operation, str):
        found: Operation[..., Any] = operation
        return found
    if operation not in OPERATIONS:
        near = get_close_matches(operation, OPERATIONS) or list(OPERATIONS)
        raise ConfigurationError(
            f"the contract has no operation {operation!r}: did you mean {' or '.join(near)}?"
        )
    return cast("Operation[..., Any]", import_module(f"anyreach_api.api.{OPERATIONS[operation]}"))


class RawOperation:
    """An operation outside the contract. Errors, logs and spans never show its path."""

    def __init__(self, method: object) -> None:
        name = method.upper() if isinstance(method, str) else ""
        if name not in _METHODS:
            raise ConfigurationError(f"method must be one of {', '.join(_METHODS)}")
        self.INFO = Info(
            id=f"{name} request",
            method=name,
            path="",
            tag="",
            name="request",
            repeatable=name in _SAFE_METHODS,
        )

    def request(self, path: object, *, params: object = None, json: Any = None) -> Request:
        """Build the request.

        Raises:
            ConfigurationError: An argument is invalid.
        """
        target = _checked_path(path)
        return Request(self.INFO, target, _query(params), body=None if json is None else Json(json))

    def read(self, answer: Answer) -> Response:
        """Return a successful response unchanged."""
        return Response(answer, self.INFO.id)


def _query(params: object) -> Query:
    if not (params is None or is_mapping(params)):
        raise ConfigurationError("params= must be a mapping of names to values")
    query = Query()
    for name, value in (params or {}).items():
        query.add(name, value, empty=True)
    return query


def _checked_path(path: object) -> str:
    """Return a path below the base URL, percent-encoded where it is not yet.

    Raises:
        ConfigurationError: The path is invalid; the message does not include it.
    """
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        raise ConfigurationError("path must start with one slash, as in /core/conversations")
    if "?" in path or "#" in path:
        raise ConfigurationError("path must not have a query or a fragment: use params=")
    if _BARE_PERCENT.search(path):
        raise ConfigurationError("path has a % that is not an escape: write it as %25")
    plain = unquote(path)
    if "\\" in plain or not plain.isprintable() or {".", ".."} & set(plain.split("/")):
        raise ConfigurationError(
            "path must not have '.' or '..' segments, backslashes or control characters"
        )
    return quoted("path", path, _PATH_CHARACTERS)
