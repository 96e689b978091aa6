"""The fake before schemathesis, which holds it to the contract that the client is made of."""

from __future__ import annotations

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

EXAMPLES = 200
CONFIG = Path(__file__).with_name("schemathesis.toml")


def contract_for(role: Role) -> dict[str, Any]:
    """Return the contract as a token of that role sees it.

    What the vendor's pages say beside the contract is added: a 401, the keys that each role gets,
    and null for a sensitive field that has no value.
    """
    contract = copy.deepcopy(CONTRACT)
    operation = contract["paths"]["/core/conversations/{conversation_id}"]["get"]
    operation["responses"]["401"] = {"$ref": "#/components/responses/Forbidden"}
    conversation = contract["components"]["schemas"]["Conversation"]
    fields = conversation["properties"]
    sensitive = [name for name in fields if is_sensitive(fields[name])]
    for name in sensitive:
        if role == "read_sensitive":
            fields[name]["nullable"] = True
        else:
            del fields[name]
    conversation["required"] = ["id", *(name for name in sensitive if name in fields)]
    conversation["additionalProperties"] = False
    return contract


@pytest.mark.parametrize(
    ("mint", "role"),
    [
        (FakeAnyReach.token, "read"),
        (FakeAnyReach.personal_token, "read_sensitive"),
        (FakeAnyReach.token, "manage"),
        (FakeAnyReach.personal_token, "none"),
    ],
)
def test_fake_keeps_the_contract(
    tmp_path: Path, mint: Callable[[FakeAnyReach, Role], str], role: Role
) -> None:
    """Whatever is asked, with a token or without, the fake answers as the contract says."""
    fake = FakeAnyReach.demo()
    token = mint(fake, role)
    contract, report = tmp_path / "contract.json", tmp_path / "report.json"
    contract.write_text(json.dumps(contract_for(role)), "utf-8")
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
    assert told["phases"]["coverage"]["status"] == told["phases"]["fuzzing"]["status"] == "success"
    cases = told["test_cases"]["generated"]
    assert cases >= EXAMPLES
    if role != "none":  # to which every answer is 403
        (rates,) = told["valid_rates"].values()
        assert rates["fuzzing"]["accepted"] > EXAMPLES // 2  # 200
        assert rates["fuzzing"]["unreachable"] > EXAMPLES // 10  # 404
    print(f"{cases} requests of schemathesis with a token of role {role}: no finding")
