"""What an export takes, and how it writes it. The same plan continues where it stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, Self, get_args

from anyreach._errors import ConfigurationError
from anyreach.export._results import Format, Transcripts
from anyreach_api._operation import to_json
from anyreach_api.api.conversations import list_conversations

_RANGE: Final = {"created_after", "created_before"}
_PAGING: Final = {"cursor", "limit"}


class Range(NamedTuple):
    """A half-open range of time: `start` belongs to it, `end` does not."""

    start: datetime
    end: datetime

    def to_json(self) -> list[str]:
        """Return it as JSON."""
        return [self.start.isoformat(), self.end.isoformat()]

    @classmethod
    def from_json(cls, texts: list[str]) -> Self:
        """Read what `to_json` returned."""
        return cls(*map(datetime.fromisoformat, texts))


class Plan(NamedTuple):
    """What an export takes, and how; repr hides the filters' values.

    Attributes:
        since: Where the range of time starts, in UTC.
        until: Where it ends.
        filters: The filters of the list, as JSON.
        format: How conversations are written.
        nested: Whether transcripts and metadata are nested, in Parquet.
        detail: Whether each conversation is fetched on its own.
        recordings: Whether recordings are downloaded.
        transcripts: How transcripts are written beside; None: they are not.
        redact: Whether sensitive and unknown fields are left out.
    """

    since: datetime
    until: datetime
    filters: Mapping[str, Any]
    format: Format
    nested: bool
    detail: bool
    recordings: bool
    transcripts: Transcripts | None
    redact: bool

    def __repr__(self) -> str:
        return f"<Plan {self.since.isoformat()} to {self.until.isoformat()}, {self.format}>"

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        since, until = Range(self.since, self.until).to_json()
        return {**self._asdict(), "since": since, "until": until}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        """Read what `to_json` returned."""
        times = Range.from_json([found["since"], found["until"]])
        values: dict[str, Any] = {**found, "since": times.start, "until": times.end}
        return cls(**values)


def plan_of(
    *,
    since: datetime,
    until: datetime,
    filters: Mapping[str, Any],
    format: Format,  # noqa: A002  as callers know it
    nested: bool,
    detail: bool,
    recordings: bool,
    transcripts: Transcripts | None,
    redact: bool,
) -> Plan:
    """Return a checked plan.

    Raises:
        ConfigurationError: An argument is invalid. The message names it and says what to do.
    """
    start, end = _moment("since", since), _moment("until", until)
    if start >= end:
        raise ConfigurationError("until= must be later than since=")
    if format not in get_args(Format):
        raise ConfigurationError(f"format= must be one of {', '.join(get_args(Format))}")
    if nested and format != "parquet":
        raise ConfigurationError('nested= is for format="parquet"')
    if transcripts not in {None, *get_args(Transcripts)}:
        raise ConfigurationError("transcripts= must be text, markdown or None")
    if redact and (recordings or transcripts):
        raise ConfigurationError("redact= excludes recordings= and transcripts=")
    if _RANGE & filters.keys():
        raise ConfigurationError("created_after= and created_before= are since= and until= here")
    if _PAGING & filters.keys():
        raise ConfigurationError("an export has no cursor= and no limit=: it takes everything")
    try:
        list_conversations.request(**filters)
    except TypeError:
        raise ConfigurationError("a filter is none that conversations.list() has") from None
    sent = {name: to_json(value) for name, value in filters.items() if value is not None}
    return Plan(start, end, sent, format, nested, detail, recordings, transcripts, redact)


def _moment(name: str, value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ConfigurationError(
            f"{name}= must be an aware datetime, such as datetime(2026, 1, 15, tzinfo=UTC)"
        )
    return value.astimezone(UTC)
