"""`anyreach recording download`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from rich.console import Console

# ruff: noqa: PLC0415  `--help` loads no more than it needs

_SECONDS = 600.0


def download(
    conversation_id: str,
    path: Path | None = None,
    /,
    *,
    force: bool = False,
    options: Options = DEFAULTS,
) -> int:
    """Download the recording of a voice conversation, whole or not at all.

    Only you may read the file. A file that is there already is kept, unless
    --force is there. On a terminal, a bar shows how far it is. Here, --timeout
    is for the whole download: 600 seconds, unless given.

    For example:

      anyreach recording download conv_1
      anyreach recording download conv_1 call.ogg --force

    Args:
        conversation_id: The conversation's id.
        path: The file; named after the conversation, unless given.
        force: Replace a file that is there.
    """
    from anyreach.cli._escape import escape, to_json
    from anyreach.cli._exit import NO_RECORD
    from anyreach.cli._screen import note

    timeout = _SECONDS if options.timeout is None else options.timeout
    target = path or Path(_name(conversation_id))
    with options.client() as client:
        recording = client.conversations.get(conversation_id).recording
        if recording is None:
            note("anyreach: the conversation has no recording; only voice has one")
            return NO_RECORD
        with _bar(options) as progress:
            saved = recording.download(target, overwrite=force, progress=progress, timeout=timeout)
    if options.json:
        told = {"path": str(saved.path), "size": saved.size, "content_type": saved.content_type}
        sys.stdout.write(to_json(told) + "\n")
    else:
        sys.stdout.write(f"{escape(str(saved.path))}\n")
    return 0


def _name(conversation_id: str) -> str:
    """Return a file name that leads nowhere else and is none of a shell's, whatever the id."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", conversation_id)[:100] + ".recording"


@contextmanager
def _bar(options: Options) -> Generator[Callable[[int, int | None], object] | None]:
    """Show a bar on stderr while a download lasts, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console: Console = Console(stderr=True, no_color=True if options.no_color else None)
    with Progress(
        BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield tell
