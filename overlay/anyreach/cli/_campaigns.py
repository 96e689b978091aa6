"""Hand-written campaign commands: contacts from a file."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from cyclopts import Parameter

from anyreach.cli._options import DEFAULTS, Options

if TYPE_CHECKING:
    from anyreach import ContactOutcome

_STDIN: Final = "-"

# ruff: noqa: PLC0415  `--help` loads no more than it needs


def of_campaigns() -> Iterator[Callable[..., int]]:
    """Yield the commands of `anyreach campaigns` that are not in the contract."""
    yield add_contacts


def add_contacts(
    campaign_id: str,
    file: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    resume_after: str | None = None,
    yes: bool = False,
    options: Options = DEFAULTS,
) -> int:
    r"""Add contacts from a file, or update them. An active campaign calls them.

    A contact with an external_id is added only once, however often you run this.
    FILE has a JSON object on each line. In a CSV file (named *.csv), the first
    line names the fields, spaces separate phone_numbers, and a column such as
    data.name is a property of data. Contacts that fail are listed on stderr, by
    their place in the file and without their values. The exit code is then 1.

    For example:

      anyreach campaigns add-contacts default contacts.csv --yes
      jq -c '.[]' contacts.json | anyreach campaigns add-contacts camp_1 - --yes

    Args:
        campaign_id: The campaign's UUID or your own external_id.
        file: The file, or - for JSON lines from stdin.
        resume_after: Skip the contacts up to and including the one with this external_id.
        yes: Don't ask for confirmation.
    """
    from anyreach.cli._exit import NOT_DONE
    from anyreach.cli._screen import agrees, note
    from anyreach_api.api.campaigns.upsert_campaign_contacts import INFO

    if file != _STDIN:
        Path(file).stat()  # raises here, and not after the question
    if not yes and not agrees(str(INFO.confirm)):
        note("nothing was sent")
        return NOT_DONE
    with options.client() as client:
        done = client.campaigns.add_contacts(
            campaign_id, _read(file), resume_after=resume_after, on_batch=_tell
        )
    if options.json:
        sys.stdout.write(json.dumps({"added": done.added, "failed": len(done.failed)}) + "\n")
    else:
        options.screen.print(f"{done.added} added or changed, {len(done.failed)} failed")
    return NOT_DONE if done.failed else 0


def _tell(outcomes: list[ContactOutcome]) -> None:
    from anyreach.cli._screen import note

    for one in outcomes:
        if one.error is not None:
            note(f"contact {one.place + 1}: {one.error}")
    note(f"{outcomes[-1].place + 1} contacts so far")


def _read(name: str) -> Iterator[dict[str, Any]]:
    if name == _STDIN:
        yield from _from_json(sys.stdin)
        return
    with Path(name).open(encoding="utf-8-sig", newline="") as lines:
        yield from (_from_csv if name.lower().endswith(".csv") else _from_json)(lines)


def _from_json(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    from anyreach import ConfigurationError

    for number, line in enumerate(lines, 1):
        try:
            contact = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            raise ConfigurationError(f"line {number} of FILE is not JSON") from None
        if contact is not None:
            yield contact


def _from_csv(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for row in csv.DictReader(lines):
        contact: dict[str, Any] = {}
        for name, value in row.items():
            if name and value:
                field, _, key = name.partition(".")
                if key:
                    contact.setdefault(field, {})[key] = value
                else:
                    contact[field] = value.split() if field == "phone_numbers" else value
        yield contact
