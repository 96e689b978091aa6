"""From bytes to checked JSON to a generated model, or to the error to raise.

Functions here return errors instead of raising them, so that the frames that hold an answer's bytes
are gone before an error is raised: a traceback shows the local variables of every frame.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, NamedTuple, TypeVar

from anyreach import _errors
from anyreach._exchange import Reply
from anyreach._narrow import is_list, is_mapping
from anyreach._retry import parse_retry_after
from anyreach_api.errors import DecodeError

try:
    import orjson as orjson  # noqa: PLC0414  tests switch it off
except ImportError:  # the extra `fast` brings it
    orjson = None  # type: ignore[assignment]

T = TypeVar("T")

_MAX_DETAIL: Final = 2_000
_STATUS_ERRORS: Final[dict[int, tuple[type[_errors.APIStatusError], str]]] = {
    400: (_errors.BadRequestError, "the request is malformed"),
    401: (_errors.AuthenticationError, "the credential is missing, invalid or deleted"),
    403: (_errors.PermissionDeniedError, "the token's scopes do not grant this"),
    404: (_errors.NotFoundError, "no such record, or none that this token may see"),
    409: (_errors.ConflictError, "the record's state does not allow this"),
    422: (_errors.UnprocessableEntityError, "a value is refused: see the error's detail"),
    429: (_errors.RateLimitError, "too many requests"),
}
_NO_ORGANIZATION: Final = "Token is missing organization claim."  # docs: authentication


class Problem(NamedTuple):
    """Why an answer is refused, without a word of it."""

    text: str


def read_json(body: bytes) -> Any | Problem:
    """Return the JSON value of a body (RFC 8259), or why it is none.

    Of an object, a key that comes twice is a problem; of the objects in it the last one counts.
    """
    try:
        return _read(body)
    except UnicodeDecodeError as error:
        text = f"the answer is not UTF-8 at byte {error.start}"
    except json.JSONDecodeError as error:
        text = _not_json(body, error)
    except RecursionError:
        text = "the answer's JSON is nested too deeply"
    except _FormError as error:
        text = str(error)
    except ValueError:
        text = "the answer's JSON has a number that is none, or too large a one"
    return Problem(text)


class _FormError(ValueError):
    """What JSON allows, or Python reads, and no answer may have."""


def _read(body: bytes) -> Any:
    if orjson is not None:
        # What orjson refuses is read again below, for the judgement and its words.
        with contextlib.suppress(orjson.JSONDecodeError, orjson.JSONEncodeError):
            value = orjson.loads(body)
            # Written as it was read, it has no key that came twice, and no number lost a digit.
            if orjson.dumps(value) == body:
                return value
    text = body.decode("utf-8").lstrip(" \t\n\r")
    value = _read_record(text) if text[:1] == "{" else _DECODER.decode(text)
    first = text.find("\\")
    if first >= 0 and _SURROGATE.search(text, first, text.rfind("\\") + len(r"\uD8")):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise _FormError("the answer's JSON has a lone surrogate") from None
    return value


def _read_record(text: str) -> Any:
    """Read a JSON object, key by key, so that one that comes twice is seen.

    It reads the forms that servers write; every other one is left to the decoder, with a hook that
    costs half as much again.
    """
    record: dict[str, Any] = {}
    count, place = 0, 1
    try:
        while text[place] == '"':
            name, place = _scan(text, place)
            if text[place] != ":":
                break
            place += 1
            if text[place] == " ":
                place += 1
            record[name], place = _scan(text, place)
            count += 1
            if text[place] != ",":
                if count == len(record) and text[place:].rstrip(" \t\n\r") == "}":
                    return record
                break
            place += 1
            if text[place] == " ":
                place += 1
    except (ValueError, IndexError, StopIteration):
        pass  # what is wrong is found, and said, by the decoder
    return _STRICT_DECODER.decode(text)


def _strict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise _FormError("the answer has a key twice")
    return record


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
_STRICT_DECODER: Final = json.JSONDecoder(
    parse_float=_finite, parse_constant=_finite, object_pairs_hook=_strict
)
_scan: Final[Callable[[str, int], tuple[Any, int]]] = vars(_DECODER)["scan_once"]
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class Answer:
    """A complete answer, as an operation reads it. Prints nothing of it."""

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
        value = read_json(self.content)
        if isinstance(value, Problem):
            raise _UnreadableError((), value.text)
        return value

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


class _UnreadableError(DecodeError):
    """The content is not of the form that is asked for; the problem says it all."""


_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", re.IGNORECASE | re.ASCII)


def decode(
    reply: Reply, read: Callable[[Answer], T], record: tuple[str, str] | None = None
) -> T | Problem:
    """Return what an operation reads in a successful answer, or why it is refused.

    Args:
        reply: The answer.
        read: The operation's own.
        record: An attribute of what is read, and the text that it must have.
    """
    try:
        value = read(Answer(reply))
    except _UnreadableError as error:
        return Problem(error.problem)
    except DecodeError as error:
        return Problem(f"the answer is not what the contract says: {error}")
    except RecursionError:
        return Problem("the answer's JSON is nested too deeply")
    if record is not None and str(getattr(value, record[0], "")) != record[1]:
        return Problem("the answer is another record than the one that was asked for")
    return value


def status_error(
    operation: str, status: int, headers: Mapping[str, str], body: bytes, *, now: float
) -> _errors.APIStatusError:
    """Return the error for an answer with a status outside 2xx.

    Args:
        operation: The operationId of the call.
        status: The answer's status code.
        headers: The answer's headers, in lower case.
        body: The answer's bytes, of which only `detail` is kept.
        now: The time, in seconds since the epoch, for a Retry-After that names a date.
    """
    document = read_json(body)
    detail: object = document.get("detail") if is_mapping(document) else None
    if isinstance(detail, str):
        detail = detail[:_MAX_DETAIL]
    elif not is_list(detail):
        detail = None
    error, hint = _STATUS_ERRORS.get(status) or (
        (_errors.InternalServerError, "the API failed")
        if 500 <= status <= 599  # noqa: PLR2004  RFC 9110, section 15.6
        else (_errors.APIStatusError, "a status that the contract does not have")
    )
    if status == HTTPStatus.UNAUTHORIZED and detail == _NO_ORGANIZATION:
        hint = "the token names no organization: pass organization_id=, or set ANYREACH_ORG_ID"
    request_id = headers.get("x-request-id")
    return error(
        f"{status}: {hint}",
        operation=operation,
        status_code=status,
        detail=detail,
        request_id=request_id,
        retry_after=parse_retry_after(headers, now),
    )
