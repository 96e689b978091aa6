"""The kinds of fault: for each, what the server says instead of, or around, the right answer."""

from __future__ import annotations

import enum
import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache
from time import gmtime, strftime
from typing import Any, Final, cast

from tests.faults.records import STRANGER, record

HOLD: Final = 13.0  # seconds that a stalled answer is held: longer than any caller may wait
BOMB_BYTES: Final = 64 * 1024 * 1024  # decoded: twice what a client takes
_DRIPS: Final = 40
_NOISE: Final = 64 * 1024


class End(enum.Enum):
    """How a connection ends."""

    CLOSE = "close"
    RESET = "reset"


CLOSE, RESET = End.CLOSE, End.RESET

Step = bytes | float | End  # say these bytes, pause for so many seconds, end the connection


@dataclass(frozen=True)
class Ask:
    """What was asked for.

    Attributes:
        conversation_id: The record.
        credential: What the request said in `Authorization`: every answer repeats it in a header.
        now: The time, in seconds since the epoch.
    """

    conversation_id: str
    credential: str
    now: float


Kind = Callable[[Ask], list[Step]]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _right(ask: Ask) -> bytes:
    return _json(record(ask.conversation_id))


def _head(ask: Ask, *headers: str, status: int = 200) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", f"X-Seen: {ask.credential}", *headers, "", ""]
    return "\r\n".join(lines).encode()


def whole(ask: Ask, body: bytes, *headers: str, status: int = 200) -> bytes:
    """Return a complete answer."""
    return _head(ask, f"Content-Length: {len(body)}", *headers, status=status) + body


def _good(ask: Ask) -> bytes:
    return whole(ask, _right(ask))


def _stranger(ask: Ask) -> bytes:
    return whole(ask, _json(record(STRANGER)))


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _chunked(ask: Ask, *parts: bytes) -> bytes:
    return _head(ask, "Transfer-Encoding: chunked") + b"".join(map(_chunk, parts))


_LAST_CHUNK: Final = b"0\r\n\r\n"
_ZIPPED: Final = "Content-Encoding: gzip"


def _in_chunks(ask: Ask) -> bytes:
    body = _right(ask)
    return _chunked(ask, body[:700], body[700:1500], body[1500:]) + _LAST_CHUNK


def _drip(data: bytes) -> list[Step]:
    """Say the data so that each of its last bytes is in time, and the whole of it is not."""
    steps: list[Step] = [data[:-_DRIPS]]
    for byte in data[-_DRIPS:]:
        steps += [HOLD / _DRIPS, bytes([byte])]
    return steps


@cache
def _white_space() -> tuple[bytes, Any]:
    """Return a lot of white space, zipped, and the compressor for what comes after it."""
    compressor = zlib.compressobj(level=1, wbits=31)
    noise = b" " * _NOISE
    return b"".join(compressor.compress(noise) for _ in range(BOMB_BYTES // _NOISE)), compressor


def _bomb(ask: Ask) -> bytes:
    """Return the right answer, zipped, after so much white space that it is too large."""
    before, compressor = _white_space()
    rest = compressor.copy()
    return b"".join([before, rest.compress(_right(ask)), rest.flush()])


RIGHT: Final[Mapping[str, Kind]] = {
    "plain": lambda ask: [_good(ask)],
    "in pieces": lambda ask: [_good(ask)[:90], 0.005, _good(ask)[90:900], 0.005, _good(ask)[900:]],
    "gzip": lambda ask: [whole(ask, gzip.compress(_right(ask)), _ZIPPED)],
    "chunked": lambda ask: [_in_chunks(ask)],
    "chunked, with a trailer": lambda ask: [
        _chunked(ask, _right(ask)) + b"0\r\nX-Checksum: 1\r\n\r\n"
    ],
    "until close": lambda ask: [_head(ask) + _right(ask), CLOSE],
    "after a 103": lambda ask: [b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + _good(ask)],
    "HTTP/1.0": lambda ask: [_good(ask).replace(b"HTTP/1.1", b"HTTP/1.0", 1), CLOSE],
}
"""The forms of the right answer."""


def _status(status: int, *headers: str, body: bytes | None = None) -> Kind:
    def say(ask: Ask) -> list[Step]:
        refusal = _json({"detail": f"canarywords: {ask.credential} may not"})
        return [whole(ask, refusal if body is None else body, *headers, status=status)]

    return say


_GATEWAY: Final = b"<html><h1>502 Bad Gateway</h1></html>"

_STATUSES: Final[Mapping[str, Kind]] = {
    "204": lambda ask: [_head(ask, status=204)],
    "206, a part": lambda ask: [whole(ask, _right(ask)[:500], status=206)],
    "302": _status(302, "Location: /core/conversations/conv_stranger"),
    "304": lambda ask: [_head(ask, status=304)],
    "408, then close": lambda ask: [*_status(408, "Connection: close")(ask), CLOSE],
    "429": _status(429),
    "500": _status(500),
    "500 with another's record": _status(500, body=_json(record(STRANGER))),
    "502, HTML": _status(502, "Content-Type: text/html", body=_GATEWAY),
    "503": _status(503),
    "504": _status(504, body=b""),
    "520": _status(520),
}


def _soon(now: float) -> float:
    return float(int(now) + 2)


_NEVER: Final = 1e12

RETRY_AFTER: Final[Mapping[str, Callable[[float], tuple[str, float]]]] = {
    "seconds": lambda now: ("1", now + 1),
    "decimals": lambda now: ("0.75", now + 0.75),
    "IMF date": lambda now: (formatdate(_soon(now), usegmt=True), _soon(now)),
    "RFC 850 date": lambda now: (
        strftime("%A, %d-%b-%y %H:%M:%S GMT", gmtime(_soon(now))),
        _soon(now),
    ),
    "asctime date": lambda now: (strftime("%a %b %e %H:%M:%S %Y", gmtime(_soon(now))), _soon(now)),
    "past date": lambda _: ("Mon, 01 Jan 1990 00:00:00 GMT", 0),
    "absurd zone": lambda _: ("Mon, 01 Jan 1990 00:00:00 +9999", 0),
    "absurd date": lambda _: ("Mon, 99 Zed 99999 99:99:99 GMT", 0),
    "0": lambda _: ("0", 0),
    "negative": lambda _: ("-5", 0),
    "an hour": lambda now: ("3600", now + 3600),
    "infinite": lambda _: ("inf", _NEVER),
    "not a number": lambda _: ("nan", 0),
    "400 digits": lambda _: ("9" * 400, _NEVER),
    "words": lambda _: ("soon", 0),
}
"""By form: from the time, what `Retry-After` says, and the time that it means (0: none)."""


def _retry_after(form: str, status: int) -> Kind:
    def say(ask: Ask) -> list[Step]:
        text, _ = RETRY_AFTER[form](ask.now)
        return _status(status, f"Retry-After: {text}")(ask)

    return say


def throttled(ask: Ask, retry_after: str) -> list[Step]:
    """Return the answer of an API that has had enough."""
    return _status(429, f"Retry-After: {retry_after}")(ask)


def asked_until(kind: str, now: float) -> float:
    """Return the time before which the caller must not ask again, or 0 when it may at once."""
    prefix, _, form = kind.partition(", ")
    return RETRY_AFTER[form](now)[1] if prefix == "Retry-After" else 0.0


def _cut(say: Callable[[Ask], bytes], how: End) -> Kind:
    return lambda ask: [say(ask), how]


_PARTS: Final[Mapping[str, Callable[[Ask], bytes]]] = {
    "before headers": lambda _: b"",
    "in headers": lambda ask: _good(ask)[:40],
    "after headers": lambda ask: _good(ask).partition(b"{")[0],
    "in body": lambda ask: _good(ask)[:-100],
    "in chunk": lambda ask: _in_chunks(ask)[:900],
    "before the last chunk": lambda ask: _in_chunks(ask).removesuffix(_LAST_CHUNK),
}

_CUTS: Final[Mapping[str, Kind]] = {
    f"{how.value} {where}": _cut(say, how) for where, say in _PARTS.items() for how in End
}

_IDLE: Final[Mapping[str, Kind]] = {
    "closed when idle": lambda ask: [_good(ask), CLOSE],
    "closed when idle, a little later": lambda ask: [_good(ask), 0.003, CLOSE],
    "reset when idle": lambda ask: [_good(ask), 0.003, RESET],
    "408 when idle": lambda ask: [_good(ask), 0.003, *_status(408)(ask), CLOSE],
}

_SURPLUS: Final[Mapping[str, Kind]] = {
    "surplus bytes": lambda ask: [_good(ask) + b"surplus"],
    "surplus line ends": lambda ask: [_good(ask) + b"\r\n\r\n"],
    "second answer": lambda ask: [_good(ask) + _stranger(ask)],
    "second answer after chunks": lambda ask: [_in_chunks(ask) + _stranger(ask)],
    "second answer after gzip": lambda ask: [
        whole(ask, gzip.compress(_right(ask)), _ZIPPED) + _stranger(ask)
    ],
    "second answer, later": lambda ask: [_good(ask), 0.003, _stranger(ask)],
    "length too small": lambda ask: [_good(ask).replace(b"-Length: ", b"-Length: 1\r\nX-Was: ", 1)],
}

_FRAMING: Final[Mapping[str, Kind]] = {
    "bad chunk": lambda ask: [_chunked(ask, _right(ask)[:500]) + b"zz\r\n{}\r\n", CLOSE],
    "two lengths": lambda ask: [_good(ask).replace(b"\r\n", b"\r\nContent-Length: 20\r\n", 1)],
    "length is no number": lambda ask: [_head(ask, "Content-Length: -7") + _right(ask), CLOSE],
    "length and chunks": lambda ask: [
        _in_chunks(ask).replace(b"\r\n", b"\r\nContent-Length: 20\r\n", 1)
    ],
    "no length, cut": lambda ask: [_head(ask) + _right(ask)[:-500], CLOSE],
    "no length, gzip, cut": lambda ask: [
        _head(ask, _ZIPPED) + gzip.compress(_right(ask))[:-60],
        CLOSE,
    ],
    "one huge header": lambda ask: [whole(ask, _right(ask), "X-Huge: " + "x" * 300_000)],
    "many headers": lambda ask: [whole(ask, _right(ask), *(f"X-{n}: 1" for n in range(500)))],
    "endless header": lambda ask: [_head(ask)[:-2] + b"X: ", *[b"x" * _NOISE] * 200],
    "no HTTP": lambda _: [b"220 mail.example ESMTP\r\n\r\n", CLOSE],
    "HTTP/2": lambda _: [b"\0\0\x12\4\0\0\0\0\0" + bytes(18), CLOSE],
    "status 1000": lambda ask: [_good(ask).replace(b" 200 ", b" 1000 ", 1)],
    "101": lambda ask: [_head(ask, "Upgrade: websocket", "Connection: upgrade", status=101)],
}

_SLOW: Final[Mapping[str, Kind]] = {
    "stalled before headers": lambda _: [HOLD, CLOSE],
    "stalled in headers": lambda ask: [_good(ask)[:30], HOLD, CLOSE],
    "stalled before body": lambda ask: [_good(ask).partition(b"{")[0], HOLD, CLOSE],
    "stalled in body": lambda ask: [_good(ask)[:-30], HOLD, CLOSE],
    "stalled in chunks": lambda ask: [_in_chunks(ask)[:1_000], HOLD, CLOSE],
    "slow headers": lambda ask: [*_drip(_head(ask, "Content-Length: 2")), b"{}"],
    "slow body": lambda ask: _drip(_good(ask)),
    "endless 103": lambda ask: [
        *_DRIPS * cast("list[Step]", [b"HTTP/1.1 103 Early Hints\r\n\r\n", HOLD / _DRIPS]),
        _good(ask),
    ],
}

_CODINGS: Final[Mapping[str, Kind]] = {
    "gzip, cut": lambda ask: [whole(ask, gzip.compress(_right(ask))[:-60], _ZIPPED)],
    "gzip, corrupt": lambda ask: [whole(ask, _flipped(gzip.compress(_right(ask))), _ZIPPED)],
    "gzip, wrong checksum": lambda ask: [
        whole(ask, gzip.compress(_right(ask))[:-8] + bytes(8), _ZIPPED)
    ],
    "gzip that is none": lambda ask: [whole(ask, _right(ask), _ZIPPED)],
    "bytes after gzip": lambda ask: [whole(ask, gzip.compress(_right(ask)) + b"more", _ZIPPED)],
    "gzip twice": lambda ask: [
        whole(ask, gzip.compress(gzip.compress(_right(ask))), "Content-Encoding: gzip, gzip")
    ],
    "unknown coding": lambda ask: [whole(ask, _right(ask), "Content-Encoding: br")],
}


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]


BOMBS: Final[Mapping[str, Kind]] = {
    "gzip bomb": lambda ask: [whole(ask, _bomb(ask), _ZIPPED)],
    "gzip bomb, twice": lambda ask: [
        whole(ask, gzip.compress(_bomb(ask)), _ZIPPED, "Content-Encoding: gzip")
    ],
    "endless chunks": lambda ask: [
        _chunked(ask),
        *[_chunk(b" " * _NOISE)] * (BOMB_BYTES // _NOISE),
        _chunk(_right(ask)) + _LAST_CHUNK,
    ],
    "deep JSON": lambda ask: [whole(ask, b"[" * 1_000_000)],
    "number of a million digits": lambda ask: [
        whole(ask, _right(ask).replace(b": 61", b": " + b"6" * 1_000_000))
    ],
}
"""Answers that grow when they are read."""

_CONTENT: Final[Mapping[str, Kind]] = {
    "empty": lambda ask: [whole(ask, b"")],
    "HTML": lambda ask: [whole(ask, b"<html>sign in</html>", "Content-Type: text/html")],
    "cut JSON": lambda ask: [whole(ask, _right(ask)[:-200])],
    "two records": lambda ask: [whole(ask, _right(ask) + _right(ask))],
    "byte order mark": lambda ask: [whole(ask, b"\xef\xbb\xbf" + _right(ask))],
    "UTF-16": lambda ask: [whole(ask, _right(ask).decode().encode("utf-16"))],
    "bad UTF-8": lambda ask: [whole(ask, _right(ask).replace(b"m\xc3\xbcde", b"m\xfcde"))],
    "NaN": lambda ask: [whole(ask, _right(ask).replace(b": 61", b": NaN"))],
    "infinite": lambda ask: [
        whole(ask, _right(ask).replace(b'{"of": ', b'{"at": -Infinity, "of": '))
    ],
    "a list": lambda ask: [whole(ask, b"[" + _right(ask) + b"]")],
    "a text": lambda ask: [whole(ask, _json(_right(ask).decode()))],
    "null": lambda ask: [whole(ask, b"null")],
    "detail with 200": lambda ask: [whole(ask, _json({"detail": "Conversation not found"}))],
    "another's record": lambda ask: [_stranger(ask)],
    "no id": lambda ask: [whole(ask, _right(ask).replace(b'"id": ', b'"di": ', 1))],
    "wrong type": lambda ask: [
        whole(ask, _json(record(ask.conversation_id) | {"conversation": "canarywords"}))
    ],
}

KINDS: Final[Mapping[str, Kind]] = {
    **_STATUSES,
    **{
        f"Retry-After, {form}": _retry_after(form, (429, 503)[number % 2])
        for number, form in enumerate(RETRY_AFTER)
    },
    **_CUTS,
    **_IDLE,
    **_SURPLUS,
    **_FRAMING,
    **_SLOW,
    **_CODINGS,
    **BOMBS,
    **_CONTENT,
}
"""Every kind of fault, by name."""

FINAL: Final = frozenset(
    {
        *("302", "304", "520"),
        *(f"Retry-After, {form}" for form in ("an hour", "infinite", "400 digits")),
        *("gzip bomb", "endless chunks"),
    }
)
"""The kinds that end a call.

The API says no, or not before the call has to be over, or more than the client takes. After any
other one a fresh attempt is answered, so that an error is a lost call.
"""
