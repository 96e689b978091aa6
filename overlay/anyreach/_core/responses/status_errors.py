"""The error for a response whose status is not 2xx: its class and message.

The contract's `x-required-scopes` names the scopes of an operation; one of them is enough (docs:
conversations/permissions-and-data-access).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from anyreach import _errors
from anyreach._core.responses.decoding import read_json
from anyreach._core.retry import parse_retry_after
from anyreach._core.type_guards import is_list, is_mapping
from anyreach_api.errors import DecodeError

_MAX_DETAIL: Final = 2_000
_STATUS_ERRORS: Final[dict[int, tuple[type[_errors.APIStatusError], str]]] = {
    400: (_errors.BadRequestError, "the request is malformed"),
    401: (_errors.AuthenticationError, "the credential is missing, invalid or deleted"),
    403: (_errors.PermissionDeniedError, "the token's scopes do not grant this"),
    404: (_errors.NotFoundError, "no such record, or not visible to this token"),
    409: (_errors.ConflictError, "the record's status does not allow this"),
    422: (_errors.UnprocessableEntityError, "a value is invalid: see the error's detail"),
    429: (_errors.RateLimitError, "too many requests"),
}
_NO_ORGANIZATION: Final = "Token is missing organization claim."  # docs: authentication
_MOST: Final = 5
_MAX_INDEX: Final = 1_000  # a larger number may be a value, such as a phone number
_NAME: Final = re.compile(r"[A-Za-z_]{1,40}")
_RULE: Final = re.compile(r"[a-z_.]{1,40}")
_SCOPE: Final = re.compile(r"[a-z0-9_.*-]{1,64}(:[a-z0-9_.*-]{1,64}){1,3}", re.IGNORECASE)


def status_error(
    operation: str, status: int, headers: Mapping[str, str], body: bytes, *, now: float
) -> _errors.APIStatusError:
    """Return the error for a response whose status is not 2xx.

    Args:
        operation: The operationId of the call.
        status: The response's status code.
        headers: The response's headers, with names in lower case.
        body: The response's body; the error keeps only `detail`.
        now: The time, in seconds since the epoch, for a Retry-After that names a date.
    """
    document: object = None
    with contextlib.suppress(DecodeError):
        document = read_json(body)
    detail: object = document.get("detail") if is_mapping(document) else None
    if isinstance(detail, str):
        detail = detail[:_MAX_DETAIL]
    elif not is_list(detail):
        detail = None
    error, hint = _STATUS_ERRORS.get(status) or (
        (_errors.InternalServerError, "the API failed")
        if 500 <= status <= 599  # noqa: PLR2004  RFC 9110, section 15.6
        else (_errors.APIStatusError, "a status that is not in the contract")
    )
    if status == HTTPStatus.UNAUTHORIZED and detail == _NO_ORGANIZATION:
        hint = "the token names no organization: pass organization_id= or set ANYREACH_ORG_ID"
    if status == HTTPStatus.UNPROCESSABLE_ENTITY and (why := _reason(detail)):
        hint = f"a value is invalid: {why}"
    request_id = headers.get("x-request-id")
    return error(
        f"{status}: {hint}",
        operation=operation,
        status_code=status,
        detail=detail,
        request_id=request_id,
        retry_after=parse_retry_after(headers, now),
    )


def _reason(detail: object) -> str:
    """Describe the fields and rules in FastAPI's list of `loc`, `msg` and `type`.

    A key of the app's own data can be part of a `loc`. Whatever is not made of letters and
    underscores, as names are, is shown as `*`; `msg` and `input` can hold values, and are not read.

    Args:
        detail: The `detail` of an error.

    Returns:
        A text such as `body.user_id: missing`; empty when the detail has another form.
    """
    faults = [text for one in (detail if is_list(detail) else ()) if (text := _fault(one))]
    shown = "; ".join(faults[:_MOST])
    more = len(faults) - _MOST
    return f"{shown}; and {more} more" if more > 0 else shown


def _fault(one: Any) -> str:
    place, rule = (one.get("loc"), one.get("type")) if is_mapping(one) else (None, None)
    if not is_list(place) or not isinstance(rule, str) or not _RULE.fullmatch(rule):
        return ""
    return f"{'.'.join(map(_step, place))}: {rule}"


def _step(step: object) -> str:
    if isinstance(step, int) and 0 <= step < _MAX_INDEX:
        return str(int(step))
    return step if isinstance(step, str) and _NAME.fullmatch(step) else "*"


def explain(
    error: _errors.PermissionDeniedError, needed: tuple[str, ...], held: frozenset[str] | None
) -> None:
    """Add the needed scopes and the token's scopes to an error.

    Args:
        error: The error.
        needed: The scopes, of which one is enough; empty if unknown.
        held: The token's scopes at the last `client.scopes()`; None if unknown.
    """
    error.required_scopes = needed
    error.scopes = held
    error.args = (f"{error.status_code}: {_hint(needed, held)}",)


def _hint(needed: tuple[str, ...], held: frozenset[str] | None) -> str:
    if not needed:
        return "the token's scopes do not grant this"
    if held is not None and not held.isdisjoint(needed):
        return "the API does not grant this to the token"
    text = f"the token's scopes do not grant this: it needs {' or '.join(needed)}"
    if held is None:
        return text
    resources = tuple({scope.partition(":")[0] + ":" for scope in needed})
    near = sorted(s for s in held if s.startswith(resources) and _SCOPE.fullmatch(s))
    return f"{text}; at the last check it had {', '.join(near) or 'none of that kind'}"
