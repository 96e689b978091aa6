"""What a list was asked for: filters, limit and cursor, read from a query and applied."""

from __future__ import annotations

import base64
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from urllib.parse import parse_qsl

from anyreach import models, sensitive_fields
from anyreach._narrow import is_list, is_mapping
from anyreach.testing._http import Answer, error, refusal
from anyreach.testing._bodies import parse_object
from anyreach.testing._records import Held, when

Cursor: TypeAlias = Literal["before", "until"]

_DATE_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


class Paging(NamedTuple):
    """How the fake pages, where the documentation is silent.

    Attributes:
        size: How many conversations a page has when no `limit` was sent.
        largest: The largest `limit`: more are not sent, whatever was asked for.
        cursor: Whether a page holds what is older than its cursor, or also what is as old.
    """

    size: int
    largest: int
    cursor: Cursor


class _Filter(NamedTuple):
    field: str
    parse: Callable[[str], Any]
    fits: Callable[[Any, Any], bool]


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,4000}", text, re.ASCII):
        raise ValueError("expected an integer")
    return int(text)


def _limit(text: str) -> int:
    if (limit := _integer(text)) < 1:
        raise ValueError("expected at least 1")
    return limit


def _date_time(text: str) -> datetime:
    moment = when(text) if _DATE_TIME.fullmatch(text) else None
    if moment is None:
        raise ValueError("expected a date-time with its offset (RFC 3339)")
    return moment


def _cursor(text: str) -> datetime:
    """Read the Base64 of a created_at, in either alphabet (RFC 4648, sections 4 and 5)."""
    try:
        plain = base64.b64decode(text.translate({45: "+", 95: "/"}), validate=True).decode()
    except ValueError:
        plain = ""
    moment = when(plain)
    if moment is None:
        raise ValueError("expected the Base64 of a created_at")
    return moment


def _includes(value: str, wanted: str) -> bool:
    return wanted in value


def _includes_in_any_case(value: str, wanted: str) -> bool:
    return wanted.casefold() in value.casefold()


def _contains(value: Any, wanted: Any) -> bool:
    """Return whether JSON contains other JSON, as PostgreSQL's `@>` has it for objects."""
    if is_mapping(wanted):
        return is_mapping(value) and all(
            key in value and _contains(value[key], inner) for key, inner in wanted.items()
        )
    if is_list(wanted):
        return is_list(value) and all(
            any(_contains(item, inner) for item in value) for inner in wanted
        )
    return bool(value == wanted) and isinstance(value, bool) == isinstance(wanted, bool)


_ENUMS: Final[Mapping[str, type[StrEnum]]] = {
    "direction": models.Direction,
    "channel": models.Channel,
    "status": models.Status,
}
_FILTERS: Final = {
    **{name: _Filter(name, str, operator.eq) for name in _ENUMS},
    "user_id": _Filter("user_id", str, _includes_in_any_case),
    "agent_id": _Filter("agent_id", str, operator.eq),
    "agent_version_id": _Filter("agent_version_id", str, operator.eq),
    "agent_number": _Filter("agent_number", str, _includes),
    "web_widget_id": _Filter("web_widget_id", str, operator.eq),
    "duration_above": _Filter("duration", _integer, operator.ge),
    "duration_below": _Filter("duration", _integer, operator.le),
    "user_turn_count_above": _Filter("user_turn_count", _integer, operator.ge),
    "user_turn_count_below": _Filter("user_turn_count", _integer, operator.le),
    "custom_metadata": _Filter("custom_metadata", parse_object, _contains),
    "created_after": _Filter("created_at", _date_time, operator.ge),
    "created_before": _Filter("created_at", _date_time, operator.le),
}
PARAMETERS: Final[Mapping[str, Callable[[str], Any]]] = {
    **{name: one.parse for name, one in _FILTERS.items()},
    "limit": _limit,
    "cursor": _cursor,
}
"""Every parameter of a list, with what reads it."""


def select(
    held: list[Held], query: str, scopes: frozenset[str], paging: Paging
) -> list[dict[str, Any]] | Answer:
    """Return the records of the page that a query asks for, or why it cannot be had.

    Parameters that the contract does not know are ignored.

    Args:
        held: All that there is, newest first.
        query: As it was sent.
        scopes: Of who asks: what a token cannot see, it cannot search for.
        paging: How long a page is, and what its cursor means.
    """
    wanted: dict[str, Any] = {}
    for name, text in parse_qsl(query, keep_blank_values=True):
        if name not in PARAMETERS:
            continue
        if name in wanted:
            return refusal("This was sent twice", "query", name)
        try:
            wanted[name] = PARAMETERS[name](text)
        except ValueError as problem:
            return refusal(str(problem), "query", name)
    for name in _ENUMS.keys() & wanted.keys():
        # what the fake holds can be asked for, tomorrow's values too
        held_values = (one.record.get(name) for one in held)
        if wanted[name] not in (*_ENUMS[name], *held_values):
            return refusal(f"Expected one of {', '.join(_ENUMS[name])}", "query", name)
    searched = {_FILTERS[name].field for name in _FILTERS.keys() & wanted.keys()}
    if "read_sensitive" not in scopes and searched & sensitive_fields(models.Conversation):
        return error(403, "Filtering by a sensitive field needs conversations:read_sensitive.")
    limit = min(wanted.pop("limit", paging.size), paging.largest)
    found = _older(held, wanted.pop("cursor", None), paging.cursor)
    return [one.record for one in islice((one for one in found if _fits(one, wanted)), limit)]


def _older(held: list[Held], cursor: datetime | None, meaning: Cursor) -> Iterable[Held]:
    if cursor is None:
        return held
    compare = operator.lt if meaning == "before" else operator.le
    return (one for one in held if compare(one.created, cursor))


def _fits(one: Held, wanted: Mapping[str, Any]) -> bool:
    for name, sought in wanted.items():
        field, _, fits = _FILTERS[name]
        value = one.created if field == "created_at" else one.record.get(field)
        if not isinstance(value, type(sought)) or not fits(value, sought):
            return False
    return True
