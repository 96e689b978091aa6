"""Read an answer: from bytes to JSON to a generated model.

An answer can repeat the token, so no error here has another one as its cause or context: the frames
of those hold the answer's bytes.
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
    """The content is not JSON, or not text; the problem says why."""


def read_json(body: bytes) -> Any:
    """Return the JSON value of a body (RFC 8259).

    Raises:
        DecodeError: The body is not JSON. The error contains nothing of it.
    """
    try:
        return _read(body)
    except UnicodeDecodeError as error:
        text = f"the answer is not UTF-8 at byte {error.start}"
    except json.JSONDecodeError as error:
        text = _not_json(body, error)
    except RecursionError:
        text = "the answer's JSON is nested too deeply"
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
        return "the answer is empty"
    if body.startswith(b"\xef\xbb\xbf"):
        return "the answer starts with a byte order mark"
    if body.lstrip()[:1] == b"<":
        return "the answer is not JSON: it looks like HTML"
    if error.msg.startswith("Unterminated") or error.pos >= len(error.doc.rstrip()) - 1:
        return "the answer's JSON is cut short"
    return f"the answer is not JSON at character {error.pos}"


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError  # NaN and Infinity are no JSON, and 1e999 is no number of Python's
    return number


_DECODER: Final = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)


class Answer:
    """A complete answer, as an operation reads it; hidden from repr."""

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
        """Return the content as text, in the charset that the answer names, or UTF-8.

        Raises:
            DecodeError: It is not text in that charset.
        """
        found = _CHARSET.search(self.headers.get("content-type", ""))
        charset = found[1] if found else "utf-8"
        try:
            return self.content.decode(charset)
        except (UnicodeError, LookupError):
            raise _UnreadableError((), "the answer is not text in its charset") from None


def _is_page(reply: Reply, accept: str) -> bool:
    """Return whether a text or binary answer is the HTML of something in between."""
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
    """Return what an operation reads in a successful answer.

    Args:
        operation: The operationId of the call.
        reply: The answer.
        read: Reads the answer, as the operation does.
        record: An attribute of what is read, and the text that it must have.
        accept: The media types that the operation reads.

    Raises:
        APIResponseValidationError: The answer is not what the contract says.
    """
    if _is_page(reply, accept):
        raise _errors.APIResponseValidationError(
            "the answer is a page of HTML", operation=operation
        )
    problem = "the answer is another record than the one that was asked for"
    try:
        value = read(Answer(reply))
    except _UnreadableError as error:
        problem = error.problem
    except DecodeError as error:
        problem = f"the answer is not what the contract says: {error}"
    except RecursionError:
        problem = "the answer's JSON is nested too deeply"
    else:
        if record is None or str(getattr(value, record[0], "")) == record[1]:
            return value
    raise _errors.APIResponseValidationError(problem, operation=operation)
