"""Transcripts are read tolerantly: nothing is lost, and no shape raises."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from anyreach._core.type_guards import is_list, is_mapping
from anyreach.models._transcript import ToolCall, Transcript, Turn, UnknownItem

CALL = {
    "type": "function_call",
    "call_id": "c1",
    "name": "look_up",
    "arguments": '{"order": 7}',
    "created_at": 1_700_000_000,
}
RESULT = {"type": "function_call_output", "call_id": "c1", "output": "shipped", "is_error": False}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
item_likes = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["message", "function_call", "function_call_output"]) | json_values,
        "role": json_values,
        "content": json_values,
        "call_id": st.sampled_from(["a", "b"]) | json_values,
        "created_at": json_values,
        "arguments": json_values,
        "interrupted": json_values,
    },
)


lists = st.lists(item_likes)


def only(raw: Any) -> Any:
    """The only item of a transcript."""
    (item,) = Transcript(raw)
    return item


def test_turns_have_role_text_time_and_interruption() -> None:
    """A message becomes a turn with an aware time, its parts joined by line breaks."""
    turn = only(
        {
            "items": [
                {
                    "type": "message",
                    "role": "user",
                    "content": ["Hello.", "Is it there?"],
                    "interrupted": True,
                    "created_at": 1_700_000_000.5,
                }
            ]
        }
    )
    assert isinstance(turn, Turn)
    assert (turn.role, turn.text, turn.interrupted) == ("user", "Hello.\nIs it there?", True)
    assert turn.at == datetime(2023, 11, 14, 22, 13, 20, 500_000, UTC)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("one string", "one string"),
        (["a", {"type": "text", "text": "b"}, 7, {"type": "image"}], "a\nb"),
        (None, ""),
        ([], ""),
    ],
)
def test_content_of_any_shape(content: object, text: str) -> None:
    """Content is a string, a list of strings or of objects with a text; the rest says nothing."""
    assert only([{"role": "assistant", "content": content}]).text == text


@pytest.mark.parametrize(
    ("created_at", "at"),
    [
        ("2023-11-14T22:13:20Z", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("2023-11-14T22:13:20", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("yesterday", None),
        (1e300, None),
        (True, None),
        (None, None),
    ],
)
def test_times_of_any_shape(created_at: object, at: datetime | None) -> None:
    """Epoch seconds and ISO 8601 become aware datetimes; what is neither becomes None."""
    assert only([{"type": "message", "created_at": created_at}]).at == at


def test_calls_are_paired_with_their_results() -> None:
    """A call and its result are one item, at the call's place, arguments parsed."""
    turn = {"type": "message", "role": "user", "content": "hm"}
    call, said = Transcript({"items": [CALL, turn, RESULT]})
    assert isinstance(call, ToolCall)
    assert isinstance(said, Turn)
    assert (call.call_id, call.name, call.arguments) == ("c1", "look_up", {"order": 7})
    assert (call.output, call.is_error) == ("shipped", False)
    assert (call.raw, call.raw_result) == (CALL, RESULT)


def test_a_call_without_result_and_a_result_without_call_are_kept() -> None:
    """Half a pair is a tool call whose other half is None."""
    open_call, orphan = Transcript([CALL, RESULT | {"call_id": "c2"}])
    assert isinstance(open_call, ToolCall)
    assert isinstance(orphan, ToolCall)
    assert (open_call.output, open_call.is_error, open_call.raw_result) == (None, None, None)
    assert (orphan.raw, orphan.arguments, orphan.output) == (None, None, "shipped")


def test_equal_call_ids_pair_in_order() -> None:
    """When a call_id is used twice, the first result belongs to the first call."""
    second = RESULT | {"output": "lost", "is_error": True}
    calls = Transcript([CALL, RESULT, CALL, second, RESULT]).tool_calls
    assert [(call.output, call.is_error) for call in calls] == [
        ("shipped", False),
        ("lost", True),
        ("shipped", False),
    ]


def test_calls_without_an_id_are_not_paired() -> None:
    """Without a call_id nothing says which result belongs to which call."""
    assert len(Transcript([{"type": "tool_call"}, {"type": "tool_result"}])) == 2


@pytest.mark.parametrize("arguments", ["{broken", "[" * 100_000, {"order": 7}, None])
def test_arguments_that_are_no_json_stay_as_they_are(arguments: object) -> None:
    """Arguments that do not parse are given as they arrived."""
    assert only([CALL | {"arguments": arguments}]).arguments == arguments


@pytest.mark.parametrize("item", [7, None, "text", [], {"type": "handoff"}, {"type": {}}])
def test_unknown_items_are_kept(item: object) -> None:
    """What is neither a turn nor a call is kept as it arrived."""
    unknown = only([item])
    assert isinstance(unknown, UnknownItem)
    assert unknown.raw is item


@pytest.mark.parametrize("raw", [None, 7, "text", {}, {"items": None}, {"items": "x"}, {"a": []}])
def test_unknown_shapes_are_empty_and_kept(raw: object) -> None:
    """A transcript of a shape nobody knows has no items, and its raw object is there."""
    transcript = Transcript(raw)
    assert list(transcript) == []
    assert transcript.raw is raw


@given(json_values | lists | st.fixed_dictionaries({"items": lists}))
def test_no_shape_raises_and_every_item_is_kept(raw: Any) -> None:
    """Whatever JSON arrives, reading it does not raise, and each item is in one of ours."""
    transcript = Transcript(raw)
    kept = [
        source
        for item in transcript
        for source in ([item.raw, item.raw_result] if isinstance(item, ToolCall) else [item.raw])
        if source is not None or isinstance(item, UnknownItem)
    ]
    items = raw.get("items") if is_mapping(raw) else raw
    if is_list(items):
        assert sorted(map(id, kept)) == sorted(map(id, items))
    else:
        assert kept == []
    assert isinstance(repr(list(transcript)), str)


def test_nothing_said_is_printed() -> None:
    """The text of a transcript and of its items shows no word of them."""
    said = [
        {"type": "message", "role": "user", "content": "secret words"},
        CALL | {"arguments": "secret words", "name": "secret words"},
        {"secret words": 1},
    ]
    transcript = Transcript(said)
    assert "secret" not in f"{transcript!r}{list(transcript)!r}{transcript}"
    assert repr(transcript) == "<Transcript of 3 items>"
    assert len(transcript) == 3
    assert len(transcript.turns) == 1


def test_transcripts_compare_by_their_raw_object() -> None:
    """Two transcripts are equal when the same thing was said; none of them hashes."""
    assert Transcript([CALL]) == Transcript([CALL])
    assert Transcript([CALL]) != Transcript([])
    assert Transcript([]) != []
    with pytest.raises(TypeError):
        hash(Transcript([]))


SPOKEN = Transcript(
    {
        "items": [
            {"type": "message", "role": "assistant", "content": ["Hello.\nHow can I help?"]},
            {"type": "message", "role": "user", "content": ["*Wait*"], "interrupted": True},
            {"type": "message", "content": []},
            CALL,
            RESULT,
            {"type": "function_call", "call_id": "c2", "name": "look\nup"},
            {"type": "tool_result", "call_id": "c3", "output": {"a": 1}, "is_error": True},
            {"type": "agent_handoff"},
            "odd",
        ]
    }
)


def test_to_text() -> None:
    """As text, each item is a line, further lines of a turn are indented, and none is left out."""
    assert SPOKEN.to_text() == (
        "assistant: Hello.\n"
        "  How can I help?\n"
        "user: *Wait* (interrupted)\n"
        "unknown: \n"
        '[look_up({"order": 7}) -> shipped]\n'
        "[look up()]\n"
        '[unknown() -> error: {"a": 1}]\n'
        "[agent_handoff]\n"
        "[unknown]\n"
    )
    assert not Transcript(None).to_text()


def test_to_markdown() -> None:
    """As Markdown, each item is a paragraph, and tool calls are code."""
    assert SPOKEN.to_markdown().split("\n\n") == [
        "**assistant:** Hello.\\\nHow can I help?",
        r"**user:** \*Wait\* (interrupted)",
        "**unknown:** ",
        '` look_up({"order": 7}) -> shipped `',
        "` look up() `",
        '` unknown() -> error: {"a": 1} `',
        "` agent_handoff `",
        "` unknown `\n",
    ]
    assert not Transcript(None).to_markdown()


@given(
    st.text() | st.lists(st.sampled_from([*"*_`#>-+=1.)![]()<&~|\\\n ax", "http://a"])).map("".join)
)
def test_markdown_in_texts_stays_text(said: str) -> None:
    """Nothing that was said is read as Markdown: another parser gives back the same words."""
    items: list[Any] = [{"role": "user", "content": [said]}, {**CALL, "arguments": said}]
    shown = Transcript(items).to_markdown()
    tokens = [token for token in MarkdownIt("commonmark").parse(shown) if token.children]
    assert len(tokens) == 2
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {
        "strong_open",
        "strong_close",
        "text",
        "text_special",
        "hardbreak",
        "code_inline",
    }
    words = " ".join(child.content for child in tokens[0].children or ()).split()
    assert "".join(words) == "".join(["user:", *said.split()]).replace("\0", "\ufffd")
