"""The fake answers what the documentation says, in process and on loopback, sync and async."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from anyreach import (
    UNSET,
    APIStatusError,
    AuthenticationError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
    models,
    sensitive_fields,
    testing,
    transcript_of,
)
from anyreach.models import Conversation
from anyreach.testing import FakeAnyReach
from tests.overlay.clients import BOTH, Get

PATH = "/core/conversations/conv_1"

Ask = Callable[..., Conversation]


@pytest.fixture(params=["in process", "on loopback"])
def where(request: pytest.FixtureRequest) -> str:
    """Return where the fake is reached."""
    place: str = request.param
    return place


@pytest.fixture(params=BOTH)
def ask(where: str, request: pytest.FixtureRequest) -> Ask:
    """Return what fetches a conversation from a fake, by each client and each way to it."""
    get: Get = request.param

    def fetch(fake: FakeAnyReach, conversation_id: str = "conv_1", **options: Any) -> Conversation:
        if where == "in process":
            options |= {"transport": fake.transport}
            return get("https://api.anyreach.ai", conversation_id, **options)
        with fake.serve() as url:
            return get(url, conversation_id, **options)

    return fetch


def raw(
    fake: FakeAnyReach, headers: dict[str, str], *, method: str = "GET", path: str = PATH
) -> tuple[int, Any]:
    """Return the status and the JSON of one plain HTTP request."""
    with fake.serve() as url:
        connection = HTTPConnection(urlsplit(url).netloc)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()


def bearer(token: str) -> dict[str, str]:
    """Return the header that carries a token."""
    return {"Authorization": f"Bearer {token}"}


# What it holds


def test_all_names() -> None:
    """`__all__` of the fake's package is sorted, and every name in it exists."""
    assert testing.__all__ == sorted(testing.__all__)
    assert all(hasattr(testing, name) for name in testing.__all__)


def test_add_fills_every_field() -> None:
    """A conversation that is added has all fields of the contract, and no other."""
    record = FakeAnyReach().add()
    assert record.keys() == models.Conversation.__keys__
    assert [name for name, value in record.items() if value is None] == ["web_widget_id"]


def test_add_is_realistic(ask: Ask) -> None:
    """What is added reads as a completed call: aware times, turns, a paired tool call."""
    fake = FakeAnyReach()
    fake.add()
    conversation = ask(fake, token=fake.token())
    assert conversation.status == "completed"
    assert conversation.channel == "telephone"
    assert isinstance(conversation.created_at, datetime)
    assert conversation.created_at.tzinfo is not None
    transcript = transcript_of(conversation)
    assert transcript is not None
    assert {turn.role for turn in transcript.turns} == {"user", "assistant"}
    assert all(turn.text and turn.at for turn in transcript.turns)
    users = [turn for turn in transcript.turns if turn.role == "user"]
    assert conversation.user_turn_count == len(users)
    (call,) = transcript.tool_calls
    assert (call.name, call.arguments) == ("find_order", {"order_id": "1042"})
    assert call.output
    assert call.is_error is False
    details = conversation.recording_details
    assert details is not None
    assert urlsplit(str(details["recording_url"])).hostname == "recordings.example.net"


def test_add_overrides() -> None:
    """A field that is given takes the place of the default."""
    record = FakeAnyReach().add(id="mine", summary=None, status=models.Status.FAILED)
    assert (record["id"], record["summary"], record["status"]) == ("mine", None, "failed")


def test_add_leaves_out() -> None:
    """A field given as `UNSET` has no key in the answer."""
    assert "agent_number" not in FakeAnyReach().add(agent_number=UNSET)


def test_add_refuses_unknown_field() -> None:
    """A misspelt field is refused by name."""
    with pytest.raises(TypeError, match="no field 'sumary'"):
        FakeAnyReach().add(sumary="Refund.")


def test_add_gives_free_ids() -> None:
    """An id that is taken is not given again, from any number of threads."""
    fake = FakeAnyReach([{"id": "conv_2"}])
    with ThreadPoolExecutor(8) as pool:
        added = [pool.submit(fake.add) for _ in range(200)]
    ids = {record.result()["id"] for record in added}
    assert len(ids) == 200
    assert "conv_2" not in ids


def test_later_conversations_are_later() -> None:
    """Conversations are created in the order in which they are added."""
    fake = FakeAnyReach()
    times = [fake.add()["created_at"] for _ in range(3)]
    assert times == sorted(set(times))


def test_records_are_copied() -> None:
    """Neither what was given nor what was returned is the record that the fake holds."""
    given: dict[str, Any] = {"id": "conv_1", "custom_metadata": {"order": 1}}
    fake = FakeAnyReach()
    returned = fake.put(given)
    given["custom_metadata"]["order"] = 2
    returned["custom_metadata"]["order"] = 3
    assert raw(fake, bearer(fake.token()))[1]["custom_metadata"] == {"order": 1}


def test_put_replaces(ask: Ask) -> None:
    """A record takes the place of the one with its id."""
    fake = FakeAnyReach()
    fake.put({**fake.add(status="in_progress"), "status": "completed"})
    assert ask(fake, token=fake.token()).status == "completed"
    assert repr(fake) == "<FakeAnyReach of 1 conversations>"


def test_tomorrows_answers(ask: Ask) -> None:
    """Unknown keys, unknown enum values and null are sent as they were put."""
    fake = FakeAnyReach()
    nulls = {"direction": None, "organization_id": None}
    record = fake.add() | {"status": "on_hold", "mood": "good"} | nulls
    fake.put(record)
    conversation = ask(fake, token=fake.token())
    assert conversation.status == "on_hold"
    assert conversation.additional_properties == {"mood": "good"}
    assert raw(fake, bearer(fake.token())) == (200, record)


def test_put_fetched_conversation(ask: Ask) -> None:
    """A conversation that a client fetched can be held, what was withheld from it still absent."""
    fake = FakeAnyReach()
    fake.add()
    fetched = ask(fake, token=fake.token("read"))
    again = FakeAnyReach([fetched])
    assert ask(again, token=again.token()) == fetched


@pytest.mark.parametrize(
    ("record", "error"),
    [
        ({}, TypeError),
        ({"id": 7}, TypeError),
        ({"id": "conv_1", "summary": {1, 2}}, TypeError),
        ({"id": "conv_1", "duration": float("nan")}, ValueError),
        ({"id": "conv_1", "summary": "\ud800"}, ValueError),
    ],
)
def test_put_refuses_what_cannot_be_sent(record: Any, error: type[Exception]) -> None:
    """A record without an id, or that JSON cannot hold, is refused and not kept."""
    fake = FakeAnyReach()
    with pytest.raises(error):
        fake.put(record)
    assert repr(fake) == "<FakeAnyReach of 0 conversations>"


@pytest.mark.parametrize("role", ["read", "read_sensitive"])
def test_demo_decodes(ask: Ask, role: testing.Role) -> None:
    """Every conversation of the demo decodes for a token of either role."""
    fake = FakeAnyReach.demo()
    for number in range(1, 5):
        conversation = ask(fake, f"conv_{number}", token=fake.token(role))
        assert conversation.id == f"conv_{number}"
        assert bool(conversation.redacted_fields) == (role == "read")


# Who sees what


def test_read_sensitive_sees_all(ask: Ask) -> None:
    """A token with `read_sensitive` gets the record whole."""
    fake = FakeAnyReach()
    record = fake.add()
    conversation = ask(fake, token=fake.token("read_sensitive"))
    assert conversation.redacted_fields == frozenset()
    assert conversation.to_dict() == record


def test_read_lacks_sensitive_keys(ask: Ask) -> None:
    """A token with `read` gets an answer without the keys of exactly the sensitive fields."""
    fake = FakeAnyReach()
    record = fake.add()
    sensitive = sensitive_fields(models.Conversation)
    assert ask(fake, token=fake.token("read")).redacted_fields == sensitive
    answer = raw(fake, bearer(fake.token("read")))
    assert answer == (200, {key: record[key] for key in record if key not in sensitive})


def test_null_is_not_withheld(ask: Ask) -> None:
    """A sensitive null is sent as null to who may see it, and left out for who may not."""
    fake = FakeAnyReach()
    fake.add(summary=None)
    assert ask(fake, token=fake.token()).reveal("summary") is None
    assert ask(fake, token=fake.token("read")).is_redacted("summary")


def test_manage_reads(ask: Ask) -> None:
    """A token with `manage` reads like `read`, unless it has `read_sensitive` too."""
    fake = FakeAnyReach()
    fake.add()
    assert ask(fake, token=fake.token("manage")).is_redacted("summary")
    both = fake.token(["manage", "read_sensitive"])
    assert not ask(fake, token=both).is_redacted("summary")


@pytest.mark.parametrize("role", ["none", None, ()])
def test_token_without_scopes(ask: Ask, role: Any) -> None:
    """A valid token without scopes gets 403."""
    fake = FakeAnyReach()
    fake.add()
    with pytest.raises(PermissionDeniedError):
        ask(fake, token=fake.token(role))


@pytest.mark.parametrize("make", ["token", "personal_token", "as_role"])
def test_unknown_role(make: str) -> None:
    """An unknown role is refused, naming those that there are."""
    with pytest.raises(ValueError, match="manage, none, read, read_sensitive"):
        getattr(FakeAnyReach(), make)("admin")


def test_unknown_token(ask: Ask) -> None:
    """A token that the fake did not mint is an authentication error."""
    fake = FakeAnyReach()
    fake.add()
    with pytest.raises(AuthenticationError):
        ask(fake, token="ak_other.secret")


@pytest.mark.parametrize("value", [None, "", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer x{}"])
@pytest.mark.parametrize("role", [None, "read"])
def test_malformed_authorization(value: str | None, role: testing.Role | None) -> None:
    """No `Authorization`, or not `Bearer` and a token, is 401 with a detail."""
    fake = FakeAnyReach()
    token = fake.token()
    headers = {} if value is None else {"Authorization": value.format(token)}
    status, body = raw(fake if role is None else fake.as_role(role), headers)
    assert status == 401
    assert body.keys() == {"detail"}
    assert token not in body["detail"]


def test_scheme_in_any_case() -> None:
    """The scheme's name is read in any case (RFC 9110, section 11.1)."""
    fake = FakeAnyReach([{"id": "conv_1"}])
    assert raw(fake, {"Authorization": f"bearer {fake.token()}"})[0] == 200


def test_organization_key_needs_no_header(ask: Ask) -> None:
    """An organization key works without an organization header, and none is sent with it."""
    fake = FakeAnyReach()
    fake.add()
    ask(fake, token=fake.token(), organization_id="org_1")
    assert "x-anyreach-org" not in fake.requests[-1].headers


def test_personal_token(ask: Ask) -> None:
    """A personal access token works with its organization, in its role."""
    fake = FakeAnyReach(organization_id="org_acme")
    fake.add()
    seen = ask(fake, token=fake.personal_token(), organization_id="org_acme")
    assert seen.organization_id == "org_acme"
    assert not seen.redacted_fields
    assert ask(fake, token=fake.personal_token("read"), organization_id="org_acme").redacted_fields
    assert "x-anyreach-org" in fake.requests[-1].headers


@pytest.mark.parametrize("role", [None, "read"])
def test_personal_token_without_organization(role: testing.Role | None) -> None:
    """A personal access token without the header is 401, with the documented detail."""
    fake = FakeAnyReach([{"id": "conv_1"}])
    view = fake if role is None else fake.as_role(role)
    detail = "Token is missing organization claim."
    assert raw(view, bearer(fake.personal_token())) == (401, {"detail": detail})


def test_personal_token_elsewhere(ask: Ask) -> None:
    """A personal access token has no scopes in an organization that is not the fake's."""
    fake = FakeAnyReach()
    fake.add()
    with pytest.raises(PermissionDeniedError):
        ask(fake, token=fake.personal_token(), organization_id="org_2")


# As a role


@pytest.mark.parametrize("minted", ["none", "read", "read_sensitive", "manage"])
def test_as_role_overrides(ask: Ask, minted: testing.Role) -> None:
    """In a view every token acts in the view's role, whatever it was minted for."""
    fake = FakeAnyReach()
    fake.add()
    token = fake.token(minted)
    assert ask(fake.as_role("read"), token=token).is_redacted("summary")
    assert not ask(fake.as_role("read_sensitive"), token=token).is_redacted("summary")
    with pytest.raises(PermissionDeniedError):
        ask(fake.as_role("none"), token=token)


@pytest.mark.parametrize("token", ["ak_7f.s3cret", "pat_s3cret"])
def test_as_role_takes_any_credential(ask: Ask, token: str) -> None:
    """In a view an app's own credential is accepted, for its own organization."""
    fake = FakeAnyReach()
    fake.add()
    view = fake.as_role("read")
    assert ask(view, token=token, organization_id="org_of_the_app").is_redacted("summary")
    with pytest.raises(AuthenticationError):
        ask(fake, token=token, organization_id="org_of_the_app")


def test_as_role_is_a_view() -> None:
    """A view holds the fake's own conversations, tokens and requests."""
    fake = FakeAnyReach()
    view = fake.as_role("read")
    view.add()
    assert raw(fake, bearer(view.token("manage")))[0] == 200
    assert raw(view, bearer(fake.token()))[0] == 200
    assert view.requests is fake.requests
    assert len(fake.requests) == 2
    assert repr(view) == "<FakeAnyReach of 1 conversations as read>"


# What is not there


def test_unknown_conversation(ask: Ask) -> None:
    """A conversation that does not exist is 404, with the contract's detail."""
    fake = FakeAnyReach()
    with pytest.raises(NotFoundError) as caught:
        ask(fake, token=fake.token())
    assert caught.value.detail == "Conversation not found"


@pytest.mark.parametrize("role", ["read", "read_sensitive", "manage"])
def test_conversation_of_another_organization(ask: Ask, role: testing.Role) -> None:
    """A conversation of another organization is 404, in a view too."""
    fake = FakeAnyReach()
    fake.add(organization_id="org_2")
    with pytest.raises(NotFoundError):
        ask(fake, token=fake.token(role))
    with pytest.raises(NotFoundError):
        ask(fake.as_role(role), token=fake.token())


@pytest.mark.parametrize("conversation_id", ["a/b", "50%", "Zürich 7", "?x=1", "%2F"])
def test_odd_ids(ask: Ask, conversation_id: str) -> None:
    """An id is found whatever it has to be encoded as."""
    fake = FakeAnyReach()
    fake.add(id=conversation_id)
    assert ask(fake, conversation_id, token=fake.token()).id == conversation_id


@pytest.mark.parametrize("path", ["/", "/core", PATH + "/nothing", PATH + "/", "/core" + PATH])
def test_unknown_path(path: str) -> None:
    """A path that the contract does not have is 404, with or without a token."""
    fake = FakeAnyReach()
    fake.add()
    assert raw(fake, {}, path=path) == (404, {"detail": "Not Found"})
    assert raw(fake, bearer(fake.token()), path=path) == (404, {"detail": "Not Found"})


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "PUT", "OPTIONS", "TRACE"])
def test_wrong_method(method: str) -> None:
    """A method that the path does not have is 405."""
    fake = FakeAnyReach()
    fake.add()
    answer = raw(fake, bearer(fake.token()), method=method)
    assert answer == (405, {"detail": "Method Not Allowed"})


# What an app's test can see and cause


def test_requests_are_recorded(ask: Ask) -> None:
    """Requests are kept in order: method, path and the names of the headers, never a token."""
    fake = FakeAnyReach()
    fake.add(id="a/b")
    token = fake.token()
    ask(fake, "a/b", token=token)
    with pytest.raises(NotFoundError):
        ask(fake, "c", token=token)
    assert [(request.method, request.path) for request in fake.requests] == [
        ("GET", "/core/conversations/a%2Fb"),
        ("GET", "/core/conversations/c"),
    ]
    assert {"authorization", "user-agent"} <= fake.requests[0].headers
    assert token not in repr(fake.requests)


def test_query_is_not_recorded() -> None:
    """The recorded path has no query."""
    fake = FakeAnyReach([{"id": "conv_1"}])
    assert raw(fake, bearer(fake.token()), path=PATH + "?user_id=%2B1202")[0] == 200
    assert fake.requests[-1].path == PATH


def test_repr_shows_no_token() -> None:
    """Neither a fake nor a view of it shows a token that it minted."""
    fake = FakeAnyReach()
    tokens = [fake.token(), fake.personal_token()]
    shown = repr(fake) + repr(fake.as_role(["manage", "read"]))
    assert not any(token in shown for token in tokens)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, AuthenticationError),
        (422, UnprocessableEntityError),
        (429, RateLimitError),
        (500, InternalServerError),
        (520, InternalServerError),
        (418, APIStatusError),
        (499, APIStatusError),
    ],
)
def test_fail_next(ask: Ask, status: int, error: type[APIStatusError]) -> None:
    """The next requests fail as often as told, and the one after them is answered."""
    fake = FakeAnyReach()
    fake.add()
    token = fake.token()
    fake.fail_next(status, times=2)
    for _ in range(2):
        with pytest.raises(error) as caught:
            ask(fake, token=token)
        assert caught.value.status_code == status
        assert isinstance(caught.value.detail, str)
        assert caught.value.retry_after is None
    assert ask(fake, token=token).id == "conv_1"


@pytest.mark.parametrize("seconds", [0, 90, 1.5])
@pytest.mark.parametrize("detail", ["Slow down.", [{"loc": ["path"], "msg": "no"}]])
def test_fail_next_says_why(ask: Ask, seconds: float, detail: Any) -> None:
    """A failure carries the detail and the Retry-After that it is given."""
    fake = FakeAnyReach()
    fake.fail_next(429, detail=detail, retry_after=seconds)
    with pytest.raises(RateLimitError) as caught:
        ask(fake, token=fake.token())
    assert caught.value.detail == detail
    assert caught.value.retry_after == seconds


def test_fail_next_in_order() -> None:
    """Failures come in the order in which they were asked for, through every view."""
    fake = FakeAnyReach()
    fake.fail_next(500)
    fake.as_role("read").fail_next(429)
    assert [raw(fake, {})[0] for _ in range(3)] == [500, 429, 401]
    assert len(fake.requests) == 3


@pytest.mark.parametrize("status", [200, 302, 399, 600])
def test_fail_next_wants_an_error(status: int) -> None:
    """A status that is no error's is refused."""
    with pytest.raises(ValueError, match="from 400 to 599"):
        FakeAnyReach().fail_next(status)
