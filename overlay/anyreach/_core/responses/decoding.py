"""Decode a response: from bytes to JSON to a generated model.

A response can repeat the token. So errors raised here have no cause or context: their frames would
hold the response's bytes.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from anyreach import _errors
from anyreach._transport.http_types import Reply
from anyreach_api.errors import DecodeError

try:
    import orjson as orjson  # noqa: PLC0414  tests switch it off
except ImportError:  # the extra `fast` brings it
    orjson = None  # type: ignore[assignment]

T = TypeVar("T")


class _UnreadableError(DecodeError):
    """The content is not JSON or not text; `problem` says why."""


def read_json(body: bytes) -> Any:
    """Return the JSON value of a body (RFC 8259).

    Raises:
        DecodeError: The body is not JSON. The error contains no part of the body.
    """
    try:
        return _read(body)
    except UnicodeDecodeError as error:
        text = f"the response is not UTF-8 at byte {error.start}"
    except json.JSONDecodeError as error:
        text = _not_json(body, error)
    except RecursionError:
        text = "the response's JSON is nested too deeply"
    except ValueError:
        text = "the response contains NaN, Infinity or a number out of range"
    raise _UnreadableError((), text)


def _read(body: bytes) -> Any:
    if orjson is not None:
        # What orjson refuses is read again below, for the judgement and its words.
        with contextlib.suppress(orjson.JSONDecodeError):
            return orjson.loads(body)
    return _DECODER.decode(body.decode("utf-8"))


def _not_json(body: bytes, error: json.JSONDecodeError) -> str:
    if not body:
        return "the response is empty"
    if body.startswith(b"\xef\xbb\xbf"):
        return "the response starts with a byte order mark"
    if body.lstrip()[:1] == b"<":
        return "the response is not JSON: it looks like HTML"
    if error.msg.startswith("Unterminated") or error.pos >= len(error.doc.rstrip()) - 1:
        return "the response's JSON is truncated"
    return f"the response is not JSON at character {error.pos}"


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError  # NaN and Infinity are no JSON, and 1e999 is no number of Python's
    return number


_DECODER: Final = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)


class Answer:
    """A complete response for an operation to read; hidden from repr."""

    __slots__ = ("content", "headers", "status")

    def __init__(self, reply: Reply) -> None:
        self.status = reply.status
        self.headers = reply.headers
        self.content = reply.body

    def __repr__(self) -> str:
        return f"<answer {self.status}>"

    def json(self) -> Any:
        """Return the JSON value of the content.

        Raises:
            DecodeError: The content is not JSON.
        """
        return read_json(self.content)

    def text(self) -> str:
        """Return the content as text, decoded with the response's charset or UTF-8.

        Raises:
            DecodeError: The content can't be decoded with that charset.
        """
        found = _CHARSET.search(self.headers.get("content-type", ""))
        charset = found[1] if found else "utf-8"
        try:
            return self.content.decode(charset)
        except (UnicodeError, LookupError):
            raise _UnreadableError((), "the response can't be decoded with its charset") from None


def _is_page(reply: Reply, accept: str) -> bool:
    """Return whether a text or binary response is really an HTML page from an intermediary."""
    kind = reply.headers.get("content-type", "").strip().lower()
    return kind.startswith("text/html") and not any(
        known in accept for known in ("json", "html", "*/*", "text/*")
    )


_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", re.IGNORECASE | re.ASCII)


def decode(
    operation: str,
    reply: Reply,
    read: Callable[[Answer], T],
    record: tuple[str, str] | None = None,
    *,
    accept: str = "application/json",
) -> T:
    """Decode a successful response as its operation says.

    Args:
        operation: The operationId of the call.
        reply: The answer.
        read: The operation's function that reads the response.
        record: The name of an attribute of the result, and the value it must have.
        accept: The media types that the operation reads.

    Raises:
        APIResponseValidationError: The response doesn't match the contract.
    """
    if _is_page(reply, accept):
        raise _errors.APIResponseValidationError(
            "the response is an HTML page", operation=operation
        )
    problem = "the response is a different record than the one requested"
    try:
        value = read(Answer(reply))
    except _UnreadableError as error:
        problem = error.problem
    except DecodeError as error:
        problem = f"the response doesn't match the contract: {error}"
    except RecursionError:
        problem = "the response's JSON is nested too deeply"
    else:
        if record is None or str(getattr(value, record[0], "")) == record[1]:
            return value
    raise _errors.APIResponseValidationError(problem, operation=operation)
