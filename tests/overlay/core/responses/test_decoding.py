"""Decoding: only a conversation passes as one, and nothing that the API may add loses it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyreach import APIResponseValidationError
from anyreach._core.responses import decoding as _decode
from anyreach._core.responses.decoding import Answer, read_json
from anyreach._transport.http_types import Reply
from anyreach.models import Channel, Conversation, Status
from anyreach_api.api.conversations import get_conversation
from anyreach_api.errors import DecodeError

RECORD = {"id": "conv_1", "status": "completed"}


@pytest.fixture(params=["json", "orjson"], scope="module", autouse=True)
def _reader(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run everything with the standard library, and with the extra `fast`."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "json":
            patch.setattr(_decode, "orjson", None)
        else:
            assert _decode.orjson is not None
        yield


def decode(*args: Any, **kwargs: Any) -> Any:
    """What an operation reads in an answer."""
    return _decode.decode("theOperation", *args, **kwargs)


def refusal(*args: Any, **kwargs: Any) -> str:
    """Why an answer is refused."""
    with pytest.raises(APIResponseValidationError) as raised:
        decode(*args, **kwargs)
    assert raised.value.operation == "theOperation"
    assert raised.value.__context__ is None
    return str(raised.value.args[0])


def answer_of(body: bytes | Any, expected_id: str | None = "conv_1", status: int = 200) -> Any:
    """What `decode` takes for a body as the answer of getConversation."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    record = None if expected_id is None else ("id", expected_id)
    return Reply(status, {}, content), get_conversation.read, record


def read(body: bytes | Any, expected_id: str | None = "conv_1") -> Any:
    """What a body becomes as the answer of getConversation."""
    return decode(*answer_of(body, expected_id))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "the response is empty"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"  <!doctype html>", "looks like HTML"),
        (b'{"id": "conv_1", "summary": "can', "truncated"),
        (b'{"id": "conv_1",', "truncated"),
        (b'{"id": canary}', "not JSON at character 7"),
        (b'{"id": "conv_1"} canary', "not JSON at character 17"),
        (b'{"id": "conv_1", "duration": NaN}', "NaN, Infinity or a number out of range"),
        (b'{"id": "conv_1", "x": -Infinity}', "NaN, Infinity or a number out of range"),
        (b'{"id": "conv_1", "x": ' + b"9" * 5_000 + b"}", "a number out of range"),
        (b'{"id": "conv_1", "summary": "\xff"}', "not UTF-8 at byte 29"),
        (b'{"id": "conv_1", "a" 1}', "not JSON at character 21"),
        (b'{"id": "conv_1"; "a": 1}', "not JSON at character 15"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[]", "expected an object, got an array"),
        (b'"canary"', "expected an object, got a string"),
        (b"null", "expected an object, got null"),
        (b"{}", "id: is required but missing"),
        (b'{"id": null}', "id: expected a string, got null"),
        (b'{"detail": "canary"}', "id: is required but missing"),
        (b'{"id": "canary"}', "a different record than the one requested"),
        (b'{"id": 7}', "id: expected a string, got a number"),
        (b'{"id": "conv_1", "duration": "canary"}', "duration: expected an integer, got a string"),
        (b'{"id": "conv_1", "created_at": "canary"}', "created_at: expected a date-time"),
        (b'{"id": "conv_1", "agent": {"name": ["canary"]}}', "agent.name: expected a string"),
    ],
)
def test_what_does_not_pass_as_a_conversation(body: bytes, said: str) -> None:
    """The problem names what is wrong and where, and shows nothing of the answer."""
    problem = refusal(*answer_of(body))
    assert said in problem
    assert "canary" not in problem


def test_an_undocumented_success_is_refused() -> None:
    """A 2xx that the contract does not have is no answer."""
    for status, body in ((299, b"{}"), (204, b"")):
        problem = refusal(*answer_of(body, status=status))
        assert f"does not document status {status}" in problem


def test_unknown_enum_values_keep_their_text_and_type() -> None:
    """A value that the contract does not know is its text, and still the enum."""
    conversation = read(RECORD | {"status": "on_hold", "channel": "fax"})
    assert conversation.status == "on_hold"
    assert isinstance(conversation.status, Status)
    assert isinstance(conversation.channel, Channel)
    assert conversation.to_dict()["status"] == "on_hold"


def test_surrogates_and_escaped_backslashes_are_text() -> None:
    """A pair of surrogates is a character, and a lone one is kept."""
    body = b'{"id": "conv_1", "summary": "\\ud83d\\ude00 \\\\ud800 \\ud800"}'
    assert read(body).summary == "\U0001f600 \\ud800 \ud800"


def test_null_in_other_fields_is_none() -> None:
    """A null that the contract does not have loses no answer."""
    conversation = read(RECORD | {"user_id": None, "direction": None, "web_widget_id": None})
    assert conversation.user_id is None
    assert conversation.direction is None
    assert conversation.web_widget_id is None


def test_only_a_record_that_was_asked_for_needs_its_id() -> None:
    """Without a rule the id can be any; a rule is about what is read, whatever that is."""

    def number(answer: Any) -> Any:
        return SimpleNamespace(number=answer.json()["number"])

    reply = Reply(200, {}, b'{"number": 7}')
    assert read(RECORD, None).id == "conv_1"
    for found in (decode(reply, number), decode(reply, number, ("number", "7"))):
        assert found == SimpleNamespace(number=7)
    for rule in (("number", "8"), ("id", "7")):
        problem = refusal(reply, number, rule)
        assert problem == "the response is a different record than the one requested"


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        (None, "é".encode(), "é"),
        ("text/plain", "é".encode(), "é"),
        ("text/plain; charset=iso-8859-1", b"\xe9", "é"),
        ('text/csv; header=present; Charset="UTF-16"', "é".encode("utf-16"), "é"),
        ("text/plain; charset=utf-8", b"\xe9", None),
        ("text/plain; charset=martian", b"e", None),
        ("text/plain; charset=hex", b"65", None),
    ],
)
def test_text_is_read_in_its_charset(
    content_type: str | None, body: bytes, text: str | None
) -> None:
    """A text answer is in the charset that it names, or UTF-8, or refused."""
    headers = {} if content_type is None else {"content-type": content_type}
    reply = Reply(200, headers, body)
    if text is None:
        assert refusal(reply, Answer.text) == "the response can't be decoded with its charset"
    else:
        assert decode(reply, Answer.text) == text


def test_a_page_of_html_is_no_text() -> None:
    """What a proxy answers in place of a text or a file is refused, unless HTML is documented."""
    reply = Reply(200, {"content-type": "Text/HTML; charset=utf-8"}, b"<p>")
    for accept in ("text/plain", "audio/wav, audio/mpeg"):
        assert refusal(reply, Answer.text, accept=accept) == "the response is an HTML page"
    for accept in ("text/html", "*/*", "text/*"):
        assert decode(reply, Answer.text, accept=accept) == "<p>"


def test_an_answer_shows_nothing_of_itself() -> None:
    """The text of an answer is its status."""
    assert repr(Answer(Reply(200, {"x": "canary"}, b"canary"))) == "<answer 200>"


def test_models_nested_too_deeply_are_a_problem() -> None:
    """A recursion of models that does not end in time is no crash."""

    def forever(answer: Any) -> Any:
        return forever(answer)

    assert "nested too deeply" in refusal(Reply(200, {}, b"{}"), forever)


def test_the_extra_is_an_extra() -> None:
    """Without orjson the package works as well."""
    code = (
        "import sys; sys.modules['orjson'] = None; "
        "from anyreach._core.responses import decoding; print(decoding.orjson)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"None\n"


@given(st.binary())
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    """Whatever bytes arrive, reading them gives a value or one kind of error."""
    with suppress(DecodeError):
        read_json(body)
    with suppress(APIResponseValidationError):
        read(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = [field.alias for field in attrs.fields(Conversation) if field.alias != "nulls"]


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), json_values))
def test_no_record_raises_anything_else(record: dict[str, Any]) -> None:
    """Whatever the fields hold, the answer is a conversation with every key, or refused."""
    with suppress(APIResponseValidationError):
        found = read(record, expected_id=None)
        assert found.to_dict().keys() >= {key for key, value in record.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02t03:04:05z", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02T03:04:05z", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02 03:04:05-00:00", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02t03:04:05.123456789+02:00", "2026-01-02T03:04:05.123456+02:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
        ("2016-12-31t23:59:60.5z", "2017-01-01T00:00:00.500000+00:00"),
    ],
)
def test_every_form_of_a_date_time_is_read(text: str, moment: str) -> None:
    """RFC 3339 has lower case, fractions of any length, and a leap second: it ends the minute."""
    conversation = Conversation.from_dict({"id": "conv_1", "created_at": text})
    assert conversation.created_at is not None
    assert conversation.created_at.isoformat() == moment


@pytest.mark.parametrize("text", ["", "9999-12-31T23:59:60Z", "2016-12-31T23:59:61Z", "12:00:60"])
def test_what_is_no_date_time_is_refused(text: str) -> None:
    """A moment that the calendar does not have names its field."""
    with pytest.raises(DecodeError, match="created_at"):
        Conversation.from_dict({"id": "conv_1", "created_at": text})
