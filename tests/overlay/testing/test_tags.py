"""The fake before the tags of which nobody wrote a line: what their contract says is enough."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from anyreach import AnyReach, NotFoundError, PermissionDeniedError
from anyreach.testing import FakeAnyReach, UnansweredError
from tests.overlay.testing.asking import ask


@pytest.fixture
def fake() -> FakeAnyReach:
    """A fake without a record."""
    return FakeAnyReach()


@pytest.fixture
def client(fake: FakeAnyReach) -> Generator[AnyReach]:
    """A client that may do everything."""
    with AnyReach(fake.token(("manage", "read_sensitive")), transport=fake.transport) as client:
        yield client


def test_a_record_has_its_id_under_the_name_that_its_path_has(client: AnyReach) -> None:
    """An agent, whose id is agent_id, is created, got, changed, listed and deleted."""
    made = client.agents.create(name="Ada", metadata={"team": "books"})
    assert made.agent_id is not None
    client.agents.create(name="Bob")
    assert client.agents.update(made.agent_id, name="Eve")["name"] == "Eve"
    assert client.agents.get(made.agent_id).name == "Eve"
    assert [one.name for one in client.agents.list()] == ["Bob", "Eve"]
    assert [one.name for one in client.agents.list(metadata={"team": "books"})] == ["Eve"]
    client.agents.delete(made.agent_id)
    with pytest.raises(NotFoundError):
        client.agents.get(made.agent_id)


def test_records_below_others_are_kept_apart(client: AnyReach) -> None:
    """A version belongs to the agent under which it was created, and is numbered."""
    numbers = [client.agents.create_version(one, config={"of": one})["version"] for one in "aba"]
    assert numbers == [1, 2, 3]
    assert [one.version for one in client.agents.list_versions("a")] == [3, 1]
    assert client.agents.get_version("a", 3).config == {"of": "a"}
    client.agents.update_version("a", 3, config={"of": "c"})
    assert client.agents.get_version("a", 3).config == {"of": "c"}
    with pytest.raises(NotFoundError):
        client.agents.get_version("a", 2)


def test_the_same_number_may_be_below_two_others(fake: FakeAnyReach, client: AnyReach) -> None:
    """Records that a test puts are told apart by all of their path; a new one gets a new number."""
    for agent_id in "ab":
        fake.put({"version": 1, "agent_id": agent_id}, schema="AgentVersion")
    assert [len(list(client.agents.list_versions(one))) for one in "abc"] == [1, 1, 0]
    assert client.agents.create_version("a", config={})["version"] == 2


def test_an_action_shows_its_record(client: AnyReach) -> None:
    """Where nobody knows what is answered, it is the record; without the record it is 404."""
    campaign = client.campaigns.create(name="Spring")
    assert campaign.id is not None
    assert client.campaigns.pause(campaign.id) == campaign.to_dict()
    with pytest.raises(NotFoundError):
        client.campaigns.start("other")


def test_an_action_with_another_answer_has_to_be_told(fake: FakeAnyReach, client: AnyReach) -> None:
    """What the contract says is no such record is not made up."""
    fake.put({"version": 1, "agent_id": "a"}, schema="AgentVersion")
    with pytest.raises(UnansweredError, match="its response is not the AgentVersion"):
        client.agents.publish_version("a", 1)


def test_many_records_at_once_have_to_be_told(fake: FakeAnyReach, client: AnyReach) -> None:
    """What does not take what one record has does not create one."""
    client.campaigns.create()
    with pytest.raises(UnansweredError, match="upsertCampaignContacts"):
        client.campaigns.upsert_contacts("campaign_1", contacts=[])
    fake.answer("upsertCampaignContacts", {"created": 2})
    assert client.campaigns.upsert_contacts("campaign_1") == {"created": 2}


def test_deleting_without_a_documented_answer_answers_nothing(client: AnyReach) -> None:
    """It is gone all the same."""
    made = client.campaigns.create_configuration(default_timezone="Europe/Vienna")
    assert made.id is not None
    assert [one["id"] for one in client.campaigns.list_configurations()] == [made.id]
    assert client.campaigns.delete_configuration(made.id) is None
    assert client.campaigns.list_configurations() == []


def test_one_value_is_written_and_read_back(client: AnyReach) -> None:
    """Settings are what was put last, and an empty object before."""
    assert client.campaigns.get_concurrency_settings() == {}
    settings = {"calls": 3}
    assert client.campaigns.update_concurrency_settings(body=settings) == settings
    assert client.campaigns.get_concurrency_settings() == settings


def test_settings_are_checked(fake: FakeAnyReach) -> None:
    """A body that is no JSON object is refused."""
    answer = ask(fake, "PUT", "/campaign/concurrency-settings", content=b"[")
    assert answer.status_code == 422


def test_an_answer_that_is_no_record_is_the_one_that_was_added(
    fake: FakeAnyReach, client: AnyReach
) -> None:
    """Statistics are those that a test added last for the same campaign."""
    with pytest.raises(UnansweredError, match=r"fake\.add\('CampaignStats'"):
        client.campaigns.get_stats("c")
    for calls in (1, 2):
        fake.add("CampaignStats", campaign_id="c", active_calls=calls)
    assert client.campaigns.get_stats("c").active_calls == 2
    with pytest.raises(NotFoundError):
        client.campaigns.get_stats("d")


def test_a_record_that_its_path_does_not_tell_apart(fake: FakeAnyReach, client: AnyReach) -> None:
    """It is the one that was added last."""
    fake.add("AgentAssist", transfer_reason="Asked for a person.")
    assert client.conversations.get_agent_assist("+12025550143").transfer_reason is not None


def test_lists_of_every_kind(fake: FakeAnyReach, client: AnyReach) -> None:
    """Pages follow x-pagination: by the last item, by a cursor, and by an offset."""
    fake.put({"phone_number": "+1"}, schema="PhoneNumber")
    for number in range(5):
        fake.add("Agent", name=str(number))
        fake.add("Campaign", name=str(number), status="paused")
        fake.put({"id": str(number), "campaign_id": "c"}, schema="CampaignContact")
        fake.add("KnowledgeBaseDatasetSource", dataset_id="d", total_chunks=number)
    assert len(list(client.agents.list(page_size=2))) == 5
    assert len(list(client.campaigns.list(status=["paused"]))) == 5
    assert len(list(client.campaigns.list(status=["active"]))) == 0
    assert len(list(client.campaigns.list_contacts("c", page_size=2))) == 5
    assert len(list(client.knowledge_base.list_sources("d", page_size=2))) == 5
    assert len(list(client.knowledge_base.list_sources("e"))) == 0


def test_scopes_are_those_of_the_contract(fake: FakeAnyReach) -> None:
    """One of the accepted scopes is enough, and those of other tags are not."""
    fake.add("Trunk", name="Vienna")
    for scope in ("trunks:read", "trunks:manage"):
        with AnyReach(fake.token(scope), transport=fake.transport) as client:
            assert len(list(client.trunks.list())) == 1
    with (
        AnyReach(fake.token("agents:manage"), transport=fake.transport) as client,
        pytest.raises(PermissionDeniedError),
    ):
        list(client.trunks.list())


def test_an_undocumented_answer_is_searched_for_what_is_sensitive(fake: FakeAnyReach) -> None:
    """A token that may not see sensitive fields gets no key with the name of one."""
    told: dict[str, Any] = {"summary": "secret", "hits": [{"summary": "secret", "score": 1}]}
    fake.answer("queryKnowledgeBase", told)
    for role, answer in (("read", {"hits": [{"score": 1}]}), ("read_sensitive", told)):
        with AnyReach(fake.token(role), transport=fake.transport) as client:
            assert client.knowledge_base.query("d", body={}) == answer
