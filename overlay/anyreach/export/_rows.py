"""Rows: conversations as they arrived, decoded, with a digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from anyreach._core.pagination.listing import Listing, Skipped
from anyreach._core.responses import decoding
from anyreach_api import models
from anyreach_api._model import Model, withheld_in
from anyreach_api._operation import Answer, Request
from anyreach_api.api.conversations import get_conversation, list_conversations
from anyreach_api.errors import DecodeError

_VOLATILE: Final = "recording_details"  # its URL differs in every response
_TEXT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ASCII: Final = json.JSONEncoder(separators=(",", ":")).encode
_EXPONENT: Final = re.compile(rb"e[-1-9]|0\.0000")  # of either library, or text like it
_FIELDS: Final = {str(one.alias): one.name for one in models.Conversation.__attrs_attrs__}
_SENSITIVE: Final = {
    str(one.alias) for one in models.Conversation.__attrs_attrs__ if one.metadata.get("sensitive")
}


class Row:
    """A conversation; hidden from repr.

    Args:
        raw: The JSON object as it arrived.
        record: The decoded conversation.
        at: The creation time, in UTC.

    Attributes:
        raw: The JSON object as it arrived.
        record: The decoded conversation.
        at: The creation time, in UTC.

        id: The conversation's unique id.
        line: The conversation as JSON on one line.
        withheld: The names of withheld fields.
    """

    def __init__(self, raw: Mapping[str, Any], record: models.Conversation, at: datetime) -> None:
        self.raw = raw
        self.record = record
        self.at = at
        self.id = record.id
        self.line = dumps(raw)
        self.withheld = self._withheld()

    def _withheld(self) -> list[str]:
        found = _SENSITIVE - self.raw.keys()
        for name, value in self.raw.items():
            if type(value) is dict and name in _FIELDS:
                model: Any = getattr(self.record, _FIELDS[name])
                found.update(withheld_in(model, name) if _may_lack(model.__class__) else ())
        return sorted(found)

    def redacted(self) -> Row:
        """Return the row without sensitive and unknown fields."""
        record = self.record.redacted()
        return Row(record.to_dict(), record, self.at)

    def state(self) -> list[Any]:
        """Return the values that change while a conversation is active."""
        return [self.raw.get("status"), self.raw.get("updated_at")]

    def digest(self) -> str:
        """Return a digest that changes with the conversation, but not with its recording's URL."""
        seen = self.line
        if recording := self.raw.get(_VOLATILE):
            seen = seen.replace(dumps(recording), b"true")
        return hashlib.blake2b(seen, digest_size=12).hexdigest()


@cache
def _may_lack(kind: type) -> bool:
    """Return whether a value of a type can have withheld fields."""
    return issubclass(kind, Model) and any(
        one.metadata.get("sensitive") or "models." in str(one.type) for one in kind.__attrs_attrs__
    )


def read_row(raw: Any) -> Row:
    """Validate and decode a conversation.

    Raises:
        DecodeError: The conversation is invalid, or has no creation time.
    """
    record = models.Conversation.from_dict(raw)
    at = record.created_at
    if at is None:
        raise DecodeError(("created_at",), "is missing")
    return Row(raw, record, at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))


def listing() -> Listing:
    """Return the operation that lists conversations as rows."""
    pagination: Any = list_conversations.INFO.pagination
    return Listing(list_conversations, pagination._replace(item=read_row), skip=True)


class Whole:
    """The operation that gets a conversation as a row."""

    INFO = get_conversation.INFO

    @staticmethod
    def request(conversation_id: str) -> Request:
        """Build the request."""
        return get_conversation.request(conversation_id)

    @staticmethod
    def read(answer: Answer) -> Row:
        """Validate and decode the response.

        Raises:
            DecodeError: The response doesn't match the contract.
        """
        get_conversation.read(answer)
        return read_row(answer.json())


def dumps(value: Any) -> bytes:
    """Return a JSON value on one line. Lone surrogates are escaped.

    The bytes are the same with and without orjson, which formats exponents differently.
    """
    orjson = decoding.orjson
    if orjson is None:
        return _dumps(value)
    try:
        text: bytes = orjson.dumps(value)
    except orjson.JSONEncodeError:
        return _dumps(value)
    return _dumps(value) if _EXPONENT.search(text) else text


def _dumps(value: Any) -> bytes:
    try:
        return _TEXT(value).encode()
    except UnicodeEncodeError:
        return _ASCII(value).encode()


def created_at_of(skipped: Skipped) -> datetime | None:
    """Return an unreadable row's creation time, if it has one."""
    try:
        at = datetime.fromisoformat(skipped.row["created_at"])
    except (KeyError, TypeError, ValueError):
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
