"""Reconciling: the count beside that of the API's summary of the usage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from anyreach import ConfigurationError
from anyreach.cli._export import tell_done
from anyreach.cli._options import DEFAULTS
from anyreach.export import Exported
from anyreach.testing import FakeAnyReach
from tests.overlay.exports import BOTH, manifest

START = datetime(2025, 1, 1, tzinfo=UTC)
RANGE: dict[str, Any] = {"since": START, "until": START + timedelta(days=400), "reconcile": True}


@pytest.mark.parametrize("export", BOTH)
def test_the_count_is_that_of_the_usage(export: Any, tmp_path: Path) -> None:
    """For longer ranges than one summary has, too."""
    fake = FakeAnyReach(now=RANGE["until"])
    fake.generate(300, since=START, until=RANGE["until"])
    token = fake.token(["read_sensitive", "billing:manage"])
    assert export(fake, tmp_path, token=token, **RANGE).difference == 0
    assert manifest(tmp_path)["usage"] == {"total_calls": 300, "difference": 0}


@pytest.mark.parametrize("export", BOTH)
def test_a_token_that_may_not_is_no_error(export: Any, tmp_path: Path) -> None:
    """The manifest says why there is no count."""
    fake = FakeAnyReach()
    assert export(fake, tmp_path, reconcile=True).difference is None
    assert "Error: the summary cannot be had" in manifest(tmp_path)["usage"]["total_calls"]


@pytest.mark.parametrize("export", BOTH)
def test_it_is_for_everything(export: Any, tmp_path: Path) -> None:
    """With filters, the counts have nothing in common."""
    with pytest.raises(ConfigurationError, match="reconcile= is for an export without filters"):
        export(FakeAnyReach(), tmp_path, channel="text", reconcile=True)


def test_the_command_says_the_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its sign, behind the sum."""
    tell_done(Exported(tmp_path, 7, 0, 0, None, -2), DEFAULTS)
    assert capsys.readouterr().out == (
        f"7 conversations in {tmp_path}, -2 to the summary of the usage\n"
    )
