# Derived from _async_resource.py by `nox -s generate`: edit that one.
"""Campaign helpers: add any number of contacts, and wait for a campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from operator import attrgetter
from typing import Any

from anyreach._core.sync_waiting import wait_until
from anyreach._errors import APIError, BadRequestError, ConfigurationError, UnprocessableEntityError
from anyreach._transport.blocking_io import Items, call, each
from anyreach.campaigns._contacts import (
    AddedContacts,
    Batches,
    Contact,
    ContactOutcome,
    Sendable,
    Upsert,
    refused_of,
)
from anyreach_api import models
from anyreach_api._operation import Options
from anyreach_api.resources import campaigns as _generated

# ruff: noqa: SLF001  `_call` is what a client is for its resources
# pyright: reportPrivateUsage=false


class Campaigns(_generated.Campaigns):
    """Outbound calls to lists of contacts: `client.campaigns`.

    Adds to the contract's methods: `add_contacts()` and `wait()`.
    """

    def add_contacts(
        self,
        campaign_id: str,
        contacts: Items[Contact],
        *,
        resume_after: str | None = None,
        on_batch: Callable[[list[ContactOutcome]], object] | None = None,
        timeout: float | None = None,
    ) -> AddedContacts:
        """Add contacts to a campaign, or update them. An active campaign calls them.

        **This is the documented way to place calls that you can safely repeat.** Give each contact
        an `external_id`: your own id, unique within the campaign. The API updates the contact with
        that id, or adds one if there is none. So a request whose response was lost is retried, and
        you can run all of it again after a crash. The docs don't say whether an updated contact
        that was already called is called again: see `resume_after`.

        **Without an `external_id`** each request adds another contact. A batch with such a contact
        is sent only once. If its response is lost, its phones may or may not ring. If you repeat
        it, they may ring twice.

        Contacts are consumed lazily and sent in batches of 1,000. Invalid contacts are skipped, and
        so are those that a 422 names if the others can be sent again. If a batch is rejected in
        another way (400, 422), none of it is added, and the next batch follows. Other errors are
        raised.

        Args:
            campaign_id: The campaign's UUID or your own external_id; `default` is the campaign of
                ad-hoc contacts.
            contacts: Mappings with the contract's fields, such as `phone_numbers`, or models. The
                asynchronous client also takes an asynchronous iterable.
            resume_after: Skip the contacts up to and including the one with this external_id.
            on_batch: Called with the outcomes of each batch, also before an error is raised.
                Exceptions from it propagate. The asynchronous client awaits a coroutine.
            timeout: Seconds for each request, including retries; None for the client's. Waits that
                the API asks for don't count.

        Returns:
            The number of contacts added or updated, and the outcomes of the others.

        Raises:
            NotFoundError: The campaign doesn't exist.
            APIError: A request failed. The batches before it were added and reported to `on_batch`.
            ConfigurationError: An argument is invalid. The message names it and says what to do.

        Source: the contract's `upsertCampaignContacts`; docs: api-reference/campaigns/overview.
        """
        if isinstance(contacts, str | Mapping | models.CampaignContactRequest):
            raise ConfigurationError("contacts must be an iterable, such as a list with this one")
        batches = Batches(resume_after)
        added = 0
        failed: list[ContactOutcome] = []

        def send(batch: list[Sendable], outcomes: list[ContactOutcome]) -> None:
            nonlocal added
            error = self._upsert(campaign_id, batch, outcomes, timeout)
            outcomes.sort(key=attrgetter("place"))
            if on_batch is not None:
                call(on_batch, outcomes)
            if error is not None:
                raise error
            refused = [one for one in outcomes if one.error is not None]
            added += len(outcomes) - len(refused)
            failed.extend(refused)

        with closing(each(contacts)) as given:
            for contact in given:
                for batch in batches.add(contact):
                    send(*batch)
        for batch in batches.rest():
            send(*batch)
        return AddedContacts(added, failed)

    def _upsert(
        self,
        campaign_id: str,
        batch: list[Sendable],
        outcomes: list[ContactOutcome],
        timeout: float | None,
    ) -> APIError | None:
        """Send a batch, retry it without rejected contacts, and note each contact's outcome.

        Returns:
            An error that the next batch would also get, or None.
        """
        patient = self._client._patient()
        operation = Upsert(repeatable=all(one.fields.get("external_id") for one in batch))
        while batch:
            contacts: Any = [one.fields for one in batch]
            request = operation.request(campaign_id, contacts=contacts)
            try:
                answer = patient._call(operation, request, Options(timeout))
            except APIError as error:
                refused = refused_of(batch, error) if operation.INFO.repeatable else batch
                outcomes += [ContactOutcome(one.place, one.contact, error) for one in refused]
                if not isinstance(error, BadRequestError | UnprocessableEntityError):
                    return error
                batch = [one for one in batch if one not in refused]
            else:
                outcomes += [ContactOutcome(one.place, one.contact, None, answer) for one in batch]
                break
        return None

    def wait(
        self,
        campaign_id: str,
        *,
        timeout: float = 3_600.0,
        on_update: Callable[[models.CampaignStats], object] | None = None,
    ) -> models.CampaignStats:
        """Wait until a campaign has called all of its contacts.

        It is done when no contact is pending or in progress. In a closed campaign, pending contacts
        don't count. A paused campaign is not done. Polls the API with growing pauses, like
        `conversations.wait()`. Transient errors don't stop the wait.

        Args:
            campaign_id: The campaign's UUID or your own external_id.
            timeout: Seconds for the whole wait.
            on_update: Called with the first statistics, and whenever the status or the number of
                contacts by status changes. Exceptions from it propagate. The asynchronous client
                awaits a coroutine.

        Returns:
            The statistics.

        Raises:
            WaitTimeoutError: Some contacts have not been called yet. The error's `record` has the
                last known statistics.
            APIError: No poll succeeded, or the API denies access.
            ConfigurationError: An argument is invalid.

        Source: the contract's `getCampaignStats`; docs: api-reference/campaigns/overview.
        """

        def look(timeout: float, /) -> models.CampaignStats:
            return self.get_stats(campaign_id, timeout=timeout)

        return wait_until(
            _is_over,
            look,
            what=("getCampaignStats", "the campaign"),
            timeout=timeout,
            state=attrgetter("status", "contacts"),
            on_update=on_update,
        )


def _is_over(stats: models.CampaignStats) -> bool:
    counts = stats.contacts
    if counts is None or counts.in_progress != 0:
        return False
    return counts.pending == 0 or stats.status == "closed"
