"""Exports a test can make through the sync and the async client alike, and what they left."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from anyreach import AnyReach, AsyncAnyReach
from anyreach.export import Exported, _async_export, _sync_export
from anyreach.testing import FakeAnyReach

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = datetime(2026, 3, 1, tzinfo=UTC)
BUSY = datetime(2026, 2, 1, tzinfo=UTC)
SETTINGS: dict[str, Any] = {"since": SINCE, "until": UNTIL}


def export_sync(
    fake: FakeAnyReach, out: Path, *, token: str | None = None, **options: Any
) -> Exported:
    """Export by the sync client."""
    with AnyReach(token or fake.token(), transport=fake.transport, max_retries=0) as client:
        return client.conversations.export(out, **{**SETTINGS, **options})


def export_async(
    fake: FakeAnyReach, out: Path, *, token: str | None = None, **options: Any
) -> Exported:
    """Export by the async client."""

    async def run() -> Exported:
        async with AsyncAnyReach(
            token or fake.token(), transport=fake.transport, max_retries=0
        ) as client:
            return await client.conversations.export(out, **{**SETTINGS, **options})

    return asyncio.run(run())


BOTH = [export_sync, export_async]


def conversation(number: int, at: datetime, **fields: Any) -> dict[str, Any]:
    """A small conversation."""
    return {
        "id": f"conv_{number}",
        "channel": "text",
        "status": "completed",
        "created_at": at.isoformat(),
        **fields,
    }


def year(count: int) -> Iterator[dict[str, Any]]:
    """Conversations of two quiet months and one busy day, with bursts that share one time."""
    for number in range(count):
        if number % 3 == 0:
            at = SINCE + timedelta(hours=number % 1400, seconds=number)
        else:
            at = BUSY + timedelta(seconds=number // 7)
        yield conversation(number, at)


def filled(records: Iterable[Mapping[str, Any]], **options: Any) -> FakeAnyReach:
    """A fake that holds these."""
    return FakeAnyReach(records, **options)


def small_windows(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """Close a window after so many conversations."""
    for module in (_async_export, _sync_export):
        monkeypatch.setattr(module, "ROWS", rows)


def files(out: Path) -> dict[str, bytes]:
    """Every file of an export, but for the lock."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def rows(out: Path) -> list[dict[str, Any]]:
    """Every row of the data, oldest file first."""
    return [
        json.loads(line)
        for path in sorted((out / "data").rglob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def ids(out: Path) -> list[str]:
    """The ids of all rows, sorted."""
    return sorted(row["id"] for row in rows(out))


def manifest(out: Path) -> dict[str, Any]:
    """The manifest."""
    found: dict[str, Any] = json.loads((out / "manifest.json").read_bytes())
    return found


def held_by(fake: FakeAnyReach) -> Any:
    """The records of a fake, to look at and to remove."""
    return vars(fake)["_world"].records
