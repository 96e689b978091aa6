"""Reconciling: the count beside that of the API's summary of the usage."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError
from anyreach._transport.httpx_transports import handler_transport
from anyreach.cli._export import tell_done
from anyreach.cli._options import DEFAULTS
from anyreach.export import Exported
from anyreach.testing import FakeAnyReach
from tests.export_campaign.year import START, Year
from tests.overlay.exports import BOTH, manifest

RANGE: dict[str, Any] = {"since": START, "until": START + timedelta(days=400), "reconcile": True}


def reconcile_sync(year: Year, out: Path) -> Exported:
    """Export by the sync client."""
    with AnyReach("ak_1.x", transport=handler_transport(year.respond)) as client:
        return client.conversations.export(out, **RANGE)


def reconcile_async(year: Year, out: Path) -> Exported:
    """Export by the async client."""

    async def run() -> Exported:
        transport = handler_transport(year.respond)
        async with AsyncAnyReach("ak_1.x", transport=transport) as client:
            return await client.conversations.export(out, **RANGE)

    return asyncio.run(run())


@pytest.mark.parametrize("export", [reconcile_sync, reconcile_async])
def test_the_count_is_that_of_the_usage(export: Any, tmp_path: Path) -> None:
    """For longer ranges than one summary has, too."""
    assert export(Year(300), tmp_path).difference == 0
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
