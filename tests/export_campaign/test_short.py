"""A short campaign: real processes, killed at points spread over an export and an update."""

from __future__ import annotations

from pathlib import Path

from tests.export_campaign.kills import Outcome, campaign, summary


def test_killed_processes_lose_nothing(tmp_path: Path) -> None:
    """Six kills: 0 missing, 0 twice, and the same files byte for byte."""
    assert summary(campaign(tmp_path, 6)) == Outcome(6, killed=True, same=True, missing=0, twice=0)
