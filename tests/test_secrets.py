"""What the vendor does not mark, and is a credential all the same, is hidden where we print."""

from __future__ import annotations

import copy
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from anyreach import AnyReach, models, redacted
from anyreach.testing import FakeAnyReach
from tests.overlay.app import run as run_pytest
from tests.overlay.cli.shell import Shell
from tools import overlays
from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.findings import diff

ROOT = Path(__file__).parents[1]
CANARY = "canary-5a1f"
SECRETS = {
    ("KnowledgeBaseSourceUpload", "presigned_url"),
    ("ListenerToken", "token"),
    ("OrganizationPat", "pat_key"),
    ("TrunkOutboundConfig", "auth_password"),
    ("TrunkOutboundConfigRequest", "auth_password"),
}


def marked(contract: Any) -> set[tuple[str, str]]:
    """The properties of the format `password`."""
    return {
        (schema, name)
        for schema, written in contract["components"]["schemas"].items()
        for name, one in written.get("properties", {}).items()
        if one.get("format") == "password"
    }


def test_the_marks_are_ours() -> None:
    """The vendor's contract has none of them, and the overlay document has them all."""
    assert marked(json.loads((ROOT / "openapi.json").read_text("utf-8"))) == set()
    assert marked(overlays.load(ROOT).document) == SECRETS


@pytest.mark.parametrize(("schema", "name"), sorted(SECRETS))
def test_a_secret_is_printed_by_nothing(schema: str, name: str) -> None:
    """A repr and redacted() hide it; it is never withheld, and an app gets it by its attribute."""
    needed = dict.fromkeys(("address", "auth_username", "auth_password"), "a")
    model: Any = getattr(models, schema).from_dict({**needed, name: CANARY})
    assert f"{name}=<hidden>" in repr(model)
    assert CANARY not in f"{model!r} {model} {redacted(model)!r} {redacted(model).to_dict()}"
    assert getattr(model, name) == model.reveal(name) == CANARY
    assert model.to_dict()[name] == CANARY
    assert model.redacted_fields == frozenset()
    absent = getattr(models, schema).from_dict(needed if "auth" in name else {})
    assert not absent.is_redacted(name)


def fake_with_secrets() -> FakeAnyReach:
    """A fake whose answers have secrets."""
    fake = FakeAnyReach()
    fake.put({"id": "conv_1"})
    fake.add("Trunk", trunk_id="t", outbound_config={"auth_password": CANARY})
    fake.add("ListenerToken", token=CANARY, url="wss://calls.example.net")
    fake.add("OrganizationPat", pat_key=CANARY)
    upload = {"id": "s", "presigned_url": CANARY}
    fake.answer("createKnowledgeBaseSources", [upload])
    return fake


COMMANDS = [
    "trunks get t",
    "trunks list",
    "conversations create-listener-token conv_1",
    "organizations create-pat",
    "knowledge-base create-sources --empty body",
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["", " --json"])
def test_the_command_shows_a_secret_only_when_asked(command: str, form: str) -> None:
    """Without --reveal it is in neither tables nor JSON."""
    fake = fake_with_secrets()
    with fake.serve() as url:
        shell = Shell(url, fake.token(("manage", "read_sensitive")))
        shown = shell(command + form)
        assert (shown.code, CANARY in shown.out + shown.err) == (0, False)
        assert CANARY in shell(f"{command} --json --reveal").out


def test_no_log_record_has_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Neither what is sent nor what is received is logged."""
    fake = fake_with_secrets()
    caplog.set_level(logging.DEBUG)
    with AnyReach(fake.token(("manage", "read_sensitive")), transport=fake.transport) as client:
        config = {"address": "a", "auth_username": "u", "auth_password": CANARY}
        client.trunks.create(outbound_config=models.TrunkOutboundConfigRequest.from_dict(config))
        client.conversations.create_listener_token("conv_1")
    assert caplog.records
    assert CANARY not in caplog.text


def test_pytest_shows_no_secret(tmp_path: Path) -> None:
    """What it prints when two records differ has none."""
    code = f"""
from anyreach.models import ListenerToken

def test_tokens():
    one = ListenerToken.from_dict({{"token": "{CANARY}" + "1", "room_name": "a"}})
    assert one == ListenerToken.from_dict({{"token": "x", "room_name": "b"}})
"""
    shown = run_pytest(tmp_path, code)
    assert "1 failed" in shown
    assert f"{CANARY}1" not in shown


def test_a_lost_mark_is_told() -> None:
    """Without an action of the overlay document, the differ names each field that is shown."""
    before = overlays.load(ROOT).document
    after: Any = copy.deepcopy(before)
    for schema, name in SECRETS:
        del after["components"]["schemas"][schema]["properties"][name]["format"]
    found = diff(Document(before, "a"), Document(after, "b"), {}, ("sensitivity",)).findings
    lost = [one for one in found if one.rule == "field-no-longer-secret"]
    assert {one.pointer.rpartition("/")[2] for one in lost} == {name for _, name in SECRETS}
