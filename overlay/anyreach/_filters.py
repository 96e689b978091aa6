"""What a list is filtered by, checked before anything is sent.

Functions here return a `ConfigurationError` instead of raising it, like those of `_options`: a
filter can be a phone number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final, NamedTuple

from anyreach._errors import ConfigurationError
from anyreach._narrow import is_mapping
from anyreach._redaction import model_fields
from anyreach.models import Channel, Conversation, Direction, Status

_FIELDS: Final = tuple(
    field.name for field in model_fields(Conversation) if field.name != "additional_properties"
)


class Filters:
    """The filters of a list, as the generated operation takes them. It shows them to who reads."""

    __slots__ = ("read",)

    def __init__(self, filters: dict[str, Any]) -> None:
        self.read: Callable[[], dict[str, Any]] = lambda: filters

    def __repr__(self) -> str:
        return "<filters>"


class Wanted(NamedTuple):
    """What a list is to be.

    Attributes:
        filters: What the API chooses by.
        limit: How many conversations to ask for at once.
        max_items: After how many to stop; None: at the list's end.
        require: The fields that must not be withheld.
        read_ahead: Whether to fetch the next page while one is being used.
    """

    filters: Filters
    limit: int
    max_items: int | None
    require: tuple[str, ...]
    read_ahead: bool


def check_wanted(
    filters: Mapping[str, Any],
    *,
    limit: int,
    max_items: int | None,
    require: Iterable[str],
    read_ahead: bool,
) -> Wanted | ConfigurationError:
    """Return what a list is to be, or why it cannot be that.

    Args:
        filters: By name; None is no filter.
        limit: As given.
        max_items: As given.
        require: As given.
        read_ahead: As given.
    """
    checked: dict[str, Any] = {}
    for name, value in filters.items():
        if value is not None:
            good = _CHECKS[name](value)
            if isinstance(good, _Refusal):
                return ConfigurationError(f"{name}= {good}")
            checked[name] = good
    if not _is_whole(limit, 1):
        return ConfigurationError("limit= must be a whole number, 1 or more")
    if max_items is not None and not _is_whole(max_items, 1):
        return ConfigurationError("max_items= must be a whole number, 1 or more, or None for all")
    if not _is_names(require):
        return ConfigurationError('require= must be a tuple of field names, such as ("summary",)')
    required = tuple(require)
    if any(name not in _FIELDS for name in required):
        return ConfigurationError(
            f"require= names a field that no conversation has: use {', '.join(_FIELDS)}"
        )
    return Wanted(Filters(checked), limit, max_items, required, read_ahead)


class _Refusal(str):
    """What a filter must be, for one that it is not."""

    __slots__ = ()


def _member_of(kind: type[Direction | Channel | Status]) -> Callable[[object], Any]:
    """Make a check of enum members and their texts.

    A text that the contract does not know is sent: answers can hold it, so one can look for it.
    """
    known = ", ".join(repr(member.value) for member in kind)

    def check(value: object) -> Any:
        foreign = isinstance(value, Enum) and not isinstance(value, kind)
        if foreign or not isinstance(value, str) or not _is_sendable(value):
            return _Refusal(f"must be a {kind.__name__} or its text, such as {known}")
        return kind(value)

    return check


def _text(value: object) -> Any:
    if isinstance(value, str) and _is_sendable(value):
        return value
    return _Refusal("must be a text without control characters, and not empty: None is no filter")


def _count(value: object) -> Any:
    return value if _is_whole(value, 0) else _Refusal("must be a whole number, 0 or more")


def _time(value: object) -> Any:
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value
    return _Refusal("must be a datetime with a time zone, such as datetime.now(timezone.utc)")


def _metadata(value: object) -> Any:
    if is_mapping(value) and value and all(map(_is_text, value)):
        try:
            text = json.dumps(
                dict(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")
            )
            text.encode()
        except (TypeError, ValueError, RecursionError):
            pass
        else:
            return text
    return _Refusal("must be a dict that JSON can hold, and not empty: None is no filter")


def _is_names(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_sendable(text: str) -> bool:
    return bool(text) and text.isprintable()


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


_CHECKS: Final[Mapping[str, Callable[[object], Any]]] = {
    "direction": _member_of(Direction),
    "channel": _member_of(Channel),
    "status": _member_of(Status),
    "user_id": _text,
    "agent_id": _text,
    "agent_version_id": _text,
    "agent_number": _text,
    "web_widget_id": _text,
    "duration_above": _count,
    "duration_below": _count,
    "user_turn_count_above": _count,
    "user_turn_count_below": _count,
    "custom_metadata": _metadata,
    "created_after": _time,
    "created_before": _time,
}
