"""The fake before schemathesis, which holds it to the contract that the client is made of."""

from __future__ import annotations

import base64
import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anyreach.testing import FakeAnyReach, Role
from tests.overlay.oracle import CONTRACT, is_sensitive

EXAMPLES = 60  # of each operation
CONFIG = Path(__file__).with_name("schemathesis.toml")


READS_SOMETHING = {"listConversations", "createConversation", "sendConversationMessage"}
CURSORS = [
    base64.b64encode(created.encode()).decode()
    for created in ("2026-01-15T09:50:00+00:00", "2027-01-01T00:00:00.123456Z")
]
REFUSED: Any = {
    "description": "The request is not what the documentation says.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {
                        "oneOf": [
                            {"type": "string"},
                            {"type": "array", "minItems": 1, "items": {"type": "object"}},
                        ]
                    }
                },
            }
        }
    },
}


def contract_for(*roles: Role) -> dict[str, Any]:
    """Return the contract as a token of these roles sees it, with the operations in `ANSWERED`.

    The vendor documents their responses completely. What its pages say beside the contract is
    added: the keys that each role gets, null for a sensitive field that has no value, what a body
    may not contradict, and a 422 wherever something is read.
    """
    contract = copy.deepcopy(CONTRACT)
    known = {name for names in ANSWERED.values() for name in names}
    paths = {
        path: {method: one for method, one in item.items() if f"{method.upper()} {path}" in known}
        for path, item in contract["paths"].items()
    }
    contract["paths"] = {path: item for path, item in paths.items() if item}
    schemas = contract["components"]["schemas"]
    for name in ("Conversation", "EndConversationResponse"):
        fields = schemas[name]["properties"]
        sensitive = [field for field in fields if is_sensitive(fields[field])]
        for field in sensitive:
            if "read_sensitive" in roles:
                fields[field]["nullable"] = True
            else:
                del fields[field]
        always = ["id"] if name == "Conversation" else ["conversation_id", "status", "duration"]
        schemas[name]["required"] = [*always, *(field for field in sensitive if field in fields)]
        schemas[name]["additionalProperties"] = False
    contract["components"]["responses"]["UnprocessableEntity"] = REFUSED
    for path in contract["paths"].values():
        for operation in path.values():
            if operation["operationId"] in READS_SOMETHING:
                operation["responses"]["422"] = {
                    "$ref": "#/components/responses/UnprocessableEntity"
                }
    narrow_list(contract["paths"]["/core/conversations"]["get"]["parameters"])
    narrow_creation(schemas)
    return contract


def narrow_list(parameters: list[dict[str, Any]]) -> None:
    """Say of a list's parameters what the documentation says in words."""
    said: dict[str, dict[str, Any]] = {
        "limit": {"minimum": 1},
        "cursor": {"enum": CURSORS},
        "custom_metadata": {"enum": [{"order_id": "1042"}, {}]},
    }
    for parameter in parameters:
        media = parameter.get("content", {"": parameter})
        for one in media.values():
            one["schema"] |= said.get(parameter["name"], {})


def narrow_creation(schemas: dict[str, Any]) -> None:
    """Say of a creation's body what the documentation says in words: one shape for each channel."""
    body = schemas["CreateConversationRequest"]
    fields = body["properties"]
    references = ("agent_id", "agent_version_id", "agent_config")
    shapes: list[dict[str, Any]] = []
    for channel in schemas["Channel"]["enum"]:
        for reference in references:
            if channel == "telephone" and reference == "agent_config":
                continue
            unwanted = {*references, "version"} - {reference}
            if reference == "agent_id":
                unwanted.discard("version")
            kept: dict[str, Any] = fields | {name: {"not": {}} for name in unwanted}
            kept["channel"] = {"type": "string", "enum": [channel]}
            required = ["channel", "user_id", reference]
            if channel == "telephone":
                kept["user_id"] = {"type": "string", "pattern": r"^\+[1-9][0-9]{1,14}$"}
            if channel == "email":
                kept["to_address"] = {"type": "string", "minLength": 1}
                required.append("to_address")
            shapes.append({"type": "object", "properties": kept, "required": required})
    schemas["CreateConversationRequest"] = {"oneOf": shapes}


PHASES = ("coverage", "fuzzing", "stateful")
CONVERSATIONS = "/core/conversations"
OFTEN = (
    f"GET {CONVERSATIONS}",
    f"POST {CONVERSATIONS}",
    f"GET {CONVERSATIONS}/{{conversation_id}}",
)
READ = {OFTEN[0], OFTEN[2], "GET /admin/members/me/scopes"}
ANSWERED: dict[Role, set[str]] = {
    "none": {"GET /admin/members/me/scopes"},
    "read": READ,
    "read_sensitive": READ,
    "manage": {
        *READ,
        OFTEN[1],
        f"POST {CONVERSATIONS}/{{conversation_id}}/messages",
        f"POST {CONVERSATIONS}/{{conversation_id}}/end",
    },
}
"""What a role gets another answer to than a 403."""


@pytest.mark.parametrize(
    ("mint", "roles"),
    [
        (FakeAnyReach.token, ("read",)),
        (FakeAnyReach.personal_token, ("read_sensitive",)),
        (FakeAnyReach.token, ("manage",)),
        (FakeAnyReach.personal_token, ("manage", "read_sensitive")),
        (FakeAnyReach.personal_token, ("none",)),
    ],
)
def test_fake_keeps_the_contract(
    tmp_path: Path,
    mint: Callable[[FakeAnyReach, tuple[Role, ...]], str],
    roles: tuple[Role, ...],
) -> None:
    """Whatever is asked, with a token or without, the fake answers as the contract says."""
    fake = FakeAnyReach.demo()
    for number in range(10):
        fake.add(id=f"chat_{number}", channel="text", status="in_progress")
    token = mint(fake, roles)
    contract, report = tmp_path / "contract.json", tmp_path / "report.json"
    contract.write_text(json.dumps(contract_for(*roles)), "utf-8")
    with fake.serve() as url:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
                *("run", str(contract), "--url", url, "--checks", "all", "--continue-on-failure"),
                *("--header", f"Authorization: Bearer {token}"),
                *("--header", f"X-Anyreach-Org: {fake.organization_id}"),
                *("--max-examples", str(EXAMPLES), "--seed", "1", "--generation-database", "none"),
                *("--report", "json", "--report-json-path", str(report), "--no-color"),
            ],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(report.read_text("utf-8"))
    assert told["complete"]
    assert {told["phases"][name]["status"] for name in PHASES} == {"success"}
    accepted = {
        operation: sum(rate["accepted"] for rate in rates.values())
        for operation, rates in told["valid_rates"].items()
    }
    assert accepted.keys() == {name for role in roles for name in ANSWERED[role]}
    assert min(accepted.values()) > 2
    assert all(accepted.get(name, EXAMPLES) > EXAMPLES // 2 for name in OFTEN)
    cases = told["test_cases"]["generated"]
    print(f"{cases} requests of schemathesis with a token of {'+'.join(roles)}: no finding")
