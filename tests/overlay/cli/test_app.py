"""The commands, one by one: what they ask for, what they show, and how they end."""

from __future__ import annotations

import json
import re
import shlex
import stat
import subprocess
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import certifi
import pytest

from anyreach import __version__
from anyreach.cli import _exit
from anyreach.cli._app import app
from anyreach.cli._options import SHARED
from anyreach.recordings._suffixes import SUFFIXES
from anyreach.testing import ANSWERED, UNANSWERED, AgentReply, FakeAnyReach, Tool, no_waiting
from anyreach.testing._http import serve as serve_http
from tests.overlay.cli.shell import LINE, Shell
from tests.overlay.servers import response, serve

ROOT = Path(__file__).parents[3]
CALL = "conversations create --channel telephone --user-id +12025550143 --agent-id agent_1"
COMMANDS = [
    "",
    "conversations",
    "conversations get",
    "conversations list",
    "conversations create",
    "conversations send-message",
    "conversations end",
    "conversations wait",
    "conversations chat",
    "conversations transcript",
    "campaigns",
    "campaigns add-contacts",
    "members",
    "members get-my-scopes",
    "recordings",
    "recordings download",
    "export",
    "export verify",
    "scopes",
    "api",
    "demo",
    "completion",
]


@pytest.fixture
def fake() -> FakeAnyReach:
    """The demo's fake."""
    return FakeAnyReach.demo()


@pytest.fixture
def shell(fake: FakeAnyReach) -> Generator[Shell]:
    """A shell whose token may do and see everything."""
    with fake.serve() as url, no_waiting():
        yield Shell(url, fake.token(("manage", "read_sensitive")))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    """The help fits 80 columns, has an example of every command, and no colour in a pipe."""
    shown = shell(f"{command} --help")
    assert (shown.code, shown.err) == (0, "")
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "\x1b" not in shown.out
    assert f"Usage: anyreach {command}".rstrip() in shown.out
    if command not in {"campaigns", "conversations", "members", "recordings"}:
        assert f"  anyreach {command}" in shown.out or "| anyreach" in shown.out


def test_the_help_and_the_manual_tell_every_exit_code(shell: Shell) -> None:
    """`anyreach --help` and the page about the command name the codes, and say the same of them."""
    shown = shell("--help").out
    manual = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for code in _exit.CODES:
        assert f"{code.number:>5}  {code.meaning}" in shown
        assert f"| {code.number} | {code.meaning} |" in manual


def test_the_version_is_the_packages(shell: Shell) -> None:
    """`anyreach --version` is the version of the package."""
    assert shell("--version") == (0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--created-after 2026-01-01", "--created-after needs a time zone"),
        ("--created-after 2026-01-01T10:00:00", "add Z for UTC"),
        ("--created-before yesterday", "--created-before takes a time in ISO 8601"),
        ("--custom-metadata nothing", "--custom-metadata takes JSON text, @FILE, or @-"),
        ("--custom-metadata []", "--custom-metadata takes JSON"),
        ("--custom-metadata NaN", "--custom-metadata takes JSON"),
        ("--extra-query nothing", "--extra-query takes KEY=VALUE"),
        ("--csv --json", "--csv and --json can't be combined"),
        ("--limit 0", "--limit must be a whole number"),
        ("--duration-above x", "--duration-above takes a whole number"),
        ("--duration-above 1.5", "--duration-above takes a whole number"),
        ("--timeout 0", "--timeout must be a finite number"),
        ("--jsn", "Unknown option: --jsn. Did you mean --json?"),
        ("--+12025550143=1", "Unknown option. See"),
        ("+12025550143", "Too many arguments. See anyreach conversations list --help"),
        ("--token ak_1.secret", "a token can't be an argument"),
        ("--token=ak_1.secret", "a token can't be an argument"),
        ("--json --json", "specified multiple times"),
        ("--timeout", "requires an argument"),
        ("--token-file", "requires an argument"),
    ],
)
def test_arguments_that_cannot_be_used_are_refused(shell: Shell, options: str, told: str) -> None:
    """One line says what to do, without the value, and the exit code is 64."""
    result = shell(f"conversations list {options}")
    assert result.code == 64
    assert result.out == ""
    assert told in result.err
    assert result.err.count("\n") == 1
    assert "+12025550143" not in result.err
    assert "secret" not in result.err


@pytest.mark.parametrize(
    "line",
    [
        "--json --max-retries 0 {} --limit 2",
        "--json --max-retries=0 {} --limit 2",
        "{} --json --max-retries 0 --limit 2",
        "{} --limit 2 --max-retries=0 --json",
    ],
)
@pytest.mark.parametrize("command", ["conversations list", "conversations --reveal list"])
def test_shared_options_stand_before_or_after_the_command(
    shell: Shell, line: str, command: str
) -> None:
    """Wherever an option stands, before, in or after the command, it means the same."""
    after = f"{command.replace('--reveal ', '')} --limit 2 --json --max-retries 0"
    expected = shell(f"{after} --reveal" if "--reveal" in command else after)
    assert expected.code == 0
    assert shell(line.format(command)) == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--proxy http://127.0.0.1:9", "through the proxy of your options"),
        ("", "through the proxy of HTTPS_PROXY"),
        ("--no-trust-env", "could not connect"),
        ("--cert /nowhere", "--cert names no readable certificate"),
        ("--ca-file /nowhere", "--ca-file names no readable file"),
    ],
)
def test_options_of_the_network(shell: Shell, line: str, told: str) -> None:
    """They are those of the client, and errors name what was used."""
    shell.environment |= {
        "ANYREACH_BASE_URL": "https://api.invalid",
        "HTTPS_PROXY": "http://127.0.0.1:8",
    }
    result = shell(f"scopes {line} --timeout 5 --max-retries 0")
    assert told in result.err.replace("\n", " ")
    assert ("HTTPS_PROXY" in result.err) == ("HTTPS_PROXY" in told)


def test_every_shared_option_can_stand_before_the_command(
    shell: Shell, fake: FakeAnyReach, tmp_path: Path
) -> None:
    """No shared option is taken for a command, and a value is not, either."""
    token = tmp_path / "token"
    token.write_text(fake.token("read"))
    token.chmod(0o600)
    values = {
        "--organization": "org_1",
        "--base-url": shell.environment.pop("ANYREACH_BASE_URL"),
        "--token-file": str(token),
        "--timeout": "30",
        "--max-retries": "1",
        "--ca-file": certifi.where(),
    }
    alone = [name for name, takes_none in SHARED.items() if takes_none and name != "--json"]
    pairs = [word for pair in values.items() for word in pair]
    assert set(alone) | values.keys() | {"--json", "--proxy", "--cert"} == SHARED.keys()
    result = shell([*alone, *pairs, "conversations", "list"])
    assert result.code == 0
    assert result.out.startswith("id,organization_id,")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--json", "name a command first"),
        ("--timeout", "name a command first"),
        ("--limit 3 conversations list", "only shared options"),
        ("conversations --status failed list", "See anyreach conversations --help"),
        ("--token ak_1.secret scopes", "a token can't be an argument"),
        ("--token=ak_1.secret scopes", "a token can't be an argument"),
        ("--csv scopes", "Unknown option: --csv"),
    ],
)
def test_other_options_need_a_command_before_them(shell: Shell, line: str, told: str) -> None:
    """An option without a command before it, or of another command, is refused in one line."""
    result = shell(line)
    assert (result.code, result.out) == (64, "")
    assert told in result.err
    assert result.err.count("\n") == 1
    assert "secret" not in result.err


@pytest.mark.parametrize(
    ("command", "default"),
    [("scopes", "60"), ("conversations wait", "3600"), ("recordings download", "600")],
)
def test_the_help_names_one_default(shell: Shell, command: str, default: str) -> None:
    """`--help` names one default for `--timeout`: the command's own."""
    shown = " ".join(shell(f"{command} --help").out.replace("│", " ").split())
    assert sorted(re.findall(r"Defaults to (\d+)", shown)) == ["2", default]
    assert shown.lower().count("seconds") == 2  # the value and its meaning


def test_an_unknown_command_is_refused(shell: Shell) -> None:
    """A command that does not exist gets the nearest one, and a number is not repeated."""
    assert 'Did you mean "list"?' in shell("conversations lst").err
    number = shell("conversations +12025550143")
    assert (number.code, "+1202" in number.err) == (64, False)


def test_a_value_that_the_contract_does_not_know_is_sent(shell: Shell) -> None:
    """A status that is unknown is sent, with a word about it, since it may be a slip."""
    result = shell("conversations list --status complete --channel text")
    assert "--status: not one of token_created, triggered, " in result.err
    assert "--channel" not in result.err


def test_a_list_for_people_ends_at_fifty(shell: Shell, fake: FakeAnyReach) -> None:
    """A table has 50 rows, and says that there are more; --limit and --json have all."""
    assert "more" not in shell("conversations list").err
    for _ in range(60):
        fake.add()
    people = shell("conversations list")
    assert len(people.out.splitlines()) == 1 + 50
    assert "there are more; showing the first 50; --limit N shows N" in people.err
    assert len(shell("conversations list --limit 60").out.splitlines()) == 1 + 60
    assert len(shell("conversations list --json").out.splitlines()) == 64
    assert len(shell("conversations list --csv --limit 3").out.splitlines()) == 1 + 3


def test_an_empty_list_says_so(shell: Shell) -> None:
    """No row is no table, and no error."""
    result = shell("conversations list --agent-id nobody")
    assert result == (0, "", "no conversations match\n")
    assert shell("conversations list --agent-id nobody --json") == (0, "", "")


def test_a_call_is_placed_and_waited_for(shell: Shell, fake: FakeAnyReach) -> None:
    """`create --yes` queues a call; `wait` tells each status, and ends with 0."""
    fake.agent("agent_1", call=ANSWERED)
    made = shell(f"{CALL} --yes")
    assert (made.code, made.err) == (0, "")
    assert re.search(r"^conversation\.id +conv_5$", made.out, re.MULTILINE)
    waited = shell("conversations wait conv_5")
    assert waited.code == 0
    assert waited.err.split()[1::2][-1] == "completed"
    assert re.search(r"^status +completed$", waited.out, re.MULTILINE)


def test_a_call_that_nobody_takes_has_its_own_code(shell: Shell, fake: FakeAnyReach) -> None:
    """`wait` ends with 3 when the conversation is over in another way, and 75 when it is not."""
    fake.agent("agent_1", call=UNANSWERED)
    shell(f"{CALL} --yes --json")
    late = shell("conversations wait conv_5 --timeout 3")
    assert late.code == 75
    assert shell("conversations wait conv_5 --json").code == 3


def test_nobody_is_called_without_consent(shell: Shell, fake: FakeAnyReach) -> None:
    """Where nobody can be asked, a call needs --yes, and nothing is sent."""
    result = shell(CALL)
    assert (result.code, result.out) == (64, "")
    assert "not sent: this starts a real conversation" in result.err
    assert "pass --yes" in result.err
    assert fake.requests == []


def test_a_chats_agent_is_told_what_the_options_say(tmp_path: Path) -> None:
    """`chat` takes the arguments of the client's `chat`: texts, numbers, JSON, files and stdin."""
    config = tmp_path / "config.json"
    config.write_text('{"prompt": "Be kind."}')
    bodies: list[Any] = []

    def answer(
        _method: str, _target: str, _headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        bodies.append(json.loads(body or "{}"))
        content = b'{"conversation": {"id": "c"}, "conversation_id": "c", "status": "completed"}'
        return 200, {"content-length": str(len(content))}, content

    with serve_http(answer) as url:
        there = Shell(url, "ak_1.secret")
        common = "conversations chat --user-id u"
        assert there(f"{common} --agent-config @{config} --initial-context Hello").code == 0
        assert (
            there(f"{common} --agent-id a --version 3 --custom-metadata @-", '{"n": 1}').code == 0
        )
        assert there(f"{common} --agent-id a --version latest").code == 0
    begun = [body for body in bodies if body]
    assert begun[0]["agent_config"] == {"prompt": "Be kind."}
    assert begun[0]["initial_context"] == "Hello"
    assert (begun[1]["version"], begun[1]["custom_metadata"]) == (3, {"n": 1})
    assert begun[2]["version"] == "latest"


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        ("--agent-id a --custom-metadata []", 64, "--custom-metadata takes JSON"),
        ("--agent-id a --custom-metadata {", 64, "JSON text, @FILE, or @- for stdin"),
        ("--agent-id a --custom-metadata @/nowhere/x", 74, "No such file or directory: /nowhere/x"),
        ("", 64, "pass one of --agent-id, --agent-version-id and --agent-config"),
        ("--version 2 --agent-version-id v", 64, "--version needs --agent-id"),
    ],
)
def test_an_agent_that_cannot_be_named_is_refused(
    shell: Shell, options: str, code: int, told: str
) -> None:
    """What is wrong is said by the option's name."""
    result = shell(f"conversations chat --user-id u {options}")
    assert (result.code, result.out) == (code, "")
    assert told in result.err


def test_a_web_call_keeps_its_token_hidden(shell: Shell) -> None:
    """What a browser joins with is shown with --reveal only, as a table and as JSON."""
    line = "conversations create --channel webrtc --user-id u --agent-id agent_1 --yes"
    hidden = json.loads(shell(f"{line} --json").out)
    assert hidden["hidden_fields"] == ["additional_properties"]
    whole = json.loads(shell(f"{line} --json --reveal").out)
    (key,) = whole.keys() - {"conversation", "starting_message"}
    assert str(whole[key]) not in json.dumps(hidden)
    assert key in shell(f"{line} --reveal").out
    assert re.search(
        r"^additional_properties +hidden \(use --reveal\)$", shell(line).out, re.MULTILINE
    )


def test_a_message_is_answered(shell: Shell, fake: FakeAnyReach) -> None:
    """`send-message` shows the reply as other records are shown: words with --reveal."""
    fake.agent(replies=AgentReply("One.", [Tool("look", {"q": "x"}, "found")]))
    line = "conversations send-message conv_3 --text hello"
    assert re.search(r"^reply +hidden \(use --reveal\)$", shell(line).out, re.MULTILINE)
    assert re.search(r"^reply +One\.$", shell(f"{line} --reveal").out, re.MULTILINE)
    assert json.loads(shell(f"{line} --json").out)["conversation_id"] == "conv_3"
    assert json.loads(shell(f"{line} --json --reveal").out)["reply"] == "One."


def test_a_chat_reads_lines_and_ends(shell: Shell, fake: FakeAnyReach) -> None:
    """From a pipe every line is a message, blank ones are none, and leaving ends it."""
    fake.agent("agent_1", greeting="Hello!", replies=["First\nline", "Second"])
    line = "conversations chat --user-id me --agent-id agent_1"
    talk = shell(line, "one\n\ntwo\n")
    assert talk.out.splitlines() == [
        "agent> Hello!",
        "agent> First",
        "       line",
        "agent> Second",
    ]
    assert shell("conversations get conv_5 --json").out.count('"status":"completed"') == 1
    left = shell(f"{line} --json", "one\n/quit\ntwo\n")
    assert [json.loads(row)["reply"] for row in left.out.splitlines()] == ["First\nline"]


def test_a_chat_shows_what_an_agent_shows_and_does(shell: Shell, fake: FakeAnyReach) -> None:
    """Words and widgets are shown; what tools were asked and answered is hidden."""
    tool = Tool("look", {"q": "x"}, "found")
    card: dict[str, Any] = {"type": "card", "data": {}}
    fake.agent("agent_1", replies=AgentReply("One.\nTwo.", [tool], [card]))
    line = "conversations chat --user-id me --agent-id agent_1 --rich"
    assert shell(line, "hello\n").out.splitlines()[-4:] == [
        "agent> One.",
        "       Two.",
        '       [widget] {"type":"card","data":{}}',
        "       [tool] look",
    ]
    assert 'look({"q":"x"}) -> found' in shell(f"{line} --reveal", "hello\n").out
    answer = json.loads(shell(f"{line} --json", "hello\n").out)
    assert answer["reply"] == "One.\nTwo."
    assert answer["hidden_fields"] == ["tool_calls"]
    assert "tool_calls" not in answer
    assert json.loads(shell(f"{line} --json --reveal", "hello\n").out)["tool_calls"]


def test_a_silent_agent_is_shown_as_one(shell: Shell, fake: FakeAnyReach) -> None:
    """An answer without words is an empty line, not nothing."""
    fake.agent("agent_1", replies=[""])
    line = "conversations chat --user-id me --agent-id agent_1"
    assert shell(line, "hello\n").out.splitlines()[1:] == ["agent> "]


def test_a_transcript_needs_consent(shell: Shell, fake: FakeAnyReach) -> None:
    """`transcript` shows turns with --reveal only; without a transcript it ends with 66."""
    hidden = shell("conversations transcript conv_1")
    assert (hidden.code, fake.requests) == (64, [])
    assert "pass --reveal" in hidden.err
    shown = shell("conversations transcript conv_1 --reveal").out.splitlines()
    assert shown[0] == "assistant  Harbour Books, good morning. How can I help?"
    items = json.loads(shell("conversations transcript conv_1 --reveal --json").out)["items"]
    assert len(items) == 7
    fake.put({"id": "conv_9", "conversation": None})
    assert shell("conversations transcript conv_9 --reveal").code == 66


def test_a_conversation_is_ended(shell: Shell) -> None:
    """`end` shows what is left, as a table and as JSON."""
    assert "status           completed" in shell("conversations end conv_3").out
    assert json.loads(shell("conversations end conv_3 --json").out)["status"] == "completed"
    assert shell("conversations end conv_1").code == 1  # no text conversation


def test_scopes_are_told(shell: Shell) -> None:
    """`scopes` has one scope a line, and a list for machines."""
    lines = shell("scopes").out.splitlines()
    assert "conversations:manage" in lines
    assert json.loads(shell("scopes --json").out) == lines


def test_a_recording_is_downloaded(
    shell: Shell, fake: FakeAnyReach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its owner may read it, its conversation and type name it, and it replaces nothing."""
    monkeypatch.chdir(tmp_path)
    fake.put({"id": "../c 1", "recording_details": {}, "channel": "telephone"})
    fake.add_recording("../c 1", b"sound")
    line = ["recordings", "download", "../c 1"]
    assert shell(line) == (0, "___c_1.wav\n", "")
    saved = tmp_path / "___c_1.wav"
    assert [*tmp_path.iterdir()] == [saved]
    assert saved.read_bytes() == b"sound"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    again = shell(line)
    assert (again.code, again.out) == (74, "")
    assert "___c_1.wav exists: --force replaces it" in again.err
    told = json.loads(shell([*line, "--force", "--json", "--timeout=30"]).out)
    assert told == {
        "conversation_id": "../c 1", "path": "___c_1.wav", "size": 5, "content_type": "audio/wav"
    }  # fmt: skip
    assert shell([*line, "-o", str(tmp_path / "other")]).code == 0
    assert (tmp_path / "other").read_bytes() == b"sound"
    assert shell([*line, "-o", "other"]).code == 74
    monkeypatch.delitem(SUFFIXES, "audio/wav")
    assert shell([*line, "--force"]).out == "___c_1.recording\n"


def test_several_recordings_are_downloaded(
    shell: Shell, fake: FakeAnyReach, tmp_path: Path
) -> None:
    """One without a recording stops no other, and --skip-existing fetches what is missing."""
    for number in (1, 3):
        fake.add_recording(f"conv_{number}", b"sound")
    paths = [str(tmp_path / f"conv_{number}.wav") for number in (1, 3)]
    line = f"recordings download conv_1 conv_2 -o {tmp_path} conv_3"
    first = shell(line)
    assert (first.code, first.out.splitlines()) == (66, paths)
    assert first.err == "anyreach: conv_2 has no recording: only voice calls do\n"
    Path(paths[1]).unlink()
    fake.requests.clear()
    second = shell(f"{line} --skip-existing")
    assert (second.code, second.out.splitlines()) == (66, paths[1:])
    assert f"{paths[0]} exists\n" in second.err
    assert not any(request.path.endswith("conv_1") for request in fake.requests)
    third = shell(line)
    assert (third.code, third.out) == (74, "")
    missing = shell(f"recordings download conv_1 conv_3 -o {tmp_path}/none")
    assert (missing.code, missing.out) == (74, "")


def test_a_recording_is_written_to_stdout(
    shell: Shell, fake: FakeAnyReach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--output -` writes the bytes, and nothing else, to a pipe."""
    monkeypatch.chdir(tmp_path)
    fake.add_recording("conv_1", b"so\r\nund")
    line = "recordings download conv_1 --output -"
    assert shell(line) == (0, "so\r\nund", "")
    assert shell("recordings download conv_2 --output -").code == 66
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--force --skip-existing", "--force and --skip-existing can't be combined"),
        ("conv_3 --output -", "--output - takes one id"),
        ("--output - --json", "--output - takes one id, no --json"),
    ],
)
def test_a_download_that_makes_no_sense_is_refused(
    shell: Shell, fake: FakeAnyReach, options: str, told: str
) -> None:
    """Options that can't be combined are refused before anything is sent."""
    result = shell(f"recordings download conv_1 {options}")
    assert (result.code, result.out) == (64, "")
    assert told in result.err
    assert not fake.requests


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, 64), (401, 77), (403, 77), (404, 66), (409, 1), (422, 64), (429, 75), (500, 70),
        (503, 70),
    ],
)  # fmt: skip
def test_each_error_has_its_exit_code(
    shell: Shell, fake: FakeAnyReach, status: int, code: int
) -> None:
    """A status of the API is an exit code, and one line."""
    fake.fail_next(status, times=None)
    result = shell("conversations get conv_1 --max-retries 0")
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"anyreach: getConversation: {status}")
    assert result.err.count("\n") == 1


def test_an_error_without_a_detail_offers_none() -> None:
    """Where the API says nothing more, --reveal is not promised to show it."""
    with serve(response(500)) as server:
        result = Shell(server.url, "ak_1.secret")("scopes --max-retries 0")
    assert result == (70, "", "anyreach: getMyScopes: 500: the API failed\n")


def test_other_failures_have_theirs(fake: FakeAnyReach) -> None:
    """No connection is 69, no answer in time 75, what is withheld 77, no token 64."""
    gone = Shell("http://127.0.0.1:9", "ak_1.secret")
    assert gone("scopes --max-retries 0").code == 69
    assert gone("scopes --timeout 0.000001 --max-retries 0").code == 75
    with fake.serve() as url:
        read = Shell(url, fake.token("read"))
        withheld = read("recordings download conv_1 -o x")
        none = Shell(url, None)("scopes")
    assert withheld.code == 77
    assert "conversations:read_sensitive" in withheld.err
    assert none.code == 64
    assert "pass --token-file or set ANYREACH_TOKEN" in none.err


def test_options_say_who_calls(fake: FakeAnyReach, tmp_path: Path) -> None:
    """Token, organization and base URL come from options, too; a token from stdin is one line."""
    token = tmp_path / "token"
    token.write_text(fake.personal_token() + "\n")
    token.chmod(0o600)
    with fake.serve() as url:
        shell = Shell("http://127.0.0.1:9", None)
        where = f"--base-url {url} --organization {fake.organization_id}"
        assert shell(f"scopes {where} --token-file {token}").code == 0
        assert shell(f"scopes {where} --token-file -", f"{fake.token()}\nmore\n").code == 0
        token.chmod(0o640)
        shared = shell(f"scopes {where} --token-file {token}")
        assert shared.code == 64
        assert "chmod 600" in shared.err
        assert shell(f"scopes {where} --token-file {tmp_path / 'none'}").code == 74
        mistaken = shell(f"scopes {where} --token-file ak_1.canary")
        assert mistaken.code == 64
        assert "takes a file name, not the token" in mistaken.err
        assert "canary" not in mistaken.err


def test_attempts_are_told_on_request(shell: Shell, fake: FakeAnyReach) -> None:
    """--verbose tells of every attempt on stderr, and nothing of what was said."""
    fake.fail_next(503)
    told = shell("conversations get conv_1 --verbose").err.splitlines()
    assert re.fullmatch(
        r"getConversation, attempt 1: status 503, InternalServerError, [\d.]+ s, again in [\d.]+ s",
        told[0],
    )
    assert re.fullmatch(r"getConversation, attempt 2: status 200, fine, [\d.]+ s", told[1])
    gone = Shell("http://127.0.0.1:9", "ak_1.secret")("scopes --verbose --max-retries 0")
    assert "no answer, APIConnectionError" in gone.err


def test_a_bug_is_one_line(shell: Shell) -> None:
    """What nobody foresaw ends in a line that names it and its place, without its text."""

    def broken() -> None:
        raise LookupError("+12025550143")

    app.command(broken)
    try:
        result = shell("broken")
    finally:
        del app["broken"]
    assert result.code == 70
    assert re.fullmatch(
        r"anyreach: a bug in this command, please report it: "
        r"LookupError in test_app\.py, line \d+\n",
        result.err,
    )


def test_an_interruption_has_its_code(shell: Shell) -> None:
    """A Ctrl-C in the middle ends with 130 and says nothing."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    app.command(interrupted)
    try:
        assert shell("interrupted") == (130, "", "")
    finally:
        del app["interrupted"]


def test_the_demo_shows_what_tokens_see() -> None:
    """It needs no token, and shows withheld, hidden and revealed, and a chat."""
    result = Shell("http://127.0.0.1:9", None)("demo")
    assert result.code == 0
    read, see, do = result.out.split("# A ")[1:]
    assert "withheld from this token" in read
    assert "hidden" in see
    assert "Harbour Books, good morning." in see
    assert "I will see to it." in do
    assert "404" in result.err


SENT = b'{ "user_id":"+12025550143", "n": 1.0,\t"n": 2 }\xff\n'


def test_the_api_command_sends_what_it_is_given(tmp_path: Path) -> None:
    """Method, path, query, headers and body are sent, and the response is printed as it is."""
    (tmp_path / "body.json").write_text("[1, null]")
    requests: list[tuple[str, str, str | None, bytes]] = []

    def answer(
        method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        requests.append((method, target, headers.get("x-trace"), body))
        return 200, {"content-length": str(len(SENT))}, SENT

    with serve_http(answer) as url:
        shell = Shell(url, "ak_1.secret")

        def bytes_of(line: str, typed: str = "") -> bytes:
            done = subprocess.run(
                [*LINE, "api", *shlex.split(line)],
                input=typed.encode(),
                capture_output=True,
                env=shell.environment,
                check=True,
            )
            assert done.stderr == b""
            return done.stdout

        assert bytes_of("get /core/a%20b --query x=1 --query y=é --query x=2") == SENT
        assert bytes_of("PATCH /c --field a=1 --field b:=1 --header X-Trace=t --yes") == SENT
        assert bytes_of(f"POST /c --input @{tmp_path}/body.json --yes --json") == SENT
        assert bytes_of("PUT /c --input @- --yes", '{"a": {}}') == SENT
        shown = shell.terminal("api GET /c")
    assert shown == (0, r'{ "user_id":"+12025550143", "n": 1.0,\t"n": 2 }\xff' + "\n\n", "")
    assert requests[:-1] == [
        ("GET", "/core/a%20b?x=1&x=2&y=%C3%A9", None, b""),
        ("PATCH", "/c", "t", b'{"a":"1","b":1}'),
        ("POST", "/c", None, b"[1,null]"),
        ("PUT", "/c", None, b'{"a":{}}'),
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("GET core", "path must start with one slash"),
        ("GET https://example.org/", "path must start with one slash"),
        ("GET /core?x=1", "use --query"),
        ("GET /core/../..", "path must not have '.' or '..' segments"),
        ("GET /core --query x", "--query takes KEY=VALUE"),
        ("GET /core --header Authorization=x", "cannot replace the client's credential"),
        ("POST /core --field a=b --input {} --yes", "can't be combined"),
        ("POST /core --input hello --yes", "--input takes JSON"),
        ("POST /core --input '' --yes", "--input takes JSON"),
        ("FOO /core --yes", "method must be one of DELETE, GET"),
        ("POST /core", "not sent: this may change something"),
    ],
)
def test_a_request_that_cannot_be_sent_is_refused(
    shell: Shell, fake: FakeAnyReach, arguments: str, told: str
) -> None:
    """One line says why, and nothing is sent; what may change something asks first."""
    result = shell(f"api {arguments}")
    assert (result.code, result.out) == (64, "")
    assert told in result.err
    assert result.err.count("\n") == 1
    assert not fake.requests


def test_the_api_command_asks_first_on_a_terminal(shell: Shell, fake: FakeAnyReach) -> None:
    """Anything but y sends nothing."""
    shown = shell.terminal("api DELETE /core/agents/a", [("[y/N] ", "n\n")])
    assert (shown.code, "nothing was sent" in shown.out, fake.requests) == (1, True, [])


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_is_generated(shell: Shell, name: str) -> None:
    """Each shell gets a script that knows the commands."""
    script = shell(f"completion {name}").out
    assert "anyreach" in script
    assert "conversations" in script
    assert shell("completion csh").code == 64


def test_known_values_are_completed(shell: Shell) -> None:
    """The contract's statuses are offered where a status is asked for."""
    offered = shell(["__complete", "conversations", "list", "--status", ""]).out
    assert "in_progress" in offered
