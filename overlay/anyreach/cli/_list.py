"""`anyreach conversations list`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final

from attrs import asdict, frozen
from cyclopts import Parameter

from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from anyreach.models import Conversation

# ruff: noqa: PLC0415  `--help` loads no more than it needs

_FOR_PEOPLE: Final = 50  # rows, unless more are asked for
_COLUMNS: Final = ("id", "created_at", "channel", "direction", "status", "duration")
_REVEALED: Final = ("user_id", "summary")


def _known(kind: str) -> Any:
    """Make a completer of an enum's values."""

    def complete(_context: object) -> list[str]:
        from anyreach import models

        return [member.value for member in getattr(models, kind)]

    return complete


@Parameter(name="*", group="Filters")
@frozen(kw_only=True)
class Filters:
    """What the API chooses by.

    Attributes:
        direction: inbound or outbound.
        channel: telephone, text, email or webrtc.
        status: Such as in_progress, completed, failed or unanswered.
        user_id: A part of the end user's identifier.
        agent_id: The agent's id.
        agent_version_id: The agent version's id.
        agent_number: A part of the agent's phone number.
        web_widget_id: The web widget's id.
        duration_above: Seconds that it took at least.
        duration_below: Seconds that it took at most.
        user_turn_count_above: How many turns the user had at least.
        user_turn_count_below: How many turns the user had at most.
    """

    direction: Annotated[str | None, Parameter(completer=_known("Direction"))] = None
    channel: Annotated[str | None, Parameter(completer=_known("Channel"))] = None
    status: Annotated[str | None, Parameter(completer=_known("Status"))] = None
    user_id: Annotated[str | None, Parameter(metavar="PART")] = None
    agent_id: Annotated[str | None, Parameter(metavar="ID")] = None
    agent_version_id: Annotated[str | None, Parameter(metavar="ID")] = None
    agent_number: Annotated[str | None, Parameter(metavar="PART")] = None
    web_widget_id: Annotated[str | None, Parameter(metavar="ID")] = None
    duration_above: Annotated[int | None, Parameter(metavar="SECONDS")] = None
    duration_below: Annotated[int | None, Parameter(metavar="SECONDS")] = None
    user_turn_count_above: Annotated[int | None, Parameter(metavar="N")] = None
    user_turn_count_below: Annotated[int | None, Parameter(metavar="N")] = None


_NO_FILTERS: Final = Filters()


def list_(
    *,
    filters: Filters = _NO_FILTERS,
    created_after: Annotated[str | None, Parameter(metavar="TIME", group="Filters")] = None,
    created_before: Annotated[str | None, Parameter(metavar="TIME", group="Filters")] = None,
    metadata: Annotated[tuple[str, ...], Parameter(metavar="KEY=VALUE", group="Filters")] = (),
    max_items: Annotated[int | None, Parameter(metavar="N")] = None,
    limit: Annotated[int, Parameter(metavar="N")] = 100,
    csv: bool = False,
    options: Options = DEFAULTS,
) -> None:
    """List conversations, newest first.

    The table shows 50, unless --max-items says otherwise, and says when there
    are more. --json and --csv give all of them, page by page, as they are read.

    CSV is safe to open in a spreadsheet: a cell that one would compute, since
    it begins with = + - @, gets an apostrophe before it.

    For example:

      anyreach conversations list --status failed --max-items 10
      anyreach conversations list --created-after 2026-01-15T00:00:00Z
      anyreach conversations list --metadata order_id=1042
      anyreach conversations list --json | head -1
      anyreach conversations list --csv > conversations.csv

    Args:
        created_after: When it was created, at the earliest: ISO 8601, with a zone.
        created_before: When it was created, at the latest, likewise.
        metadata: What the custom metadata contains; may be repeated.
        max_items: After how many to stop.
        limit: How many to ask the API for at once.
        csv: Print CSV for spreadsheets, with every field.
    """
    from anyreach import ConfigurationError
    from anyreach.cli._values import pairs, time

    if csv and options.json:
        raise ConfigurationError("--csv and --json exclude each other")
    _warn_of_unknown(filters)
    peek = max_items is None and not (csv or options.json)
    wanted: dict[str, Any] = {
        **asdict(filters),
        "created_after": time("--created-after", created_after),
        "created_before": time("--created-before", created_before),
        "custom_metadata": pairs("--metadata", metadata),
        "limit": limit,
        # One more than is shown tells whether there are more.
        "max_items": _FOR_PEOPLE + 1 if peek else max_items,
    }
    with options.client() as client:
        found = client.conversations.list(**wanted)
        if csv:
            from anyreach.cli._csv import write

            write(found, reveal=options.reveal)
        elif options.json:
            _print_json(found, reveal=options.reveal)
        else:
            _show(list(found), options, most=_FOR_PEOPLE if peek else None)


def _print_json(found: Iterable[Conversation], *, reveal: bool) -> None:
    from anyreach.cli._escape import to_json
    from anyreach.cli._view import for_machines

    for conversation in found:
        sys.stdout.write(to_json(for_machines(conversation, reveal=reveal)) + "\n")
        sys.stdout.flush()


def _show(found: list[Conversation], options: Options, *, most: int | None) -> None:
    from anyreach.cli._screen import note
    from anyreach.cli._view import cell, view

    if not found:
        note("there is no such conversation")
        return
    heads = (*_COLUMNS, *_REVEALED) if options.reveal else _COLUMNS
    views = (view(conversation, reveal=options.reveal) for conversation in found[:most])
    options.screen.rows(heads, ([cell(shown.get(name)) for name in heads] for shown in views))
    if most is not None and len(found) > most:
        note(f"there are more: these are the newest {most}; --max-items N shows N")


def _warn_of_unknown(filters: Filters) -> None:
    """Say of a value that the contract does not know: it may be a slip, or tomorrow's."""
    from anyreach import models
    from anyreach.cli._screen import note

    for name, kind in (
        ("direction", models.Direction), ("channel", models.Channel), ("status", models.Status)
    ):  # fmt: skip
        known = [member.value for member in kind]
        value = getattr(filters, name)
        if value is not None and value not in known:
            note(f"--{name}: not one of {', '.join(known)}; it is sent all the same")
