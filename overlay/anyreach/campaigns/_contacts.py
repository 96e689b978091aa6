"""Contacts for a campaign: validated, batched, and their outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias, cast

from anyreach._core.settings.validation import check_phone_number, check_text
from anyreach._core.type_guards import is_list, is_mapping
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
    """The outcome of one contact.

    Attributes:
        place: The contact's index, from 0.
        contact: The contact as you passed it.
        error: Why it was not added; None if it was. For an `APIError`, `maybe_sent` says whether it
            may have been added anyway.
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
    """The result of `add_contacts`.

    Attributes:
        added: Number of contacts added or updated.
        failed: The outcomes of the other contacts, in order.
    """

    added: int
    failed: list[ContactOutcome]


class Sendable(NamedTuple):
    """A valid contact: its index, the contact as passed, and its JSON."""

    place: int
    contact: Contact
    fields: dict[str, Any]


Batch: TypeAlias = tuple[list[Sendable], list[ContactOutcome]]
"""The contacts to send, and the outcomes of invalid ones."""


class Batches:
    """Batches contacts, so that no request has the same external_id twice.

    Args:
        resume_after: The external_id of the last contact to skip, or None.
    """

    def __init__(self, resume_after: str | None) -> None:
        self._resume_after = resume_after
        self._count = 0
        self._batch: list[Sendable] = []
        self._refused: list[ContactOutcome] = []
        self._ids: set[str] = set()

    def add(self, contact: Contact) -> Iterator[Batch]:
        """Add a contact, and yield the batch it completes or no longer fits."""
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
            ConfigurationError: The contact to resume after was not found.
        """
        if self._resume_after is not None:
            raise ConfigurationError("no contact has the external_id in resume_after=")
        if self._batch or self._refused:
            yield self._take()

    def _take(self) -> Batch:
        taken = self._batch, self._refused
        self._batch, self._refused, self._ids = [], [], set()
        return taken


def _checked(contact: object) -> dict[str, Any]:
    """Return a contact as JSON.

    Raises:
        ConfigurationError: The contact is invalid. The message names the field and no value.
    """
    if not (is_mapping(contact) or isinstance(contact, models.CampaignContactRequest)):
        raise ConfigurationError("a contact must be a mapping or a CampaignContactRequest")
    fields = cast("dict[str, Any]", to_json(contact))
    json_text(fields, "a contact")
    numbers, external_id = fields.get("phone_numbers"), fields.get("external_id")
    if external_id is not None:
        check_text("external_id", external_id)
    elif numbers is None:
        raise ConfigurationError(
            "a contact needs phone_numbers or an existing contact's external_id"
        )
    if numbers is not None:
        if not is_list(numbers) or not numbers:
            raise ConfigurationError("phone_numbers must be a non-empty list of numbers")
        for number in numbers:
            check_phone_number("phone_numbers", number)
    return fields


class Upsert:
    """The contract's operation. Repeatable if each contact has an external_id."""

    def __init__(self, *, repeatable: bool) -> None:
        self.INFO: Info = upsert_campaign_contacts.INFO._replace(repeatable=repeatable)
        self.request = upsert_campaign_contacts.request
        self.read = upsert_campaign_contacts.read


def refused_of(batch: list[Sendable], error: APIError) -> list[Sendable]:
    """Return the contacts of a batch that a FastAPI-style 422 names in `loc`, or all of them."""
    detail = error.detail if isinstance(error, UnprocessableEntityError) else None
    places: set[int] = set()
    for fault in detail if is_list(detail) else ():
        match fault:
            case {"loc": ["body", "contacts", int(place), *_]}:
                places.add(place)
            case _:
                pass
    return [one for place, one in enumerate(batch) if place in places] or batch
