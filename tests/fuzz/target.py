"""What any bytes must become: seeds and tokens to start from, and the check of the outcome."""

from __future__ import annotations

import json
import math
from typing import Any, Final

from anyreach import APIResponseValidationError
from anyreach._core.responses.status_errors import status_error
from tests.overlay.oracle import CONTRACT, CONVERSATION, check_conversation, outcome

# Stand for whatever an answer says; no letter of them means anything in an escape or a number.
CANARY: Final = b"phlox"
_OTHER: Final = b"skimp"

_WORDS: Final = [
    *CONVERSATION["properties"],
    *(
        value
        for schema in CONTRACT["components"]["schemas"].values()
        for value in schema.get("enum", [])
    ),
    *("detail", "name", "items"),
]
VALUES: Final = [
    *(json.dumps(word).encode() for word in _WORDS),
    *(b"null", b"true", b"false", b"{}", b"[]", b'""', b'"phlox"', b'{"phlox":["phlox"]}'),
    *(b"0", b"-0", b"-0.0", b"48", b"1.0", b"1E5", b"0.1", b"2.5", b"1e-400", b"1e999", b"9" * 40),
    *(b"9007199254740993", b"18446744073709551616", b'"2026-01-15"', b'"2026-01-15T09:30:00Z"'),
    *(b'"\\u00e9\\ud83d\\ude00"', b'"\\ud83d"', b'"\\u0000"', b'"\\u0069d"', b'"\\\\ud800"'),
    *(b'{"a":1,"a":2}', b'{"name":7}', b"[" * 64 + b"]" * 64, b'{"a":' * 64 + b"1" + b"}" * 64),
]
DAMAGE: Final = [
    *(b"", b"{", b"}", b"[", b"]", b",", b":", b'"', b" ", b"\n", b"\t", b"\\", b"\x00", b"\x0b"),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc2\xa0", b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80"),
    *(b"NaN", b"-Infinity", b"01", b"1.", b"+1", b"<html>", b"phlox", b'"id":"conv_1",'),
]

_RECORD: Final[dict[str, Any]] = {
    "id": "conv_1",
    "organization_id": "phlox",
    "direction": "inbound",
    "channel": "phlox",
    "status": "completed",
    "user_id": "+phlox",
    "web_widget_id": None,
    "duration": 48,
    "user_turn_count": 2.0,
    "created_at": "2026-01-15T09:30:00+00:00",
    "updated_at": "2026-01-15T09:30:55.123Z",
    "agent": {"id": "phlox", "name": "phlox", "phlox": ["phlox"]},
    "summary": "A phlox, \u00fc and \U0001f600.",
    "initial_context": None,
    "custom_metadata": {"phlox": {"phlox": [True, 1, 1.5, None]}},
    "conversation": {"items": [{"type": "message", "content": ["phlox"]}]},
    "recording_details": {"recording_url": "https://example.net/phlox"},
    "phlox": "phlox",
}
_DOCUMENTS: Final[list[Any]] = [
    _RECORD,
    {"id": "phlox"},
    {"id": "conv_1", "status": "in_progress", "summary": None},
    *({"id": "conv_1", name: ["phlox"]} for name in CONVERSATION["properties"]),
    {"id": "conv_1", "agent": {"name": {"phlox": "phlox"}}},
    {"detail": "phlox"},
    {"detail": [{"msg": "phlox", "loc": ["phlox"]}]},
    [_RECORD],
    "phlox",
    48,
    None,
]
SEEDS: Final = [
    *(json.dumps(document).encode() for document in _DOCUMENTS),
    json.dumps(_RECORD, ensure_ascii=False, separators=(",", ":")).encode(),
    json.dumps(_RECORD, indent=2).encode(),
    b'\xef\xbb\xbf{"id": "conv_1"}',
    b'{"id": "conv_1", "id": "phlox"}',
    b' {"id": "conv_1", "id": "phlox"}',
    b'{"id": "conv_1", "phl\nox": 1}',
    b'{"id": "conv_1"}\xc2\xa0',
    b'\n{"id":"conv_1","custom_metadata":{"phlox":18446744073709551616}}',
    b'[{"id":"conv_1","custom_metadata":{"phlox":18446744073709551616}}]',
    b'{"id":"conv_1","custom_metadata":{"phlox":1e999}}',
    b'{"id": "conv_1", "summary": "\\ud800 phlox"}',
    b'{"id": "conv_1", "duration": NaN, "summary": "phlox"}',
    b'{"id": "conv_1", "duration": ' + b"9" * 5_000 + b"}",
    b'{"id": "conv_1", "conversation": ' + b'{"phlox":' * 2_000 + b"}" * 2_000 + b"}",
    b"<!doctype html><title>phlox</title>",
]


def check(body: bytes) -> None:
    """Assert that a body becomes the record that it is, or a problem that shows none of it."""
    found = outcome(body)
    if isinstance(found, APIResponseValidationError):
        _check_text(str(found))
        assert str(outcome(body.replace(CANARY, _OTHER))) == str(found)
    _check_record(body, found)
    for status in (400, 401, 403, 422, 500, 999):
        error = status_error("getConversation", status, {}, body, now=0.0)
        _check_text(str(error))


def _check_text(text: str) -> None:
    assert text.isascii()
    assert text.isprintable()
    assert CANARY.decode() not in text
    assert len(text) < 300


def _check_record(body: bytes, found: object) -> None:
    """Assert that a body is decoded exactly when it is JSON by RFC 8259 and fits the contract."""
    try:
        sent = json.loads(body.decode("utf-8"), parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        assert isinstance(found, APIResponseValidationError)
        return
    check_conversation(sent, found)


def _finite(text: str) -> float:
    """Return a number, unless it is none, or one that a float cannot hold."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number
