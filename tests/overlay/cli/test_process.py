"""The command as a process: pipes that close, terminals, colours, Ctrl-C, and what it loads."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

import anyreach.cli
import anyreach_api
from anyreach.testing import FakeAnyReach
from tests.overlay.cli.shell import LINE, Shell

CHAT = "conversations chat --user-id me --agent-id agent_1"
CALL = "conversations create --channel telephone --user-id +12025550143 --agent-id agent_1"

_COLOURS = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture
def fake() -> FakeAnyReach:
    """The demo's fake."""
    return FakeAnyReach.demo()


@pytest.fixture
def shell(fake: FakeAnyReach) -> Generator[Shell]:
    """A shell whose token may do and see everything."""
    with fake.serve() as url:
        yield Shell(url, fake.token(("manage", "read_sensitive")))


def test_a_pipe_gets_plain_text(shell: Shell) -> None:
    """In a pipe nothing is coloured, wrapped or cut, whatever the terminal says of itself."""
    shown = shell.process(
        "conversations get conv_1 --reveal", variables={"TERM": "xterm-256color", "COLUMNS": "20"}
    )
    assert (shown.code, shown.err) == (0, "")
    assert "\x1b" not in shown.out
    assert any(len(line) > 80 for line in shown.out.splitlines())
    assert all(line == line.rstrip() for line in shown.out.splitlines())


def test_a_terminal_gets_colours_unless_it_asks_not_to(shell: Shell, fake: FakeAnyReach) -> None:
    """On a terminal names are bold and lines fit; long text is wrapped, and none of it is lost."""
    fake.put({"id": "conv_9", "agent_id": "Q" * 500, "channel": "電" * 100})
    shown = shell.terminal("conversations get conv_9")
    assert shown.code == 0
    assert "\x1b[1m" in shown.out
    plain = shell.terminal("conversations get conv_9", variables={"TERM": "dumb"})
    assert "\x1b" not in plain.out
    assert plain.out.count("Q") == 500
    assert plain.out.count("電") == 100
    assert max(map(len, plain.out.splitlines())) <= 80


PICTURES = {
    60: """\
id                               direction  channel
conv_01J9Z3K4Q5R6S7T8V9W0X1Y2Z3  inbound    telephone
conv_4                           inbound    webrtc
no room for status, created_at, user_id, summary, initial_context, duration; --json has every field
""",
    80: """\
id                               direction  channel    status
conv_01J9Z3K4Q5R6S7T8V9W0X1Y2Z3  inbound    telephone  completed
conv_4                           inbound    webrtc     transferred
no room for created_at, user_id, summary, initial_context, duration; --json has every field
""",
    120: """\
id                               direction  channel    status       created_at        user_id       summary
conv_01J9Z3K4Q5R6S7T8V9W0X1Y2Z3  inbound    telephone  completed    2026-01-15 19:30  +12025550143  電電電電電電電電電 …
conv_4                           inbound    webrtc     transferred  2026-01-15 05:00  visitor_82    The visitor wanted …
no room for initial_context, duration; --json has every field
""",  # noqa: E501  it has 120 columns
    20: """\
id
conv_01J9Z3K4Q5R6S7T8V9W0X1Y2Z3
conv_4
no room for direction, channel, status, created_at, user_id, summary, initial_context, duration; --json has every field
""",  # noqa: E501  the last line is no part of the table
}


@pytest.mark.parametrize("width", PICTURES)
def test_a_table_fits_its_terminal(shell: Shell, fake: FakeAnyReach, width: int) -> None:
    """Ids and times are whole; the last columns are dropped, and then texts are cut."""
    fake.put(
        {
            "id": "conv_01J9Z3K4Q5R6S7T8V9W0X1Y2Z3",
            "direction": "inbound",
            "channel": "telephone",
            "status": "completed",
            "created_at": "2026-01-16T00:30:15.25Z",
            "user_id": "+12025550143",
            "summary": "電" * 30,
            "initial_context": None,
        }
    )
    shown = shell.terminal(
        "conversations list --reveal --limit 2",
        variables={"COLUMNS": str(width), "TZ": "<-05>5"},
    )
    assert _COLOURS.sub("", shown.out) == PICTURES[width]


def test_times_are_local_unless_utc_is_asked_for(shell: Shell, fake: FakeAnyReach) -> None:
    """People see their own zone, or UTC with --utc; machines and spreadsheets the API's text."""
    fake.put({"id": "conv_9", "created_at": "2026-01-16T00:30:15.25+00:00"})
    fake.put({"id": "conv_8", "created_at": "0001-01-01T00:00:00+00:00"})
    zone = {"TZ": "<-05>5"}

    def told(line: str) -> str:
        return shell.process(line, variables=zone).out

    assert "2026-01-15 19:30:15.250000-05:00\n" in told("conversations get conv_9")
    assert "2026-01-16 00:30:15.250000+00:00\n" in told("conversations get conv_9 --utc")
    assert "0001-01-01 00:00:00+00:00\n" in told("conversations get conv_8")
    table = told("--utc conversations list")
    assert "  2026-01-16 00:30" in table
    for form in ("--json", "--json --reveal", "--csv", "--csv --utc"):
        assert "2026-01-16T00:30:15.250000+00:00" in told(f"conversations list {form}")


def test_text_is_utf8_whatever_the_locale(shell: Shell, fake: FakeAnyReach) -> None:
    """JSON and tables are UTF-8, in a locale of another encoding, too."""
    fake.put({"id": "conv_9", "agent_id": "Zürich 📦"})
    for line in ("conversations get conv_9", "conversations get conv_9 --json"):
        variables = {"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
        assert "Zürich 📦" in shell.process(line, variables=variables).out


def test_a_reader_that_goes_away_is_no_error(shell: Shell, fake: FakeAnyReach) -> None:
    """`| head -1` ends the command silently, with the code of a closed pipe, page by page."""
    fake.requests.clear()
    for number in range(150):
        fake.put({"id": f"conv_{number}", "summary": "x" * 3000, "created_at": _time(number)})
    for form in ("--json --reveal --page-size 10", "--csv --reveal", "--limit 140 --reveal"):
        result = shell.script(
            f"anyreach conversations list {form} | head -1; exit ${{PIPESTATUS[0]}}"
        )
        assert (result.code, result.err) == (141, ""), form
        assert len(result.out.splitlines()) == 1
    lazy = [request for request in fake.requests if request.path.endswith("conversations")]
    assert len(lazy) < 30


def _time(number: int) -> str:
    return f"2026-01-01T00:{number // 60:02}:{number % 60:02}+00:00"


def test_a_reader_that_was_never_there_is_no_error(shell: Shell) -> None:
    """What is printed at once, such as the help and a reply, ends in the same way."""
    for line in ("--help", "conversations send-message conv_3 --text hello"):
        reading, writing = os.pipe()
        os.close(reading)
        run = subprocess.run(
            [*LINE, *line.split()],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=shell.environment,
            check=False,
        )
        os.close(writing)
        assert (run.returncode, run.stderr) == (141, b"")


def test_output_that_cannot_be_written_is_an_error(shell: Shell) -> None:
    """A full disk, or streams that are closed, end with 74, and without a traceback."""
    full = shell.script("anyreach conversations list --json > /dev/full")
    assert full.code == 74
    assert full.err == "anyreach: file error: No space left on device\n"
    assert shell.script("anyreach conversations list >&-") == (74, "", "")


def test_a_chat_on_a_terminal_ends_by_ctrl_d(shell: Shell, fake: FakeAnyReach) -> None:
    """One types what one says, and Ctrl-D ends the conversation."""
    shown = shell.terminal(CHAT, [("you> ", "hello\n"), ("you> ", "\x04")])
    assert shown.code == 0
    assert "agent> I will see to it." in shown.out
    assert fake.requests[-1].path.endswith("/conv_5/end")


def test_a_chat_on_a_terminal_ends_by_ctrl_c(shell: Shell, fake: FakeAnyReach) -> None:
    """Ctrl-C ends the conversation, too, with 130 and no traceback."""
    shown = shell.terminal(CHAT, [("you> ", "\x03")])
    assert shown.code == 130
    assert "Traceback" not in shown.out
    assert fake.requests[-1].path.endswith("/conv_5/end")


@pytest.mark.parametrize(("answer", "code", "sent"), [("y", 0, 1), ("", 1, 0), ("no", 1, 0)])
def test_one_is_asked_before_a_phone_rings(
    shell: Shell, fake: FakeAnyReach, answer: str, code: int, sent: int
) -> None:
    """On a terminal one says y, or nobody is called; the number is not repeated."""
    shown = shell.terminal(CALL, [("[y/N] ", f"{answer}\n")])
    assert (shown.code, len(fake.requests)) == (code, sent)
    assert ("nothing was sent" in shown.out) is not sent
    assert "12025550143" not in shown.out


def test_a_download_on_a_terminal_has_a_bar(
    shell: Shell, fake: FakeAnyReach, tmp_path: Path
) -> None:
    """The bar is on the terminal alone, and the file is whole."""
    fake.add_recording("conv_1", b"x" * 3_000_000)
    line = f"recordings download conv_1 -o {tmp_path / 'one'}"
    shown = shell.terminal(line)
    assert shown.code == 0
    assert "3.0" in shown.out
    assert "MB" in shown.out
    assert (tmp_path / "one").stat().st_size == 3_000_000
    plain = shell.terminal(f"{line} --force --no-color")
    assert "\x1b[38" not in plain.out
    assert shell.process(f"{line} --force").err == ""
    refused = shell.terminal("recordings download conv_1 -o -")
    assert (refused.code, "a file or a pipe" in refused.out) == (64, True)


@pytest.fixture
def alone(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing is installed but the client itself."""
    for package in (anyreach, anyreach_api):
        assert package.__file__ is not None
        folder = Path(package.__file__).parent
        (tmp_path / folder.name).symlink_to(folder)
    return {**os.environ, "PYTHONPATH": str(tmp_path)}


def test_without_the_extra_it_says_what_to_install(alone: dict[str, str]) -> None:
    """Without the extra there is one line, and no traceback; `import anyreach` works."""
    run = subprocess.run(
        [sys.executable, "-S", "-m", "anyreach", "scopes"],
        env=alone,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout) == (64, "")
    assert run.stderr.count("\n") == 1
    assert "pip install 'anyreach-client[cli]'" in run.stderr
    subprocess.run([sys.executable, "-S", "-c", "import anyreach"], env=alone, check=True)


def test_without_the_extra_the_entry_point_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The function that the wheel's `anyreach` calls returns the code, too."""
    monkeypatch.setitem(sys.modules, "cyclopts", None)  # as Python marks what cannot be imported
    assert anyreach.cli.main() == 64
    assert "anyreach-client[cli]" in capsys.readouterr().err


def test_help_loads_no_client_and_the_client_no_command() -> None:
    """`--help` does not import httpx, and `import anyreach` nothing of the command."""
    script = (
        "import sys; import anyreach; "
        "assert not {'anyreach.cli', 'cyclopts', 'rich'} & sys.modules.keys(); "
        "from anyreach.cli._app import run; run(['conversations', 'list', '--help']); "
        "loaded = {'httpx', 'asyncio', 'anyreach.testing', 'rich.progress'} & sys.modules.keys(); "
        "sys.exit(str(loaded) if loaded else 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr


def test_commands_are_made_when_they_are_used() -> None:
    """`--help` imports no resource, the help of a tag its own only, and no operation."""
    script = (
        "import sys; from anyreach.cli._app import run; run(sys.argv[1:]); "
        "found = [name for name in sys.modules if name.startswith('anyreach_api.')]; "
        "print('loaded', *(name for name in found if '.resources.' in name or '.api.' in name))"
    )
    for line, loaded in (
        ("--help", []),
        ("members --help", ["anyreach_api.resources.members"]),
        (
            "members get-my-scopes --help",
            ["anyreach_api.resources.members", "anyreach_api.api.members",
             "anyreach_api.api.members.get_my_scopes"],
        ),
    ):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", script, *line.split()],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert sorted(done.stdout.splitlines()[-1].split()[1:]) == sorted(loaded)


def test_the_entry_point_is_the_command() -> None:
    """The wheel's `anyreach` is the function that the module runs."""
    from importlib.metadata import entry_points  # noqa: PLC0415

    (point,) = entry_points(group="console_scripts", name="anyreach")
    assert point.value == "anyreach.cli:main"
