"""Campaigns beyond one call of the contract: adding any number of contacts, and waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import aclosing
from operator import attrgetter
from typing import Any

from anyreach._core.async_waiting import wait_until
from anyreach._errors import APIError, BadRequestError, ConfigurationError, UnprocessableEntityError
from anyreach._transport.asyncio_io import Items, call, each
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


class AsyncCampaigns(_generated.AsyncCampaigns):
    """Outbound calls to lists of contacts: `client.campaigns`.

    To the methods of the contract it adds adding any number of contacts, and waiting.
    """

    async def add_contacts(
        self,
        campaign_id: str,
        contacts: Items[Contact],
        *,
        resume_after: str | None = None,
        on_batch: Callable[[list[ContactOutcome]], object] | None = None,
        timeout: float | None = None,
    ) -> AddedContacts:
        """Add contacts to a campaign, or change them: an active campaign calls them.

        **This is the documented way of placing calls that is safe to repeat.** Give each contact an
        `external_id`, your own id of it, unique in its campaign: the API changes the contact that
        has it, and adds one only when there is none. So a request whose answer got lost is sent
        again, and you can run the whole again after a crash. The documentation does not say whether
        a contact that was called already, and is changed, is called again: see `resume_after`.

        **Without an `external_id`** each request adds a contact anew. A batch that has such a
        contact is sent once: when its answer is lost, its phones may ring or not, and if you repeat
        it, they may ring twice.

        Contacts are read lazily and sent in batches of 1,000. One that cannot be sent is passed
        over, and so is one that a 422 names where the others can be sent again. Of a batch that is
        refused otherwise (400, 422) none is added, and the next follows. Other errors end it.

        Args:
            campaign_id: The campaign's UUID or your own external_id; `default` is the campaign of
                ad-hoc contacts.
            contacts: Mappings with the contract's fields, such as `phone_numbers`, or models. The
                asynchronous client also takes an asynchronous iterable.
            resume_after: Pass over the contacts up to the one with this external_id.
            on_batch: Is called with the outcomes of each batch, also before an error ends it. What
                it raises ends it. The asynchronous client awaits a coroutine.
            timeout: Seconds for each request, retries included; None for the client's. The time
                that the API asks to wait does not count.

        Returns:
            How many contacts were added or changed, and the outcomes of those that were not.

        Raises:
            NotFoundError: There is no such campaign.
            APIError: A request failed. The batches before it were added; `on_batch` was told.
            ConfigurationError: An argument cannot be used; the text names it, and what to do.

        Source: the contract's `upsertCampaignContacts`; docs: api-reference/campaigns/overview.
        """
        if isinstance(contacts, str | Mapping | models.CampaignContactRequest):
            raise ConfigurationError("contacts must be an iterable, such as a list of this one")
        batches = Batches(resume_after)
        added = 0
        failed: list[ContactOutcome] = []

        async def send(batch: list[Sendable], outcomes: list[ContactOutcome]) -> None:
            nonlocal added
            error = await self._upsert(campaign_id, batch, outcomes, timeout)
            outcomes.sort(key=attrgetter("place"))
            if on_batch is not None:
                await call(on_batch, outcomes)
            if error is not None:
                raise error
            refused = [one for one in outcomes if one.error is not None]
            added += len(outcomes) - len(refused)
            failed.extend(refused)

        async with aclosing(each(contacts)) as given:
            async for contact in given:
                for batch in batches.add(contact):
                    await send(*batch)
        for batch in batches.rest():
            await send(*batch)
        return AddedContacts(added, failed)

    async def _upsert(
        self,
        campaign_id: str,
        batch: list[Sendable],
        outcomes: list[ContactOutcome],
        timeout: float | None,
    ) -> APIError | None:
        """Send a batch, again without those that are refused, and note what came of each contact.

        Returns:
            The error that the next batch would meet, too; None for none.
        """
        patient = self._client._patient()
        operation = Upsert(repeatable=all(one.fields.get("external_id") for one in batch))
        while batch:
            contacts: Any = [one.fields for one in batch]
            request = operation.request(campaign_id, contacts=contacts)
            try:
                answer = await patient._call(operation, request, Options(timeout))
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

    async def wait(
        self,
        campaign_id: str,
        *,
        timeout: float = 3_600.0,
        on_update: Callable[[models.CampaignStats], object] | None = None,
    ) -> models.CampaignStats:
        """Wait until a campaign has called everybody.

        It has when no contact is pending or in progress; the pending ones of a closed campaign do
        not count. A paused campaign is waited for. The API is asked again after growing pauses, as
        by `conversations.wait()`. Transient errors do not stop the wait.

        Args:
            campaign_id: The campaign's UUID or your own external_id.
            timeout: Seconds for the whole wait.
            on_update: Is called with the statistics as first seen, and whenever its status or the
                number of contacts in a state has changed. What it raises ends the wait. The
                asynchronous client awaits a coroutine.

        Returns:
            The statistics.

        Raises:
            WaitTimeoutError: Somebody is still to be called; the error's `record` is the statistics
                as last seen.
            APIError: The statistics were never seen, or the API refuses to show them.
            ConfigurationError: An argument cannot be used.

        Source: the contract's `getCampaignStats`; docs: api-reference/campaigns/overview.
        """

        async def look(timeout: float, /) -> models.CampaignStats:
            return await self.get_stats(campaign_id, timeout=timeout)

        return await wait_until(
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
