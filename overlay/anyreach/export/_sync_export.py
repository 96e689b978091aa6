# Derived from _async_export.py by `nox -s generate`: edit that one.
"""Run an export: fetch pages, and pass them to the chains of windows."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from anyreach._core.operations import RawOperation
from anyreach._core.pagination.listing import Page, Wanted
from anyreach._core.pagination.sync_last_item import LastItem
from anyreach._core.settings.options import check_count
from anyreach._errors import (
    APIResponseValidationError,
    APIStatusError,
    ConfigurationError,
    NotFoundError,
)
from anyreach._transport.blocking_io import as_they_arrive, in_thread
from anyreach.export._chain import Chain, file_name
from anyreach.export._formats import check_format
from anyreach.export._manifest import changes, finish
from anyreach.export._plan import Plan, Range, plan_of
from anyreach.export._results import Exported, Progress
from anyreach.export._rows import Row, Whole, listing
from anyreach.export._store import Store, key_of, make_folder, range_of, write
from anyreach.recordings._received import OPERATION
from anyreach.recordings._suffixes import SUFFIXES, UNKNOWN
from anyreach.recordings._sync_fetch import Client
from anyreach.recordings._sync_resource import Recordings
from anyreach_api._operation import Options

# ruff: noqa: SLF001  helpers of the client use its `_call`
# pyright: reportPrivateUsage=false

ROWS: Final = 2000
"""Number of conversations that close a window."""
_COSTLY_ROWS: Final = 500  # if each one needs its own requests
_AT_ONCE: Final = 8  # concurrent requests of one worker for single conversations
_MOST: Final = 16  # workers
_RECORDING_SECONDS: Final = 600.0
_SERVER_ERROR: Final = 500
_USAGE: Final = "/admin/usage/summary"  # total_calls, for at most 366 days
_LONGEST_USAGE: Final = timedelta(days=366)


class _Rows(LastItem):
    """Lists conversations, and keeps unreadable rows."""

    def _without_skipped(self, page: Page[Any]) -> Page[Any]:
        return page


class Export:
    """An export to a folder.

    Args:
        client: The client to fetch with. Its calls wait as long as the API asks.
        out: The export's folder.
        workers: Number of windows to fetch concurrently.
        page_size: Conversations per page; None for 100.
        on_progress: Called with a `Progress` after every page.

    Raises:
        ConfigurationError: An argument is invalid.
    """

    def __init__(
        self,
        client: Client,
        out: str | os.PathLike[str],
        *,
        workers: int = 4,
        page_size: int | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> None:
        if check_count("workers", workers) > _MOST:
            raise ConfigurationError(f"workers= must be at most {_MOST}")
        if page_size is not None:
            check_count("page_size", page_size)
        self._client = client
        self._recordings = Recordings(client)
        self._store = Store(out)
        self._workers = workers
        self._page_size = page_size
        self._on_progress = on_progress
        self._telling = threading.Lock()

    def run(
        self,
        *,
        since: datetime,
        until: datetime | None,
        update: bool,
        lookback: timedelta,
        reconcile: bool,
        **options: Any,
    ) -> Exported:
        """Start, resume or update an export.

        Raises:
            ConfigurationError: An argument is invalid, or differs from the export's.
            APIError: A call failed. Safe windows are kept.
            OSError: A file can't be written. Safe windows are kept.
        """
        check_format(options["format"])
        with self._store as store:
            known = store.known
            if until is None:
                until = datetime.now(UTC) if known is None or update else known.until
            plan = plan_of(since=since, until=until, **options)
            if reconcile and plan.filters:
                raise ConfigurationError("reconcile= can't be combined with filters")
            if known is not None:
                _check_same(known, plan, update=update)
            store.settle(known or plan, phase=store.phase)
            self._resume_commit()
            is_new = store.phase in {"export", "finish"}  # this run only finishes the earlier one
            if store.phase == "export":
                self._walk(store.root, [Range(store.plan.since, store.plan.until)])
                store.settle(store.plan, phase="finish")
            if update and (not is_new or plan.until > store.plan.until):
                store.settle(store.plan, phase="update")
                self._update(plan.until, lookback)
            usage = self._usage(store.plan) if reconcile else None
            done = in_thread(finish, store, usage)
            store.settle(store.plan, phase="done")
            return done

    def _usage(self, plan: Plan) -> int | str:
        """Return the number of conversations in the usage summary, or why there is none."""
        operation = RawOperation("GET")
        total = 0
        start = plan.since
        while start < plan.until:
            end = min(plan.until, start + _LONGEST_USAGE)
            times = {"from": start.isoformat(), "to": end.isoformat()}
            request = operation.request(_USAGE, params=times)
            try:
                response = self._client._call(operation, request, Options())
                total += response.json()["total_calls"]
            except (APIStatusError, APIResponseValidationError, KeyError, TypeError) as error:
                return f"{type(error).__name__}: the summary is not available"
            start = end
        return total

    def _update(self, until: datetime, lookback: timedelta) -> None:
        """Fetch again what may have changed, and replace its windows."""
        store = self._store
        staged = store.update / "update.json"
        if staged.exists():
            found = json.loads(staged.read_bytes())
        else:
            found = self._find(until, lookback)
            make_folder(store.update)
            write(staged, found)
        self._walk(store.update, list(map(Range.from_json, found["roots"])))
        fresh = store.windows()
        old = [one for one in store.windows(store.state) if one["range"] in found["old"]]
        before = (row for one in old for row in store.rows_of(one, store.state))
        after = (row for one in fresh for row in store.rows_of(one))
        commit = {
            "until": found["until"],
            "changes": changes(before, after),
            "dropped": sorted(set(map(key_of, old)) - set(map(key_of, fresh))),
        }
        write(store.update / "commit.json", commit)
        self._resume_commit()

    def _find(self, until: datetime, lookback: timedelta) -> dict[str, Any]:
        """Return the ranges to fetch again, and the ranges of the windows that they replace."""
        plan = self._store.plan
        edge = plan.until - lookback
        start = plan.until
        old: list[Range] = []
        roots: list[Range] = []
        for window in self._store.windows():
            part = range_of(window)
            if part.end > edge:
                start = min(start, part.start)
                old.append(part)
            elif self._has_changed(window["open"]):
                roots.append(part)
                old.append(part)
        if start < until:
            roots.append(Range(start, until))
        return {
            "until": until.isoformat(),
            "roots": [one.to_json() for one in roots],
            "old": [one.to_json() for one in old],
        }

    def _has_changed(self, states: Mapping[str, Any]) -> bool:
        """Return whether a conversation that was active has changed."""

        def changed(one: tuple[str, Any]) -> bool:
            try:
                row = self._get(one[0])
            except (NotFoundError, APIResponseValidationError):
                return True
            return bool(row.state() != one[1])

        found = False
        with closing(as_they_arrive(changed, states.items(), _AT_ONCE)) as outcomes:
            for outcome in outcomes:
                found = found or outcome
        return found

    def _resume_commit(self) -> None:
        """Replace windows with those of an update, if one is ready."""
        store = self._store
        path = store.update / "commit.json"
        if path.exists():
            found = json.loads(path.read_bytes())
            store.replace(found["dropped"])
            plan = store.plan._replace(until=datetime.fromisoformat(found["until"]))
            store.settle(plan, changes=found["changes"], phase="finish")
            store.drop_update()

    def _walk(self, base: Path, roots: Sequence[Range]) -> None:
        """Fetch the ranges until every window is safe."""
        todo = self._store.begin(base, roots)
        while todo:
            parts: list[Range] = []
            with closing(as_they_arrive(self._chain, todo, self._workers)) as chains:
                for rest in chains:
                    parts += rest
            todo = sorted(parts)

    def _chain(self, part: Range) -> list[Range]:
        """Fetch a range; if it is split, return the parts for other workers."""
        plan = self._store.plan
        costly = plan.detail or plan.recordings
        chain = Chain(self._store, part, _COSTLY_ROWS if costly else ROWS)
        parts: list[Range] | None = None
        try:
            with closing(self._pages(plan, part)) as pages:
                for page in pages:
                    rows, found = self._completed(chain.wanted(page))
                    parts = in_thread(chain.take, rows, found)
                    self._tell(part, chain.at_risk)
                    if parts is not None:
                        break
            if parts is None:
                parts = in_thread(chain.end)
            self._tell(part, 0)
            return parts
        finally:
            chain.abandon()

    def _tell(self, part: Range, at_risk: int) -> None:
        with self._telling:
            progress = self._store.note(part, at_risk)
            if self._on_progress is not None:
                self._on_progress(progress)

    def _pages(self, plan: Plan, part: Range) -> Generator[list[Any]]:
        arguments = {**plan.filters, "created_after": part.start, "created_before": part.end}
        wanted = Wanted(listing(), arguments, self._page_size, None, None, Options())
        walk = _Rows(self._client, wanted)
        while (page := walk.page()) is not None:
            yield page.items

    def _completed(self, rows: list[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return rows with the plan's details, and their recordings, or why they are missing."""
        plan = self._store.plan
        found: dict[str, Any] = {}
        if plan.detail:
            whole: dict[str, Row] = {}
            own = [row for row in rows if isinstance(row, Row)]
            with closing(as_they_arrive(self._detailed, own, _AT_ONCE)) as outcomes:
                for row, why in outcomes:
                    whole[row.id] = row
                    if why is not None:
                        found[row.id] = [why]
            rows = [whole[row.id] if isinstance(row, Row) else row for row in rows]
        if plan.recordings:
            own = [row for row in rows if isinstance(row, Row) and _has_recording(row)]
            with closing(as_they_arrive(self._download, own, _AT_ONCE)) as files:
                for file in files:
                    found |= file
        return rows, found

    def _get(self, conversation_id: str) -> Row:
        request = Whole.request(conversation_id)
        return self._client._call(Whole(), request, Options())

    def _detailed(self, row: Row) -> tuple[Row, str | None]:
        try:
            whole = self._get(row.id)
        except (NotFoundError, APIResponseValidationError) as error:
            return row, str(error)
        return Row(whole.raw, whole.record, row.at), None

    def _download(self, row: Row) -> dict[str, Any]:
        """Download a recording unless it exists, and return its name, or why it is missing."""
        store = self._store
        folder = store.root / "recordings" / f"day={row.at.date().isoformat()}"
        stem = file_name(row.id)
        path = folder / f"{stem}{UNKNOWN}"
        named = (path.with_suffix(suffix) for suffix in SUFFIXES.values())
        there = next((one for one in named if one.is_file()), None)
        if there is None:
            make_folder(folder)
            try:
                saved = self._recordings.download(
                    row.record, path, overwrite=True, timeout=_RECORDING_SECONDS
                )
            except (APIStatusError, APIResponseValidationError) as error:
                if not _is_gone(error):
                    raise
                return {row.id: [str(error)]}
            suffix = SUFFIXES.get(saved.content_type or "", UNKNOWN)
            there = path.replace(path.with_suffix(suffix))
        return {row.id: there.relative_to(store.root).as_posix()}


def _has_recording(row: Row) -> bool:
    hidden = row.record.is_redacted("recording_details")
    return not hidden and row.record.recording_details is not None


def _is_gone(error: APIStatusError | APIResponseValidationError) -> bool:
    """Return whether a recording is permanently unavailable."""
    if isinstance(error, NotFoundError | APIResponseValidationError):
        return True
    return error.operation == OPERATION and error.status_code < _SERVER_ERROR


def _check_same(known: Plan, plan: Plan, *, update: bool) -> None:
    """Reject resuming an export with another plan.

    Raises:
        ConfigurationError: The plans differ.
    """
    names = [
        name
        for name in Plan._fields
        if getattr(known, name) != getattr(plan, name) and not (name == "until" and update)
    ]
    if names:
        raise ConfigurationError(
            f"the folder has an export with different {', '.join(names)}: pass the same "
            "arguments, or use another folder"
        )
    if plan.until < known.until:
        raise ConfigurationError("until= must not be earlier than the export's until=")
