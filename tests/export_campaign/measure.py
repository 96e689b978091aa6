"""What one way to get all conversations takes, in a process of its own: the server is another one.

It needs Linux. `python -m tests.export_campaign.measure HOW URL OUT UNTIL`
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from anyreach import AnyReach
from tests.export_campaign.fakes import START

PAGE = 100
_TOKEN = "ak_1.x"


def _plain(url: str, out: Path, until: datetime) -> int:
    """List, and write lines."""
    count = 0
    with AnyReach(_TOKEN, base_url=url) as client, out.open("w", encoding="utf-8") as file:
        for one in client.conversations.list(
            created_after=START, created_before=until, page_size=PAGE
        ):
            file.write(json.dumps(one.to_dict()) + "\n")
            count += 1
    return count


def _export(url: str, out: Path, until: datetime, options: dict[str, Any]) -> int:
    with AnyReach(_TOKEN, base_url=url) as client:
        return client.conversations.export(out, since=START, until=until, **options).conversations


def _dlt(url: str, out: Path, until: datetime) -> int:
    """Load by dlt's own REST source, which extracts, normalizes and writes lines of JSON."""
    os.environ |= {
        "RUNTIME__DLTHUB_TELEMETRY": "false",
        "RUNTIME__LOG_LEVEL": "ERROR",
        "DESTINATION__FILESYSTEM__BUCKET_URL": out.as_uri(),
    }
    dlt: Any = importlib.import_module("dlt")
    rest: Any = importlib.import_module("dlt.sources.rest_api")
    paginators: Any = importlib.import_module("dlt.sources.helpers.rest_client.paginators")

    class LastItem(paginators.BasePaginator):  # type: ignore[misc]  # it has no types here
        """A cursor of the last item's time, as the documentation has it."""

        def update_state(self, response: Any, data: Any = None) -> None:
            """Go on from the last item of a page that is full."""
            del response
            self._has_next_page = len(data) == PAGE
            if self._has_next_page:
                self.cursor = base64.b64encode(data[-1]["created_at"].encode()).decode()

        def update_request(self, request: Any) -> None:
            """Ask for the next page."""
            request.params = {**(request.params or {}), "cursor": self.cursor}

    range_ = {"created_after": START.isoformat(), "created_before": until.isoformat()}
    source = rest.rest_api_source(
        {
            "client": {
                "base_url": url,
                "auth": {"type": "bearer", "token": _TOKEN},
                "paginator": LastItem(),
            },
            "resources": [
                {
                    "name": "conversations",
                    "max_table_nesting": 0,
                    "endpoint": {
                        "path": "/core/conversations",
                        "params": {"limit": PAGE, **range_},
                    },
                }
            ],
        }
    )
    pipeline = dlt.pipeline("campaign", pipelines_dir=str(out / "state"), destination="filesystem")
    pipeline.run(source, loader_file_format="jsonl")
    return int(pipeline.last_trace.last_normalize_info.row_counts["conversations"])


WAYS: dict[str, Callable[[str, Path, datetime], int]] = {
    "plain loop": _plain,
    "jsonl": lambda url, out, until: _export(url, out, until, {}),
    "parquet": lambda url, out, until: _export(url, out, until, {"format": "parquet"}),
    "parquet, nested": lambda url, out, until: _export(
        url, out, until, {"format": "parquet", "nested": True}
    ),
    "dlt, REST source": _dlt,
}
"""Ways to get all conversations, by their names."""


def main(argv: Sequence[str]) -> None:
    """Get them, and print how many there were, seconds, seconds of CPU and megabytes."""
    how, url, out, end = argv
    until = datetime.fromisoformat(end)
    before, began = time.process_time(), time.monotonic()
    count = WAYS[how](url, Path(out), until)
    took, cpu = time.monotonic() - began, time.process_time() - before
    print(json.dumps([count, took, cpu, _peak()]))


def _peak() -> int:
    """Return the most memory that this process had, in MB; `getrusage` also counts its parent's."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main(sys.argv[1:])
