"""The command of campaigns that is written by hand: contacts from files."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from anyreach.testing import FakeAnyReach, ReceivedCall, no_waiting
from tests.overlay.cli.shell import Shell

NUMBER = "+12025550143"


@pytest.fixture
def sent() -> list[Any]:
    """The contacts that arrive."""
    return []


@pytest.fixture
def fake(sent: list[Any]) -> FakeAnyReach:
    """A fake that takes contacts."""
    fake = FakeAnyReach()

    def take(call: ReceivedCall) -> Any:
        sent.extend(call.body["contacts"])
        return {"total": len(sent)}

    fake.answer("upsertCampaignContacts", take)
    return fake


@pytest.fixture
def shell(fake: FakeAnyReach) -> Generator[Shell]:
    """A shell whose token may manage campaigns."""
    with fake.serve() as url, no_waiting():
        yield Shell(url, fake.token("campaigns:manage"))


def lines(contacts: Iterable[Any]) -> str:
    """Contacts as JSON lines, with an empty one between them."""
    return "\n\n".join(map(json.dumps, contacts))


def test_contacts_come_from_json_lines(shell: Shell, sent: list[Any], tmp_path: Path) -> None:
    """Every line of a file, or of stdin, is a contact; what was done is shown."""
    given = [{"external_id": "a", "phone_numbers": [NUMBER]}, {"external_id": "b"}]
    file = tmp_path / "contacts.jsonl"
    file.write_text(lines(given))
    done = shell(f"campaigns add-contacts camp_1 {file} --yes")
    assert (done.code, done.out) == (0, "2 added or changed, 0 failed\n")
    assert done.err == "2 contacts so far\n"
    piped = shell("campaigns add-contacts camp_1 - --yes --json", typed=lines(given))
    assert (piped.code, json.loads(piped.out)) == (0, {"added": 2, "failed": 0})
    assert sent == given * 2


def test_contacts_come_from_csv(shell: Shell, sent: list[Any], tmp_path: Path) -> None:
    """The first line names the fields; empty cells are left out, and so is what has no name."""
    file = tmp_path / "contacts.CSV"
    file.write_text(
        "\ufeffexternal_id,phone_numbers,data.name,data.age,timezone\n"
        f"a,{NUMBER} +4930123456,Ada,36,\n"
        "b,,,,Europe/Berlin,more\n",
        encoding="utf-8",
    )
    assert shell(f"campaigns add-contacts camp_1 {file} --yes").code == 0
    assert sent == [
        {
            "external_id": "a",
            "phone_numbers": [NUMBER, "+4930123456"],
            "data": {"name": "Ada", "age": "36"},
        },
        {"external_id": "b", "timezone": "Europe/Berlin"},
    ]


def test_it_resumes(shell: Shell, sent: list[Any]) -> None:
    """`--resume-after` passes over the contacts up to that one."""
    given = [{"external_id": "a"}, {"external_id": "b"}]
    shell("campaigns add-contacts camp_1 - --yes --resume-after a", typed=lines(given))
    assert sent == given[1:]


def test_what_fails_is_told_without_its_values(shell: Shell, sent: list[Any]) -> None:
    """A contact that cannot be sent is told by its place, and the exit code says so."""
    given = [{"external_id": "a"}, {"phone_numbers": ["2025550143"]}]
    done = shell("campaigns add-contacts camp_1 - --yes", typed=lines(given))
    assert (done.code, done.out) == (1, "1 added or changed, 1 failed\n")
    assert done.err.startswith("contact 2: phone_numbers= must be a phone number in E.164")
    assert "2025550143" not in done.err
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("line", "typed", "refusal"),
    [
        ("- --yes", "{}\n{", (64, "line 2 of FILE is not JSON")),
        ("/none/contacts.csv --yes", "", (74, "No such file")),
        ("-", '{"external_id": "a"}', (64, "phones ring, and there is no terminal")),
    ],
)
def test_what_makes_no_sense_is_refused(
    shell: Shell, sent: list[Any], line: str, typed: str, refusal: tuple[int, str]
) -> None:
    """A file that cannot be read, or a call that nobody agreed to, costs no request."""
    done = shell(f"campaigns add-contacts camp_1 {line}", typed=typed)
    assert done.code == refusal[0]
    assert refusal[1] in done.err
    assert sent == []


def test_nobody_is_called_who_is_not_meant_to_be(
    shell: Shell, sent: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who answers no sends nothing."""

    def refuse(_warning: str) -> bool:
        return False

    monkeypatch.setattr("anyreach.cli._screen.agrees", refuse)
    file = tmp_path / "contacts.jsonl"
    file.write_text(lines([{"external_id": "a"}]))
    done = shell(f"campaigns add-contacts camp_1 {file}")
    assert (done.code, done.err) == (1, "nothing was sent\n")
    assert sent == []
