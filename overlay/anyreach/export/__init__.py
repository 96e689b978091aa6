"""Export every conversation in a time range, each exactly once: `client.conversations.export`."""

from __future__ import annotations

import os
from pathlib import Path

from anyreach.export._results import Changes, Exported, Progress

__all__ = ["Changes", "Exported", "Progress", "verify"]


def verify(path: str | os.PathLike[str]) -> list[str]:
    """Check the files of an export against its manifest.

    Args:
        path: The export's folder.

    Returns:
        The problems found, one per line; empty if there are none.

    Raises:
        ConfigurationError: The folder has no manifest.
    """
    from anyreach.export._manifest import problems_of  # noqa: PLC0415  rarely needed

    return problems_of(Path(path))
