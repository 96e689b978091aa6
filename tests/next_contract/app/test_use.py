"""What the next contract adds works: in the client, in help(), in the command, in the fake."""

from __future__ import annotations

import asyncio
import importlib
import json
import pydoc
from typing import Any

from anyreach import AnyReach, AsyncAnyReach
from anyreach.testing import FakeAnyReach
from tests.overlay.cli.shell import Shell

use: Any = importlib.import_module("tests.next_contract.app.use")  # typed there

ALL = ("manage", "read_sensitive")
ROBOT = {
    "id": "robot_1",
    "name": "Ada",
    "status": "live",
    "instructions": "be kind to canaries",
    "apiKey": "canary-key",
}


def fake_with_an_robot() -> FakeAnyReach:
    """A fake that has one robot."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT)
    return fake


def test_the_app_runs() -> None:
    """Robots are created, changed, listed and deleted, sync and async."""
    fake = FakeAnyReach()
    with AnyReach(fake.token(ALL), transport=fake.transport) as client:
        assert use.use(client) == ["Grace"]

    async def same() -> Any:
        async with AsyncAnyReach(fake.token(ALL), transport=fake.transport) as client:
            return await use.use_async(client)

    assert asyncio.run(same()) == ["Ada"]


def test_what_is_sensitive_is_withheld_and_what_is_secret_is_hidden() -> None:
    """The mark of the contract withholds by role, and neither it nor a secret is ever printed."""
    fake = fake_with_an_robot()
    with AnyReach(fake.token(ALL), transport=fake.transport) as client:
        robot = client.robots.get("robot_1")  # type: ignore[attr-defined]
    assert use.told(robot) == ROBOT["instructions"]
    assert robot.api_key == "canary-key"
    assert "canar" not in repr(robot)
    assert "instructions=<hidden>" in repr(robot)
    with AnyReach(fake.token("read"), transport=fake.transport) as client:
        robot = client.robots.get("robot_1")  # type: ignore[attr-defined]
    assert use.told(robot) == "withheld: instructions"
    assert robot.redacted_fields == {"instructions"}


def test_help_shows_the_methods() -> None:
    """help() of the resource and of its client has every method with its arguments."""
    fake = FakeAnyReach()
    with AnyReach(fake.token(ALL), transport=fake.transport) as client:
        robots: Any = client.robots  # type: ignore[attr-defined]
    text = pydoc.plain(pydoc.render_doc(type(robots)))
    for name in ("list", "get", "create", "update", "delete"):
        assert f" {name}(self" in text
    assert 'status: "models.RobotStatus | Literal[' in text
    assert "robots" in pydoc.plain(pydoc.render_doc(AnyReach))


def test_the_command_has_the_methods() -> None:
    """Robots are listed, read and deleted in the shell, and conversations filtered."""
    fake = fake_with_an_robot()
    with fake.serve() as url:
        shell = Shell(url, fake.token(ALL))
        assert "delete" in shell("robots --help").out
        assert "--campaign-id" in shell("conversations list --help").out
        shown = shell("robots get robot_1 --json")
        assert (shown.code, json.loads(shown.out)["status"]) == (0, "live")
        assert "canar" not in shown.out
        revealed = json.loads(shell("robots get robot_1 --json --reveal").out)
        assert (revealed["name"], revealed["instructions"]) == ("Ada", ROBOT["instructions"])
        assert shell("robots delete robot_1").code != 0  # it asks for --yes
        assert shell("robots delete robot_1 --yes").code == 0
        assert shell("robots list --json").out.strip() in {"", "[]"}


def test_the_fake_answers_what_nobody_wrote() -> None:
    """A new operation is answered from records, or with what a test says."""
    fake = fake_with_an_robot()
    fake.answer("getRobot", {"id": "robot_2", "name": "Grace", "status": "live"})
    with AnyReach(fake.token(ALL), transport=fake.transport) as client:
        assert client.execute("getRobot", "robot_2").name == "Grace"
