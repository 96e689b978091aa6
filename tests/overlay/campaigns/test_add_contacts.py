"""Adding contacts to a campaign: in batches, lazily, safe to repeat, and an outcome for each."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncGenerator, Iterator
from itertools import chain
from typing import Any

import httpx
import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    AsyncAnyReach,
    BadRequestError,
    ConfigurationError,
    InternalServerError,
    NotFoundError,
    UnprocessableEntityError,
)
from anyreach.campaigns._contacts import AddedContacts, ContactOutcome
from anyreach.models import CampaignContactRequest
from anyreach.testing import FakeAnyReach, ReceivedCall, no_waiting
from tests.overlay.clients import KEY
from tests.overlay.servers import response, serve
from tests.overlay.talk import URL, Api, Talk, both, talk_sync

NUMBER = "+12025550143"
PATH = "/campaign/campaigns/camp_1/contacts"


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Nothing here takes time."""
    with no_waiting():
        yield


def contacts(count: int, **more: Any) -> list[dict[str, Any]]:
    """So many contacts, each with an external_id of its own."""
    return [{"phone_numbers": [NUMBER], "external_id": f"ext_{n}", **more} for n in range(count)]


def add(talk: Talk, api: Api, given: Any, *, client: Any = None, **options: Any) -> AddedContacts:
    """Add contacts to a campaign."""
    added = talk(
        URL,
        lambda it: it.campaigns.add_contacts("camp_1", given, **options),
        **{"transport": api.transport, **(client or {})},
    )
    assert isinstance(added, AddedContacts)
    return added


def sent(api: Api) -> list[list[str | None]]:
    """The external_ids of each request."""
    return [[one.get("external_id") for one in body["contacts"]] for body in api.bodies]


def refusal(*places: int) -> tuple[int, Any]:
    """A 422 as FastAPI has it, that names contacts by their places."""
    faults = [{"loc": ["body", "contacts", n, "timezone"], "type": "value_error"} for n in places]
    return 422, {"detail": [*faults, {"loc": ["query"]}, "something"]}


@both
def test_batches_are_of_a_thousand(talk: Talk) -> None:
    """Every request holds at most 1,000 contacts, in order, and every contact is in one."""
    api = Api({"added": 1})
    assert add(talk, api, iter(contacts(2_001))) == (2_001, [])
    assert [len(ids) for ids in sent(api)] == [1_000, 1_000, 1]
    assert list(chain(*sent(api))) == [f"ext_{n}" for n in range(2_001)]
    assert api.asked == [("POST", PATH)] * 3


@both
@pytest.mark.parametrize("count", [0, 1_000])
def test_no_batch_is_empty(talk: Talk, count: int) -> None:
    """No contacts cost no request, and a full last batch is followed by none."""
    api = Api({})
    assert add(talk, api, contacts(count)) == (count, [])
    assert len(api.asked) == count // 1_000


@both
def test_contacts_are_read_lazily(talk: Talk) -> None:
    """A batch is sent before the first contact of the next one is read."""
    api = Api({})
    seen: list[int] = []

    def read() -> Iterator[dict[str, Any]]:
        for number, contact in enumerate(contacts(1_001)):
            if number in {999, 1_000}:
                seen.append(len(api.asked))
            yield contact

    add(talk, api, read())
    assert seen == [0, 1]


def test_the_async_client_takes_an_async_iterable() -> None:
    """Contacts may come asynchronously, and `on_batch` may be a coroutine function."""
    api = Api({})
    told: list[ContactOutcome] = []

    async def read() -> AsyncGenerator[dict[str, Any]]:
        for contact in contacts(2):
            await asyncio.sleep(0)
            yield contact

    async def tell(outcomes: list[ContactOutcome]) -> None:
        await asyncio.sleep(0)
        told.extend(outcomes)

    async def main() -> None:
        async with AsyncAnyReach(KEY, transport=api.transport) as client:
            await client.campaigns.add_contacts("camp_1", read(), on_batch=tell)

    asyncio.run(main())
    assert sent(api) == [["ext_0", "ext_1"]]
    assert [one.place for one in told] == [0, 1]


@both
def test_each_contact_has_an_outcome(talk: Talk) -> None:
    """`on_batch` is told of each contact, with what the API said, or with an error."""
    api = Api({"ids": ["a"]}, {"ids": ["b"]})
    given = [*contacts(1), {"phone_numbers": ["12"]}, *contacts(1)]
    told: list[list[ContactOutcome]] = []
    added = add(talk, api, given, on_batch=told.append)
    assert [[one.place for one in batch] for batch in told] == [[0, 1], [2]]
    assert [one.answer for batch in told for one in batch] == [{"ids": ["a"]}, None, {"ids": ["b"]}]
    assert [one.contact for batch in told for one in batch] == given
    assert added.added == 2
    assert repr(added.failed) == "[<ContactOutcome 1: ConfigurationError>]"
    assert repr(told[1]) == "[<ContactOutcome 2: added>]"


@both
def test_an_external_id_is_in_a_request_once(talk: Talk) -> None:
    """The second contact with an external_id goes into the next request, so that it wins."""
    api = Api({})
    add(talk, api, [*contacts(2), *contacts(1), *contacts(2)])
    assert sent(api) == [["ext_0", "ext_1"], ["ext_0"], ["ext_0", "ext_1"]]


@both
def test_a_batch_with_external_ids_is_sent_again(talk: Talk) -> None:
    """When the answer is lost and each contact has an external_id, the request is repeated."""
    api = Api((503, {}), {})
    assert add(talk, api, contacts(2), client={"max_retries": 1}) == (2, [])
    assert sent(api) == [["ext_0", "ext_1"]] * 2


@both
def test_a_batch_without_one_is_sent_once(talk: Talk) -> None:
    """One contact without an external_id keeps its batch from being repeated."""
    api = Api((503, {}))
    told: list[ContactOutcome] = []
    given = [*contacts(1), {"phone_numbers": [NUMBER]}]
    with pytest.raises(InternalServerError) as caught:
        add(talk, api, given, client={"max_retries": 9}, on_batch=told.extend)
    assert len(api.asked) == 1
    assert caught.value.maybe_sent
    assert [one.error for one in told] == [caught.value] * 2


@both
def test_an_error_ends_it_and_is_told_before(talk: Talk) -> None:
    """An error that the next batch would meet is raised, after `on_batch` was told of it."""
    api = Api({}, (404, {}))
    told: list[list[ContactOutcome]] = []
    with pytest.raises(NotFoundError):
        add(talk, api, iter(contacts(3_000)), on_batch=told.append)
    assert len(api.asked) == 2
    assert [len(batch) for batch in told] == [1_000, 1_000]
    assert {type(one.error) for one in told[1]} == {NotFoundError}


@both
def test_contacts_that_are_named_are_passed_over(talk: Talk) -> None:
    """A 422 that names contacts costs those; the rest of the batch is sent again."""
    api = Api(refusal(0, 2), {})
    added = add(talk, api, contacts(4))
    assert sent(api) == [[f"ext_{n}" for n in range(4)], ["ext_1", "ext_3"]]
    assert added.added == 2
    assert [one.place for one in added.failed] == [0, 2]
    assert all(isinstance(one.error, UnprocessableEntityError) for one in added.failed)


@both
@pytest.mark.parametrize(
    ("answer", "kind", "more"),
    [
        ((400, {"detail": "closed"}), BadRequestError, {}),
        ((422, {"detail": "no"}), UnprocessableEntityError, {}),
        (refusal(0), UnprocessableEntityError, {"external_id": None}),
    ],
)
def test_a_batch_that_is_refused_whole(
    talk: Talk, answer: Any, kind: type[Exception], more: Any
) -> None:
    """A refusal that names nobody, or a batch not safe to repeat, costs the batch, and no other."""
    api = Api(answer, {})
    added = add(talk, api, contacts(1_001, **more))
    assert added.added == 1
    assert {type(one.error) for one in added.failed} == {kind}
    assert len(added.failed) == 1_000


@both
def test_it_resumes_after_a_contact(talk: Talk) -> None:
    """`resume_after` passes over the contacts up to that one, those that cannot be sent, too."""
    api = Api({})
    given = [{"phone_numbers": "no list"}, *contacts(3)]
    assert add(talk, api, given, resume_after="ext_1") == (1, [])
    assert sent(api) == [["ext_2"]]


@both
def test_the_contact_to_resume_after_has_to_come(talk: Talk) -> None:
    """A contact to resume after that does not come is an error, and nothing was sent."""
    api = Api({})
    with pytest.raises(ConfigurationError, match="no contact has the external_id in resume_after="):
        add(talk, api, contacts(3), resume_after="ext_9")
    assert api.asked == []


@both
@pytest.mark.parametrize(
    ("contact", "problem"),
    [
        ("+12025550143", "a contact must be a mapping"),
        ({}, "a contact needs phone_numbers"),
        ({"phone_numbers": []}, "must be a non-empty list"),
        ({"phone_numbers": NUMBER}, "must be a non-empty list"),
        ({"phone_numbers": ["2025550143"]}, "E.164"),
        ({"phone_numbers": [7]}, "must be a string"),
        ({"external_id": ""}, "external_id= must not be empty"),
        ({"phone_numbers": [NUMBER], "data": {"a": object()}}, ""),
    ],
)
def test_a_contact_that_cannot_be_sent(talk: Talk, contact: Any, problem: str) -> None:
    """It costs itself and not its batch; the error names the field, and no value."""
    api = Api({})
    added = add(talk, api, [contact, *contacts(1)])
    assert added.added == 1
    (failed,) = added.failed
    assert isinstance(failed.error, ConfigurationError)
    assert problem in str(failed.error)
    assert "2025550143" not in str(failed.error)


@both
def test_a_thousand_that_cannot_be_sent_are_told(talk: Talk) -> None:
    """What cannot be sent is told in portions, too, and costs no request."""
    api = Api({})
    told: list[list[ContactOutcome]] = []
    add(talk, api, [{}] * 1_500, on_batch=told.append)
    assert [len(outcomes) for outcomes in told] == [1_000, 500]
    assert api.asked == []


@both
def test_models_and_times_are_sent(talk: Talk) -> None:
    """A contact may be a model, or a mapping with dates; keys of tomorrow are sent."""
    api = Api({})
    when = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    model = CampaignContactRequest(phone_numbers=[NUMBER], scheduled_at=when)
    add(talk, api, [model, {"external_id": "x", "scheduled_at": when, "mood": 1}])
    first, second = api.bodies[0]["contacts"]
    assert first == {"phone_numbers": [NUMBER], "scheduled_at": "2026-01-02T00:00:00+00:00"}
    assert second == {"external_id": "x", "scheduled_at": "2026-01-02T00:00:00+00:00", "mood": 1}


@both
@pytest.mark.parametrize("given", ["ext_1", {"external_id": "a"}, CampaignContactRequest()])
def test_one_contact_is_no_list(talk: Talk, given: Any) -> None:
    """A contact on its own, or a text, is refused before anything is sent."""
    with pytest.raises(ConfigurationError, match="contacts must be an iterable"):
        add(talk, Api({}), given)


@both
@pytest.mark.parametrize("error", [LookupError("mine"), ConfigurationError("mine")])
def test_what_the_app_raises_ends_it(talk: Talk, error: Exception) -> None:
    """An exception of `on_batch`, or of the contacts, is raised as it is."""

    def fail(*_: object) -> Any:
        raise error

    api = Api({})
    with pytest.raises(type(error), match="mine"):
        add(talk, api, contacts(1), on_batch=fail)
    with pytest.raises(type(error), match="mine"):
        add(talk, api, map(fail, [1]))
    assert len(api.asked) == 1


def test_a_lost_answer_calls_nobody_twice() -> None:
    """Contacts whose answer got lost are sent again, and the fake holds each of them once."""
    fake = FakeAnyReach()
    held: dict[str, Any] = {}
    lost = iter([True, True, False])

    def upsert(call: ReceivedCall) -> Any:
        held.update({one["external_id"]: one for one in call.body["contacts"]})
        if next(lost):
            raise httpx.ReadError("lost")
        return {"total": len(held)}

    fake.answer("upsertCampaignContacts", upsert)
    with AnyReach(fake.token("campaigns:manage"), transport=fake.transport) as client:
        told: list[ContactOutcome] = []
        client.campaigns.add_contacts("camp_1", contacts(3), on_batch=told.extend)
    assert [one.answer for one in told] == [{"total": 3}] * 3
    assert len(fake.requests) == 3


def test_a_lost_answer_on_a_socket() -> None:
    """A server that goes away is asked again; not when a contact has no external_id."""
    given: list[Any] = contacts(2)

    def run(client: AnyReach) -> Any:
        return client.campaigns.add_contacts("camp_1", given)

    with serve(socket.socket.close, response(200, {})) as server:
        assert talk_sync(server.url, run, max_retries=1) == (2, [])
        assert len(server.requests) == 2
    given.append({"phone_numbers": [NUMBER]})
    with serve(socket.socket.close) as server:
        with pytest.raises(APIConnectionError) as caught:
            talk_sync(server.url, run, max_retries=1)
        assert len(server.requests) == 1
    assert caught.value.maybe_sent
