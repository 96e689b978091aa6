"""What goes in and out of the fake: a request, an answer, and the API's two forms of an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import responses
from typing import Any, NamedTuple


class ReceivedRequest(NamedTuple):
    """A request that the fake received.

    Attributes:
        method: The HTTP method, such as `GET`.
        path: The path as it was sent, percent-encoded, without a query.
        headers: The names of its headers, in lower case; never their values.
    """

    method: str
    path: str
    headers: frozenset[str]


class Request(NamedTuple):
    """A request, taken apart.

    Attributes:
        method: The HTTP method.
        path: The path, percent-encoded.
        query: What follows the question mark.
        headers: The headers, their names in lower case.
        body: The body.
        recordings: Where recordings are served beside this request; None when they are not.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    recordings: str | None


class Answer(NamedTuple):
    """A status, a JSON document, and headers beside those that every answer has."""

    status: int
    document: Any
    headers: Mapping[str, str] = {}


def error(
    status: int, detail: str | list[Any] | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return an error with a detail; None: what the status is called."""
    if detail is None:
        detail = responses.get(status, "Error")
    return Answer(status, {"detail": detail}, headers or {})


def refusal(problem: str, *place: str | int) -> Answer:
    """Return a 422 in the form of FastAPI, whose detail is a list, without the value refused."""
    return error(422, [{"type": "value_error", "loc": list(place), "msg": problem}])


def to_json(document: Any) -> bytes:
    """Write JSON as RFC 8259 has it.

    Raises:
        TypeError: The document is none that JSON can hold.
        ValueError: A number or a text in it cannot be sent.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
