"""A changed contract reaches the app through one regeneration, with no hand edit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

ROBOT = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "instructions": {"type": "string", "description": "Sensitive. What the robot is told."},
    },
}
GET_ROBOT = {
    "tags": ["Robots"],
    "operationId": "getRobot",
    "parameters": [
        {"name": "robot_id", "in": "path", "required": True, "schema": {"type": "string"}}
    ],
    "responses": {
        "200": {
            "description": "The robot.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Robot"}}},
        }
    },
}

APP = """
import asyncio, json
from anyreach import AnyReach, AsyncAnyReach, NotFoundError, RedactedError, models
from anyreach import redacted, redacted_fields, reveal
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.testing import FakeAnyReach
from anyreach_api.api.robots import get_robot

fake = FakeAnyReach()
fake.put({"id": "conv_1", "user_id": "+1555", "status": "on_hold", "mood": "good"})

with AnyReach(fake.token("read"), transport=fake.transport) as client:
    conversation = client.conversations.get("conv_1")
assert conversation.is_redacted("user_id"), "the new mark withholds"
assert "user_id=<redacted>" in repr(conversation)
assert conversation.status is models.Status.ON_HOLD, "the new value is a member"
assert conversation.mood == "good", "the new property is a field"
with AnyReach(fake.token(), transport=fake.transport) as client:
    assert client.conversations.get("conv_1").reveal("user_id") == "+1555"

ROBOTS = {
    "/core/robots/a1": {"id": "a1", "instructions": "be kind"},
    "/core/robots/a2": {"id": "a2"},
}

def answer(method, target, headers, body):
    assert headers["authorization"] == "Bearer ak_1.s"
    found = ROBOTS.get(target)
    return (200, {}, json.dumps(found).encode()) if found else (404, {}, b'{"detail": "none"}')

transport = handler_transport(answer)
with AnyReach("ak_1.s", transport=transport) as client:
    robot = client.robots.get("a1")
    assert client.execute(get_robot, "a1") == client.execute("getRobot", "a1") == robot
    assert reveal(robot, "instructions") == "be kind"
    assert "be kind" not in repr(robot)
    assert redacted_fields(redacted(robot)) == {"instructions"}
    try:
        client.robots.get("a2").instructions
    except RedactedError as error:
        assert error.record_id == "a2"
    else:
        raise AssertionError("withheld, and yet revealed")
    try:
        client.robots.get("a3")
    except NotFoundError as error:
        assert error.operation == "getRobot"
    else:
        raise AssertionError("not found, and yet answered")

async def same():
    async with AsyncAnyReach("ak_1.s", transport=transport) as client:
        assert (await client.robots.get("a1")) == robot

asyncio.run(same())
print("every change arrived")
"""


def change(contract: dict[str, Any]) -> None:
    """Mark a field, add an enum value, a property, a schema and an operation."""
    schemas = contract["components"]["schemas"]
    properties = schemas["Conversation"]["properties"]
    properties["user_id"]["description"] = "Sensitive. " + properties["user_id"]["description"]
    properties["mood"] = {"type": "string"}
    schemas["Status"]["enum"].append("on_hold")
    schemas["Robot"] = ROBOT
    contract["paths"]["/core/robots/{robot_id}"] = {"get": GET_ROBOT}


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy of the repository, with the packages of that copy."""
    path = os.pathsep.join([str(root / "overlay"), str(root / "generated"), str(root)])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": path, "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of what a regeneration reads and writes, and of the overlay."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in (
        "overlay",
        "generated",
        "tools",
        "openapi.json",
        "openapi.overlay.yaml",
        "generator-config.yaml",
    ):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def test_every_change_of_the_contract_arrives(repository: Path) -> None:
    """A mark, an enum value, a property and an operation work after one regeneration."""
    path = repository / "openapi.json"
    contract = json.loads(path.read_text("utf-8"))
    change(contract)
    path.write_text(json.dumps(contract), "utf-8")
    generated = run(repository, "-m", "tools.generate")
    assert generated.returncode == 0, generated.stderr
    app = run(repository, "-c", APP)
    assert app.stdout == "every change arrived\n", app.stderr
