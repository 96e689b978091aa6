"""Contacts on their way into a campaign: checked, put into batches, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias, cast

from anyreach._core.type_guards import is_list, is_mapping
from anyreach._core.validation import check_phone_number, check_text
from anyreach._errors import (
    AnyReachError,
    APIError,
    ConfigurationError,
    UnprocessableEntityError,
)
from anyreach_api import models
from anyreach_api._json import json_text
from anyreach_api._operation import Info, to_json
from anyreach_api.api.campaigns import upsert_campaign_contacts

MOST: Final = 1_000  # in one request; docs: api-reference/campaigns/overview

Contact: TypeAlias = models.CampaignContactRequest | Mapping[str, Any]


class ContactOutcome(NamedTuple):
    """What came of a contact.

    Attributes:
        place: Its place among the contacts that were given, from 0.
        contact: The contact, as given.
        error: Why it was not added; None when it was. `maybe_sent` says of an `APIError` whether it
            can have been added all the same.
        answer: What the API said of the contacts that were added in the same request, as it sent
            it: the contract does not know its form. None when there is an error.
    """

    place: int
    contact: Contact
    error: AnyReachError | None
    answer: Any = None

    def __repr__(self) -> str:
        result = "added" if self.error is None else type(self.error).__name__
        return f"<ContactOutcome {self.place}: {result}>"


class AddedContacts(NamedTuple):
    """What `add_contacts` did.

    Attributes:
        added: How many contacts were added, or changed.
        failed: The outcomes of the others, in order.
    """

    added: int
    failed: list[ContactOutcome]


class Sendable(NamedTuple):
    """A contact that can be sent: its place, itself as given, and as JSON."""

    place: int
    contact: Contact
    fields: dict[str, Any]


Batch: TypeAlias = tuple[list[Sendable], list[ContactOutcome]]
"""What to send, and the outcomes of what cannot be sent."""


class Batches:
    """Puts contacts into batches, so that no request holds the same external_id twice.

    Args:
        resume_after: The external_id of the last contact to pass over; None for none.
    """

    def __init__(self, resume_after: str | None) -> None:
        self._resume_after = resume_after
        self._count = 0
        self._batch: list[Sendable] = []
        self._refused: list[ContactOutcome] = []
        self._ids: set[str] = set()

    def add(self, contact: Contact) -> Iterator[Batch]:
        """Take a contact, and yield the batch that has no room for it, or that it makes full."""
        place = self._count
        self._count += 1
        try:
            fields = _checked(contact)
        except ConfigurationError as error:
            if self._resume_after is None:
                self._refused.append(ContactOutcome(place, contact, error))
        else:
            external_id = fields.get("external_id")
            if self._resume_after is not None:
                if external_id == self._resume_after:
                    self._resume_after = None
                return
            if external_id in self._ids:
                yield self._take()
            self._batch.append(Sendable(place, contact, fields))
            if external_id is not None:
                self._ids.add(external_id)
        if len(self._batch) + len(self._refused) == MOST:
            yield self._take()

    def rest(self) -> Iterator[Batch]:
        """Yield the last batch, if there is one.

        Raises:
            ConfigurationError: The contact to resume after did not come.
        """
        if self._resume_after is not None:
            raise ConfigurationError("no contact has the external_id of resume_after=")
        if self._batch or self._refused:
            yield self._take()

    def _take(self) -> Batch:
        taken = self._batch, self._refused
        self._batch, self._refused, self._ids = [], [], set()
        return taken


def _checked(contact: object) -> dict[str, Any]:
    """Return a contact as JSON.

    Raises:
        ConfigurationError: It cannot be sent; the text names the field, and no value.
    """
    if not (is_mapping(contact) or isinstance(contact, models.CampaignContactRequest)):
        raise ConfigurationError("a contact must be a mapping or a CampaignContactRequest")
    fields = cast("dict[str, Any]", to_json(contact))
    json_text(fields, "a contact")
    numbers, external_id = fields.get("phone_numbers"), fields.get("external_id")
    if external_id is not None:
        check_text("external_id", external_id)
    elif numbers is None:
        raise ConfigurationError("a contact needs phone_numbers, or the external_id of another one")
    if numbers is not None:
        if not is_list(numbers) or not numbers:
            raise ConfigurationError("phone_numbers must be a list of one or more numbers")
        for number in numbers:
            check_phone_number("phone_numbers", number)
    return fields


class Upsert:
    """The contract's operation, which is safe to repeat where each contact has an external_id."""

    def __init__(self, *, repeatable: bool) -> None:
        self.INFO: Info = upsert_campaign_contacts.INFO._replace(repeatable=repeatable)
        self.request = upsert_campaign_contacts.request
        self.read = upsert_campaign_contacts.read


def refused_of(batch: list[Sendable], error: APIError) -> list[Sendable]:
    """Return the contacts of a batch that a 422 names as FastAPI does, in `loc`; else all."""
    detail = error.detail if isinstance(error, UnprocessableEntityError) else None
    places: set[int] = set()
    for fault in detail if is_list(detail) else ():
        match fault:
            case {"loc": ["body", "contacts", int(place), *_]}:
                places.add(place)
            case _:
                pass
    return [one for place, one in enumerate(batch) if place in places] or batch
