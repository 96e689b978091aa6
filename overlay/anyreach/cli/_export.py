"""`anyreach export`: export a time range of conversations to a folder, with progress."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from cyclopts import App

from anyreach import AnyReachError
from anyreach.cli._arguments import Arguments
from anyreach.cli._commands import SEE, example
from anyreach.cli._exit import NO_RECORD, NOT_DONE, UNREADABLE
from anyreach.cli._options import DEFAULTS, Options
from anyreach.cli._screen import escape, note, to_json
from anyreach.conversations._sync_resource import Conversations
from anyreach.export import Exported, Progress, verify
from anyreach.export._results import Format

if TYPE_CHECKING:
    from rich.console import Console

_LEFT_OUT: Final = {
    *("created_after", "created_before"),  # since and until
    *("page_size", "limit", "cursor", "on_invalid"),  # an export takes everything
}
_BETWEEN: Final = 5.0  # seconds between two lines of progress


class _Asked:
    def export(
        self,
        out: str,
        /,
        *,
        since: dt.datetime,
        until: dt.datetime | None = None,
        format: Format = "jsonl",  # noqa: A002  as people call it
        nested: bool = False,
        detail: bool = False,
        recordings: bool = False,
        transcripts: Literal["text", "markdown"] | None = None,
        redact: bool = False,
        update: bool = False,
        lookback_days: float = 7.0,
        reconcile: bool = False,
        workers: int = 4,
    ) -> None:
        """Say what is asked for.

        Args:
            out: The folder: new, empty, or with this very export, which then continues.
            since: Start of the time range.
            until: End of the time range. Defaults to now, or to the end of an export in the folder.
            format: File format. Defaults to jsonl.
            nested: Write transcripts to Parquet as lists, and metadata as maps.
            detail: Fetch each conversation separately, with its transcript.
            recordings: Download recordings, too.
            transcripts: Write transcripts to files of their own.
            redact: Leave out what is sensitive.
            update: Fetch new conversations, and those that may have changed.
            lookback_days: Days at the end of the range that an update reads again. Defaults to 7.
            reconcile: Compare the count with the API's usage summary.
            workers: Number of concurrent windows. Defaults to 4.
        """
        raise NotImplementedError


def _app() -> App:
    arguments = Arguments(_Asked.export)
    filters = Arguments(Conversations.list)
    arguments.all += [one for one in filters.all if one.name not in _LEFT_OUT]

    def export(given: Mapping[str, Any]) -> int:
        """Export every conversation in a time range to a folder, each exactly once.

        You can interrupt it: run the same command again to continue. It ends with
        the same files, all with mode 0600. docs/export.md describes them. Exits
        with 65 if rows could not be read (see invalid.jsonl), and with 66 if a
        recording is gone.
        """
        options: Options = given["options"]
        asked = arguments.read(given)
        if (days := asked.pop("lookback_days", None)) is not None:
            asked["lookback"] = dt.timedelta(days=days)
        for line in arguments.unknown(asked):
            note(line)
        done = _export(asked, options)
        tell_done(done, options)
        return UNREADABLE if done.invalid else NO_RECORD if done.missing else 0

    words = ["anyreach export january --since 2026-01-01T00:00Z", "--until 2026-02-01T00:00Z"]
    epilogue = f"For example:\n\n{example(words)}\n  anyreach export verify january\n\n{SEE}"
    found = App(name="export", help_epilogue=epilogue)
    found.default(arguments.function(export))
    found.command(check, name="verify", help_epilogue=SEE)
    return found


def _export(asked: Mapping[str, Any], options: Options) -> Exported:
    """Export, and say how to continue if it stops early."""
    with _shown(options) as view, options.client() as client:
        told = client.with_options(on_wait=view.wait)
        try:
            return told.conversations.export(**asked, on_progress=view.show)
        except KeyboardInterrupt:
            view.leave()
            raise
        except (AnyReachError, OSError) as error:
            if view.seen:
                error.add_note(view.safe())
            raise


class _View:
    """Shows an export's progress: a line every few seconds, or an event each time.

    Args:
        options: The shared options.
        bar: Moves a progress bar; None without one.
    """

    def __init__(self, options: Options, bar: Callable[[float, str], object] | None) -> None:
        self.seen: Progress | None = None
        self._options = options
        self._bar = bar
        self._began = time.monotonic()
        self._first = 0
        self._covered = 0.0
        self._next = 0.0

    def show(self, progress: Progress) -> None:
        """Show a progress."""
        if self.seen is None:
            self._first, self._covered = progress.conversations, progress.covered
        self.seen = progress
        if self._options.json:
            _event("progress", **progress._asdict())
        elif self._bar is not None:
            self._bar(progress.covered, self._text(progress))
        elif time.monotonic() >= self._next:
            note(f"{progress.covered:.0%}, {self._text(progress)}")
            self._next = time.monotonic() + _BETWEEN

    def _text(self, progress: Progress) -> str:
        """Return a progress line. The remaining time is estimated from the pace so far."""
        took = max(time.monotonic() - self._began, 0.001)
        arrived = progress.conversations + progress.at_risk - self._first
        text = (
            f"{progress.conversations} safe, {progress.at_risk} at risk, {arrived / took:.0f} a "
            "second"
        )
        if (covered := progress.covered - self._covered) > 0:
            left = took * (1 - progress.covered) / covered
            text += f", about {dt.timedelta(seconds=round(left))} left"
        return text

    def wait(self, seconds: float) -> None:
        """Show that the API is rate limiting."""
        if self._options.json:
            _event("waiting", seconds=seconds)
        else:
            note(f"rate limited: waiting {seconds:.1f} s")

    def safe(self) -> str:
        """Say what is saved, and how to continue."""
        count = self.seen.conversations if self.seen else 0
        return f"{count} conversations are saved; run the same command to continue"

    def leave(self) -> None:
        """Say how to continue after an interrupt."""
        if self._options.json:
            _event("interrupted", **(self.seen._asdict() if self.seen else {}))
        else:
            note(f"interrupted: {self.safe()}")


@contextmanager
def _shown(options: Options) -> Generator[_View]:
    """Show progress: a bar or lines on stderr, or JSON on stdout."""
    if options.json or not sys.stderr.isatty():
        yield _View(options, None)
        return
    from rich.console import Console  # noqa: PLC0415  slow to import
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415

    console: Console = Console(stderr=True, no_color=True if options.no_color else None)
    text = TextColumn("{task.description}", markup=False)
    with Progress(
        BarColumn(20), TaskProgressColumn(), text, console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=1.0)

        def move(covered: float, line: str) -> None:
            bar.update(task, completed=covered, description=line)

        yield _View(options, move)


def _event(name: str, **fields: Any) -> None:
    sys.stdout.write(f"{to_json({'event': name, **fields})}\n")
    sys.stdout.flush()


def tell_done(done: Exported, options: Options) -> None:
    """Print an export's result."""
    changes = None if done.changes is None else done.changes._asdict()
    if options.json:
        _event("done", **{**done._asdict(), "path": str(done.path), "changes": changes})
        return
    counts = {"could not be read": done.invalid, "lack something": done.missing, **(changes or {})}
    more = "".join(f", {count} {what}" for what, count in counts.items() if count)
    if done.difference is not None:
        more += f", {done.difference:+} to the summary of the usage"
    sys.stdout.write(f"{done.conversations} conversations in {escape(str(done.path))}{more}\n")


def check(out: str, /, *, options: Options = DEFAULTS) -> int:
    """Check the files of an export against its manifest.

    Prints a line for each problem, and then exits with 1.

    For example:

      anyreach export verify january

    Args:
        out: The folder of the export.
    """
    problems = verify(out)
    if options.json:
        sys.stdout.write(f"{to_json(problems)}\n")
    else:
        sys.stdout.writelines(f"{escape(line)}\n" for line in problems or ["no problems found"])
    return NOT_DONE if problems else 0


app: Final = _app()
