"""Decoding: only a conversation passes as one, and nothing that the API may add loses it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import anyreach_api.models as plain
from anyreach import _decode
from anyreach._decode import Problem, decode, read_json
from anyreach.models import Channel, Conversation, Status
from anyreach_api.api.conversations import get_conversation

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


def read(body: bytes | Any, expected_id: str | None = "conv_1", status: int = 200) -> Any:
    """What a body becomes as the answer of getConversation."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    parse = get_conversation._parse_success  # pyright: ignore[reportPrivateUsage]  the seam
    return decode(content, status, parse, expected_id=expected_id)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "the answer is empty"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"  <!doctype html>", "looks like HTML"),
        (b'{"id": "conv_1", "summary": "can', "cut short"),
        (b'{"id": "conv_1",', "cut short"),
        (b'{"id": canary}', "not JSON at character 7"),
        (b'{"id": "conv_1"} canary', "not JSON at character 17"),
        (b'{"id": "conv_1", "duration": NaN}', "a number that is none"),
        (b'{"id": "conv_1", "x": -Infinity}', "a number that is none"),
        (b'{"id": "conv_1", "x": ' + b"9" * 5_000 + b"}", "too large a one"),
        (b'{"id": "conv_1", "summary": "\xff"}', "not UTF-8 at byte 29"),
        (b'{"id": "conv_1", "summary": "\\ud800"}', "lone surrogate"),
        (b'{"id": "conv_2", "id": "conv_1"}', "a key twice"),
        (b'{"id":"conv_2","id":"conv_1"}', "a key twice"),
        (b'{"\\u0069d": "conv_2", "id": "conv_1"}', "a key twice"),
        (b'{"id": "conv_1", "a" 1}', "not JSON at character 21"),
        (b'{"id": "conv_1"; "a": 1}', "not JSON at character 15"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[]", "expected an object, got an array"),
        (b'"canary"', "expected an object, got a string"),
        (b"null", "expected an object, got null"),
        (b"{}", "the answer is no Conversation: it has no id"),
        (b'{"id": null}', "the answer is no Conversation: it has no id"),
        (b'{"detail": "canary"}', "the answer is no Conversation: it has no id"),
        (b'{"id": "canary"}', "another record than the one that was asked for"),
        (b'{"id": 7}', "id: expected a string, got a number"),
        (b'{"id": "conv_1", "duration": "canary"}', "duration: expected an integer, got a string"),
        (b'{"id": "conv_1", "created_at": "canary"}', "created_at: expected a date-time"),
        (b'{"id": "conv_1", "agent": {"name": ["canary"]}}', "agent.name: expected a string"),
    ],
)
def test_what_does_not_pass_as_a_conversation(body: bytes, said: str) -> None:
    """The problem names what is wrong and where, and shows nothing of the answer."""
    problem = read(body)
    assert isinstance(problem, Problem)
    assert said in problem.text
    assert "canary" not in problem.text


def test_an_undocumented_success_is_refused() -> None:
    """A 2xx that the contract does not have is no answer."""
    for status, body in ((299, b"{}"), (204, b"")):
        problem = read(body, status=status)
        assert isinstance(problem, Problem)
        assert f"does not document status {status}" in problem.text


def test_an_answer_becomes_the_redaction_aware_model() -> None:
    """What comes back is the Conversation of `anyreach.models`."""
    assert type(read(RECORD)) is Conversation


def test_unknown_enum_values_keep_their_text_and_type() -> None:
    """A value that the contract does not know is its text, and still the enum."""
    conversation = read(RECORD | {"status": "on_hold", "channel": "fax"})
    assert conversation.status == "on_hold"
    assert isinstance(conversation.status, Status)
    assert isinstance(conversation.channel, Channel)
    assert conversation.to_dict()["status"] == "on_hold"


def test_surrogate_pairs_and_escaped_backslashes_are_text() -> None:
    """Only a lone surrogate is refused: pairs and escaped backslashes are text."""
    body = b'{"id": "conv_1", "summary": "\\ud83d\\ude00 \\\\ud800"}'
    assert read(body).summary == "\U0001f600 \\ud800"


def test_null_in_other_fields_is_unset() -> None:
    """A null that the contract does not have loses no answer."""
    from anyreach import UNSET  # noqa: PLC0415

    conversation = read(RECORD | {"user_id": None, "direction": None, "web_widget_id": None})
    assert conversation.user_id is UNSET
    assert conversation.direction is UNSET
    assert conversation.web_widget_id is None


def test_records_in_lists_and_in_other_models_are_checked_and_aware() -> None:
    """A list of records, and models that hold one, get the same class and the same check."""

    def listed(_status: int, data: Any) -> list[Any]:
        return [plain.Conversation.from_dict(item) for item in data]

    body = json.dumps([RECORD, RECORD]).encode()
    found = decode(body, 200, listed, expected_id=None)
    assert isinstance(found, list)
    assert [type(item) for item in found] == [Conversation, Conversation]
    problem = decode(json.dumps([RECORD, {}]).encode(), 200, listed, expected_id=None)
    assert isinstance(problem, Problem)


@attrs.define
class Created:
    """A model that holds a conversation, as far as the client knows it."""

    conversation: plain.Conversation
    others: list[plain.Conversation]


def test_records_inside_other_models_are_checked_and_aware() -> None:
    """A conversation in another model gets the same class and the same check."""

    def created(_status: int, data: Any) -> Created:
        return Created(
            plain.Conversation.from_dict(data["conversation"]),
            [plain.Conversation.from_dict(item) for item in data["more"]],
        )

    whole = decode(
        json.dumps({"conversation": RECORD, "more": [RECORD]}).encode(),
        200,
        created,
        expected_id=None,
    )
    assert isinstance(whole, Created)
    assert type(whole.others[0]) is Conversation
    without: dict[str, Any] = {"conversation": RECORD, "more": [{}]}
    problem = decode(json.dumps(without).encode(), 200, created, expected_id=None)
    assert isinstance(problem, Problem)
    assert "it has no id" in problem.text


def test_models_nested_too_deeply_are_a_problem() -> None:
    """A recursion of models that does not end in time is no crash."""

    def forever(status: int, data: Any) -> Any:
        return forever(status, data)

    problem = decode(b"{}", 200, forever, expected_id=None)
    assert isinstance(problem, Problem)
    assert "nested too deeply" in problem.text


def test_the_extra_is_an_extra() -> None:
    """Without orjson the package works as well."""
    code = "import sys; sys.modules['orjson'] = None; import anyreach._decode as d; print(d.orjson)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"None\n"


@given(st.binary())
def test_no_bytes_raise(body: bytes) -> None:
    """Whatever bytes arrive, reading them gives a value or a problem."""
    read_json(body)
    read(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = [field.name for field in attrs.fields(Conversation) if field.init]


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), json_values))
def test_no_record_raises(record: dict[str, Any]) -> None:
    """Whatever the fields hold, the answer is a conversation with every key, or a problem."""
    found = read(record, expected_id=None)
    if not isinstance(found, Problem):
        assert found.to_dict().keys() >= {key for key, value in record.items() if value is not None}
