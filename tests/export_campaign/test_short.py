"""A short campaign: real processes, killed at points spread over an export and an update."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from anyreach.testing import FakeAnyReach
from tests.export_campaign.__main__ import main
from tests.export_campaign.kills import Outcome, campaign, summary
from tests.export_campaign.paced import Paced


def test_killed_processes_lose_nothing(tmp_path: Path) -> None:
    """Six kills: 0 missing, 0 twice, and the same files byte for byte."""
    assert summary(campaign(tmp_path, 6)) == Outcome(6, killed=True, same=True, missing=0, twice=0)


def test_every_scene_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    """With few conversations; the table has a row for each way."""
    line = "--kills 0 --paced 300 --daily 0 --count 300 --dlt 200"
    assert main(line.split()) == 0
    paced, _, _, *table = capsys.readouterr().out.splitlines()
    assert paced.startswith("paced: 300 conversations")
    assert paced.endswith("same: True")
    assert [row.split(" | ")[1] for row in table] == [*["300"] * 4, "200"]


def test_a_bucket_refuses_what_it_has_no_token_for() -> None:
    """Until time has brought some."""
    now = 0.0
    server = Paced(FakeAnyReach(), rate=2, burst=1, clock=lambda: now)
    with httpx.Client(transport=server, base_url="https://api.anyreach.ai") as client:
        statuses: list[int] = []
        for seconds in (0, 0, 0.5, 60, 0):
            now += seconds
            statuses.append(client.get("/core/conversations").status_code)
    assert statuses == [401, 429, 401, 401, 429]
