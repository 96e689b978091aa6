"""What the command shows: three states told apart, nobody's words or numbers, nothing obeyed."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Generator
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anyreach.cli._screen import escape, to_json
from anyreach.testing import AgentReply, FakeAnyReach, Tool, no_waiting
from tests.overlay.cli.shell import Shell
from tests.overlay.servers import response, serve

CANARY = "canary-of-a-person"
NUMBER = "+12025550199"
FULL = ("manage", "read_sensitive")
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

SECRET: dict[str, Any] = {
    "user_id": NUMBER,
    "agent_number": NUMBER,
    "agent": {"id": "a", "name": CANARY},
    "summary": CANARY,
    "initial_context": CANARY,
    "custom_metadata": {CANARY: CANARY},
    "conversation": {"items": [{"type": "message", "role": "user", "content": [CANARY]}]},
    "recording_details": {"recording_url": f"https://{CANARY}.example.net/"},
}
COMMANDS = [
    "conversations get conv_1",
    "conversations list",
    "conversations wait conv_1 --timeout 2",
    "conversations end chat_1",
    f"conversations send-message chat_1 --text {CANARY}",
    f"conversations create --channel telephone --user-id {NUMBER} --agent-id a --yes",
    f"conversations create --channel text --user-id {CANARY} --agent-id a --yes",
    f"conversations create --channel email --user-id u --to-address {CANARY} --agent-id a --yes",
    f"conversations create --channel webrtc --user-id {CANARY} --agent-id a --yes",
    f"conversations chat --user-id {CANARY} --agent-id a",
    "recordings download conv_1 -o {folder}/file --force",
    "scopes",
    "members get-my-scopes",
]
FORMATS = [f"{command}{form}" for command in COMMANDS for form in ("", " --json", " --verbose")] + [
    "conversations list --csv"
]
FAILING = [*COMMANDS, "conversations list --csv", "scopes --json", "scopes --verbose"]


@pytest.fixture
def fake() -> FakeAnyReach:
    """A fake whose conversations, agents and errors hold canaries."""
    fake = FakeAnyReach()
    tool = Tool("look_up", {"name": CANARY}, CANARY)
    fake.agent(replies=AgentReply("Fine.", [tool]), summary=CANARY)
    fake.put({**fake.add(id="conv_1"), **SECRET, CANARY: CANARY})
    fake.add(id="chat_1", channel="text", status="in_progress", **SECRET)
    return fake


@pytest.fixture
def shell(fake: FakeAnyReach) -> Generator[Shell]:
    """A shell whose token may do and see everything."""
    with fake.serve() as url, no_waiting():
        yield Shell(url, fake.token(("manage", "read_sensitive")))


@pytest.mark.parametrize("line", FORMATS)
def test_nobodys_words_and_numbers_are_shown(
    fake: FakeAnyReach, shell: Shell, line: str, tmp_path: Any
) -> None:
    """Without --reveal no command shows a sensitive value or a number: not in JSON, not in CSV."""
    fake.add_recording("conv_1", b"sound")
    fake.put({**fake.add(id="conv_1"), **SECRET, CANARY: CANARY, "recording_details": None})
    result = shell(line.replace("{folder}", str(tmp_path)), typed=f"I am {CANARY}\n")
    assert result.code in {0, 66}, result
    for secret in (CANARY, NUMBER, NUMBER[1:]):
        assert secret not in result.out + result.err


@pytest.mark.parametrize("status", [404, 422, 500])
def test_nobodys_words_are_in_an_error(
    fake: FakeAnyReach, shell: Shell, status: int, tmp_path: Any
) -> None:
    """What the API says of an error is shown with --reveal only, whatever the command."""
    fake.fail_next(status, detail=f"{CANARY} {NUMBER}", times=None)
    for line in FAILING:
        whole = line.replace("{folder}", str(tmp_path)) + " --max-retries 0"
        hidden = shell(whole, typed="hello\n")
        assert hidden.code not in {0, 1}
        assert ("\n" in hidden.err.rstrip()) is ("--verbose" in line)
        assert CANARY not in hidden.out + hidden.err
        assert NUMBER not in hidden.out + hidden.err
        assert "use --reveal" in hidden.err
    assert f"the API says: {CANARY}" in shell("scopes --max-retries 0 --reveal").err


@pytest.mark.parametrize(
    "body",
    [
        f"<html>{CANARY} {NUMBER}</html>".encode(),
        json.dumps(SECRET).encode()[:-9],
        json.dumps([{"id": CANARY, **SECRET, "status": [NUMBER]}]).encode(),
        json.dumps({"id": "other", **SECRET}).encode(),
    ],
    ids=["html", "cut", "type", "other"],
)
def test_nothing_of_an_answer_that_does_not_pass_is_shown(body: bytes, tmp_path: Any) -> None:
    """An answer that is not what the contract says ends in one line, with nothing of it."""
    with serve(response(200, body)) as server, no_waiting():
        shell = Shell(server.url, "ak_1.secret")
        for line in FAILING:
            options = " --reveal --max-retries 0"
            result = shell(line.replace("{folder}", str(tmp_path)) + options, typed="hello\n")
            assert result.code in {65, 75}, (line, result)
            assert CANARY not in result.out + result.err
            assert NUMBER not in result.out + result.err
            assert "Traceback" not in result.err


TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\x9b\x7f\u202e\u2066\u200b\u2028\ufeff\ue000\U000e0041" + BLANK),
        st.sampled_from("[]=+-@'\",\t\r\n\\"),
    ),
    max_size=60,
)


def is_safe(text: str) -> bool:
    """Whether a terminal would show a text as it is, and obey nothing in it."""
    return not any(
        unicodedata.category(character) in UNSAFE or character in BLANK
        for character in text.replace("\n", "")
    )


def test_every_unsafe_character_is_escaped() -> None:
    """Of the planes in use nothing unsafe is left, and JSON is still the same value."""
    planes = chain(range(0x20000), range(0xE0000, 0xE0200), [0xFFFFF, 0x10FFFF])
    everything = " ".join(map(chr, planes))  # apart, so that no halves make a whole
    shown, sent = escape(everything), to_json(everything)
    safe = is_safe(shown) and is_safe(sent) and "\n" not in shown + sent
    same = json.loads(sent) == everything
    assert safe and same  # noqa: PT018  neither text is to be printed
    assert escape("Zürich 東京\u3000é\xa0¿ 📦") == "Zürich 東京\u3000é\xa0¿ 📦"
    assert escape("\x1b[2J\u202e\ud800") == r"\x1b[2J\u202e\ud800"


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS, reveal=st.sampled_from(["", " --reveal"]))
def test_nothing_of_an_answer_is_obeyed(text: str, reveal: str) -> None:
    """Whatever text the API sends, no control, escape or bidi character reaches the terminal."""
    record = {
        "id": f"c{text}",
        "status": text,
        "channel": text,
        "direction": text,
        "agent_id": text,
        "user_id": text,
        "summary": text,
        "custom_metadata": {text: [text]},
        f"{text}x": text,
        "conversation": {
            "items": [
                {"type": "message", "role": text, "content": [text, text]},
                {"type": "function_call", "name": text, "arguments": text, "output": text},
                {"type": text, "what": text},
            ]
        },
    }
    reply = {"conversation_id": "c", "reply": text, "widgets": [{"type": text, "data": {text: 1}}]}
    calls = [{"name": text, "arguments": text, "output": {text: text}, "call_id": text}]
    answers: list[tuple[str, Any]] = [
        ("conversations list --limit 1", [record]),
        ("conversations list --json --limit 1", [record]),
        ("conversations list --csv --limit 1", [record]),
        ("conversations send-message c --text hi", {**reply, "tool_calls": calls}),
        ("conversations send-message c --text hi --json", {**reply, "tool_calls": calls}),
        ("conversations end c", {"conversation_id": "c", "status": "completed", "summary": text}),
        (
            "conversations create --channel webrtc --user-id u --agent-id a --yes",
            {"conversation": record, "starting_message": text, f"{text}x": text},
        ),
        ("scopes", [text]),
        ("members get-my-scopes", [text]),
        ("members get-my-scopes --json", [text]),
        ("scopes --json", [text]),
    ]
    with serve(*(response(200, answer) for _, answer in answers)) as server:
        shell = Shell(server.url, "ak_1.secret")
        for line, answer in answers:
            result = shell(line + reveal)
            assert result.code == 0, (line, result)
            assert is_safe(result.out.replace("\r\n", "\n") if "--csv" in line else result.out)
            assert is_safe(result.err)
            if line == "scopes --json":
                assert json.loads(result.out) == answer
            if line == "conversations list --json --limit 1" and reveal:
                assert json.loads(result.out) == record


@given(detail=TEXTS)
@settings(max_examples=8, deadline=None)
def test_nothing_of_an_error_is_obeyed(detail: str) -> None:
    """The detail of an error is escaped, and stays on the error's line."""
    with serve(response(409, {"detail": f"!{detail}"})) as server:
        result = Shell(server.url, "ak_1.secret")("conversations get c --reveal")
    assert result.code == 1
    assert is_safe(result.err)
    assert result.err.startswith("anyreach: getConversation: 409")
    assert result.err.count("\n") == 1


def test_a_transcript_is_shown_as_turns_and_tools(shell: Shell, fake: FakeAnyReach) -> None:
    """People read a transcript turn by turn, and no line passes for another."""
    fake.put(
        {
            "id": "conv_2",
            "conversation": {
                "items": [
                    {"type": "message", "role": "user", "content": ["one\nassistant  two"]},
                    {"type": "message", "role": "assistant", "content": "yes", "interrupted": True},
                    {"type": "function_call", "call_id": "1", "name": "f", "arguments": '{"a": 1}'},
                    {"type": "function_call_output", "call_id": "1", "output": "no", "is_error": 1},
                    {"type": "handoff"},
                ]
            },
        }
    )
    shown = shell("conversations transcript conv_2 --reveal").out
    assert shown.splitlines() == [
        "user       one",
        "           assistant  two",
        "assistant  yes  (interrupted)",
        'tool       f({"a":1}) -> no',
        'unknown    {"type":"handoff"}',
    ]


def states(shown: str) -> dict[str, str]:
    """The cells beside the names."""
    cells = (line.partition("  ") for line in shown.splitlines())
    return {name: value.strip() for name, _, value in cells}


def test_the_states_are_told_apart(fake: FakeAnyReach) -> None:
    """Withheld, hidden, no value and an empty text are four things, to people and to machines."""
    fake.put({"id": "conv_2", "summary": "", "initial_context": None, "user_id": NUMBER})
    fake.put({"id": "conv_3", "summary": "words"})
    with fake.serve() as url:
        full = Shell(url, fake.token())
        assert states(full("conversations get conv_2 --reveal").out)["summary"] == '""'
        shown = states(full("conversations get conv_2").out)
        assert shown["initial_context"] == ""
        assert shown["summary"] == shown["user_id"] == "hidden (use --reveal)"
        assert shown["agent"] == "withheld from this token"
        assert "agent_id" not in shown
        record = json.loads(full("conversations get conv_2 --json").out)
        assert set(record["redacted_fields"]) == {
            "agent", "conversation", "custom_metadata", "recording_details"
        }  # fmt: skip
        assert record["hidden_fields"] == ["summary", "user_id"]
        assert record["initial_context"] is None
        assert "summary" not in record
        whole = json.loads(full("conversations get conv_3 --json --reveal").out)
        assert whole == {"id": "conv_3", "summary": "words"}


def test_csv_computes_nothing(fake: FakeAnyReach) -> None:
    """A cell that a spreadsheet would compute begins with an apostrophe, after any space too."""
    evil = ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "\uff1d1", "fine", "1-1"]
    for number, text in enumerate(evil):
        fake.put({"id": f"conv_{number}", "summary": text, "duration": -5})
    with fake.serve() as url:
        out = Shell(url, fake.token())("conversations list --csv --reveal").out
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    summaries = {row["id"]: row["summary"] for row in rows}
    assert [summaries[f"conv_{number}"] for number in range(len(evil))] == [
        "'=1+1", "'+1", "'-1", "'@x", "' =1", "\\t=1", "\\r=1", "'\uff1d1", "fine", "1-1"
    ]  # fmt: skip
    assert {row["duration"] for row in rows if row["id"] == "conv_1"} == {"-5"}


def test_csv_tells_the_states_apart(fake: FakeAnyReach) -> None:
    """In CSV withheld and hidden are named, and an empty cell has no value."""
    fake.put({"id": "conv_1", "summary": "words", "initial_context": None})
    with fake.serve() as url:
        out = Shell(url, fake.token())("conversations list --csv").out
    row = next(row for row in csv.DictReader(io.StringIO(out)) if row["id"] == "conv_1")
    assert row["summary"] == "<hidden (use --reveal)>"
    assert row["agent"] == "<withheld from this token>"
    assert row["initial_context"] == row["agent_id"] == ""


def test_markup_is_no_markup(fake: FakeAnyReach, shell: Shell) -> None:
    """Text that looks like rich's markup, or its emoji, is shown as it is."""
    fake.put({"id": "conv_9", "agent_id": "[bold red]x[/] :smile: [link=https://x.org]y[/link]"})
    assert (
        "[bold red]x[/] :smile: [link=https://x.org]y[/link]"
        in shell("conversations get conv_9").out
    )
