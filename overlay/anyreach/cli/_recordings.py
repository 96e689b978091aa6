"""`anyreach recordings download`: recordings and their file names."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from attrs import frozen
from cyclopts import Parameter

from anyreach import ConfigurationError
from anyreach.cli._exit import NO_RECORD
from anyreach.cli._options import GROUP, Options
from anyreach.cli._screen import escape, note, to_json
from anyreach.recordings._suffixes import SUFFIXES, UNKNOWN

if TYPE_CHECKING:
    from rich.console import Console

    from anyreach import AnyReach
    from anyreach.models import Conversation

# ruff: noqa: PLC0415  `--help` loads no more than it needs

_TIMEOUT: Final = 600.0  # seconds
_STDOUT: Final = "-"


@Parameter(name="*", group=GROUP)
@frozen(kw_only=True)
class DownloadOptions(Options):
    """The shared options, with a timeout for each recording."""

    timeout: Annotated[
        float | None,
        Parameter(
            metavar="SECONDS", help=f"Seconds for each recording. Defaults to {_TIMEOUT:.0f}."
        ),
    ] = None


_DEFAULTS: Final = DownloadOptions()


def download(
    conversation_id: str,
    /,
    *more_ids: Annotated[str, Parameter(name="MORE_IDS")],
    output: Annotated[
        str | None, Parameter(alias="-o", metavar="PATH", allow_leading_hyphen=True)
    ] = None,
    force: bool = False,
    skip_existing: bool = False,
    options: DownloadOptions = _DEFAULTS,
) -> int:
    """Download recordings of voice conversations.

    Files are named after the conversation and the media type, such as
    conv_1.wav, and written atomically with mode 0600. An existing file is an
    error, unless you pass --force or --skip-existing. A conversation without a
    recording is reported, the others are downloaded, and the exit code is 66. On
    a terminal, a bar shows the progress.

    For example:

      anyreach recordings download conv_1
      anyreach recordings download conv_1 conv_2 -o calls --skip-existing
      anyreach recordings download conv_1 -o - > call.wav

    Args:
        conversation_id: The conversation's id.
        more_ids: The ids of more conversations.
        output: An existing folder, - for stdout, or a file for a single recording.
        force: Replace existing files.
        skip_existing: Skip conversations whose file exists.

    Raises:
        ConfigurationError: The options can't be combined.
        FileExistsError: The file exists.
    """
    if force and skip_existing:
        raise ConfigurationError("--force and --skip-existing can't be combined")
    to_stdout = output == _STDOUT
    if to_stdout and (more_ids or options.json or sys.stdout.isatty()):
        raise ConfigurationError("--output - takes one id, no --json, and needs a file or a pipe")
    code = 0
    with options.client() as client:
        for one in (conversation_id, *more_ids):
            file = _File(one, output, single=not more_ids)
            there = None if to_stdout or force else file.existing()
            if there is not None and skip_existing:
                note(f"{escape(str(there))} exists")
                continue
            if there is not None:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(there))
            conversation = client.conversations.get(one)
            if conversation.reveal("recording_details") is None:
                note(f"anyreach: {escape(one)} has no recording: only voice calls do")
                code = NO_RECORD
            elif to_stdout:
                _write(client, conversation, options)
            else:
                file.save(client, conversation, options, force=force)
    return code


def _write(client: AnyReach, conversation: Conversation, options: Options) -> None:
    """Write a recording to stdout as it arrives."""
    timeout = _TIMEOUT if options.timeout is None else options.timeout
    with client.recordings.stream(conversation, timeout=timeout) as chunks:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


class _File:
    """The file of a recording.

    Args:
        conversation_id: The conversation's id.
        output: The file or its folder; None for this folder.
        single: Whether `output` may be a file.
    """

    def __init__(self, conversation_id: str, output: str | None, *, single: bool) -> None:
        # It leads nowhere else and is none of a shell's, whatever the id.
        stem = re.sub(r"[^A-Za-z0-9_-]", "_", conversation_id)[:100]
        path = Path(output or ".")
        self._is_named = single and output is not None and not path.is_dir()
        self._path = path if self._is_named else path / f"{stem}{UNKNOWN}"

    def existing(self) -> Path | None:
        """Return the existing file, of any media type."""
        paths = [self._path]
        if not self._is_named:
            paths += map(self._path.with_suffix, SUFFIXES.values())
        return next((path for path in paths if os.path.lexists(path)), None)

    def save(
        self, client: AnyReach, conversation: Conversation, options: Options, *, force: bool
    ) -> None:
        """Download a recording, and print its path."""
        timeout = _TIMEOUT if options.timeout is None else options.timeout
        with _bar(options) as progress:
            saved = client.recordings.download(
                conversation, self._path, overwrite=force, progress=progress, timeout=timeout
            )
        path = saved.path
        if not self._is_named:
            suffix = SUFFIXES.get(saved.content_type or "", UNKNOWN)
            path = path.replace(path.with_suffix(suffix))
        told = {
            "conversation_id": conversation.id,
            "path": str(path),
            "size": saved.size,
            "content_type": saved.content_type,
        }
        sys.stdout.write(f"{to_json(told) if options.json else escape(str(path))}\n")
        sys.stdout.flush()


@contextmanager
def _bar(options: Options) -> Generator[Callable[[int, int | None], object] | None]:
    """Show a progress bar on stderr, if that is a terminal."""
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
