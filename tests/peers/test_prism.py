"""The client before Prism, which makes its answers of the contract and knows nothing of us."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from anyreach import (
    AnyReach,
    APIResponseValidationError,
    APIStatusError,
    AsyncAnyReach,
    AuthenticationError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    UnprocessableEntityError,
)
from anyreach.models import Conversation, Status
from anyreach_api._operation import Answer, Options, Request
from anyreach_api.api.conversations import get_conversation, list_conversations
from tests.overlay.oracle import CONTRACT, CONVERSATION, check_conversation, is_sensitive, resolve
from tests.peers.prism_server import serve

ANSWERS = 600  # of each client, from each contract
LISTS = 100  # of each client

Clients = Callable[..., list[Any]]


def ask_sync(url: str, call: Callable[[Any], Any], times: int = 1, **options: Any) -> list[Any]:
    """Make a call again and again, in turn, and return its answers."""
    with AnyReach("ak_1.secret", base_url=url, max_retries=0, **options) as client:
        return [call(client) for _ in range(times)]


def ask_async(url: str, call: Callable[[Any], Any], times: int = 1, **options: Any) -> list[Any]:
    """Make a call many times at once, and return its answers."""

    async def ask_all() -> list[Any]:
        async with AsyncAnyReach("ak_1.secret", base_url=url, max_retries=0, **options) as client:
            return await asyncio.gather(*(call(client) for _ in range(times)))

    return asyncio.run(ask_all())


@pytest.fixture(params=[ask_sync, ask_async], ids=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Clients:
    """Return what asks, with each of the clients."""
    chosen: Clients = request.param
    return chosen


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the contract as it is: an id is any text, whatever was asked for."""
    with serve(CONTRACT, tmp_path_factory.mktemp("as_it_is")) as url:
        yield url


@pytest.fixture(scope="module")
def narrowed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the contract with one id, which is always there, and the other fields now and then."""
    contract = copy.deepcopy(CONTRACT)
    schema = contract["components"]["schemas"]["Conversation"]
    schema["properties"]["id"]["enum"] = ["conv_1"]
    schema["required"] = ["id"]
    some = {
        "always-fake-optionals": False,
        "fixed-probabilities": False,
        "optionals-probability": 1,
    }
    contract["x-json-schema-faker"] = some  # Prism's own key: as many fields as chance has it
    with serve(contract, tmp_path_factory.mktemp("narrowed")) as url:
        yield url


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a contract with a parameter that we do not send, and with a wrong example of a 403."""
    contract = copy.deepcopy(CONTRACT)
    operation = contract["paths"]["/core/conversations/{conversation_id}"]["get"]
    operation["parameters"].append(
        {"name": "view", "in": "query", "required": True, "schema": {"type": "string"}}
    )
    answer = contract["components"]["responses"]["Forbidden"]["content"]["application/json"]
    answer["examples"] = {"broken": {"value": {"detail": 7}}}
    with serve(contract, tmp_path_factory.mktemp("stricter")) as url:
        yield url


def get(client: Any) -> Any:
    """Ask for a conversation, as an app does."""
    return client.conversations.get("conv_1")


def asked(
    seen: list[tuple[Any, Conversation]] | None = None,
    *,
    method: str = "GET",
    path: str = "/core/conversations/conv_1",
    options: Options | None = None,
) -> Callable[[Any], Any]:
    """Return a call of getConversation that names no id to compare, since Prism makes ids up.

    Args:
        seen: Takes what arrived, as JSON, and what became of it.
        method: Is sent instead of the operation's own.
        path: Likewise.
        options: What else is sent.
    """
    info = get_conversation.INFO._replace(method=method)

    def send() -> Request:
        return Request(info, path).extended(options or Options())

    def read(answer: Answer) -> Any:
        parsed = get_conversation.read(answer)
        if seen is not None:
            seen.append((answer.json(), parsed))
        return parsed

    operation: Any = SimpleNamespace(INFO=info, request=send, read=read)
    return lambda client: client.execute(operation)


def prefer(what: str, **query: str) -> Callable[[Any], Any]:
    """Return a call that tells Prism what to answer (RFC 7240)."""
    return asked(options=Options(extra_headers={"Prefer": what}, extra_query=query))


def test_answers_decode(as_it_is: str, ask: Clients) -> None:
    """Every answer that Prism makes of the contract is decoded, each field in its right state."""
    seen: list[tuple[Any, Conversation]] = []
    found = ask(as_it_is, asked(seen), ANSWERS)
    assert len(found) == len(seen) == len({json.dumps(arrived) for arrived, _ in seen}) == ANSWERS
    for arrived, conversation in seen:
        check_conversation(arrived, conversation)
    assert {conversation.status for conversation in found} == set(Status)
    nulls = {name for arrived, _ in seen for name in arrived if arrived[name] is None}
    properties = CONVERSATION["properties"]
    assert nulls == {name for name in properties if resolve(properties[name]).get("nullable")}
    print(f"{ANSWERS} answers to the contract as it is, all different, decoded")


def test_partial_answers_decode(narrowed: str, ask: Clients) -> None:
    """Whatever fields an answer lacks, `get` returns the conversation that was asked for."""
    found = ask(narrowed, get, ANSWERS)
    assert {conversation.id for conversation in found} == {"conv_1"}
    for name, schema in CONVERSATION["properties"].items():
        absent = {name not in conversation.to_dict() for conversation in found}
        withheld = {conversation.is_redacted(name) for conversation in found}
        assert absent == ({False} if name == "id" else {True, False})
        assert withheld == ({True, False} if is_sensitive(schema) else {False})
    print(f"{ANSWERS} answers of `get`, fields missing at random, decoded")


def test_lists_decode(as_it_is: str, ask: Clients) -> None:
    """Every list that Prism makes of the contract is decoded, and every conversation in it."""
    seen: list[tuple[Any, Any]] = []

    def read(answer: Answer) -> Any:
        parsed = list_conversations.read(answer)
        seen.append((answer.json(), parsed))
        return parsed

    def call(client: Any) -> Any:
        return client.execute(operation, limit=5, user_id="ü")

    operation: Any = SimpleNamespace(**vars(list_conversations) | {"read": read})
    assert len(ask(as_it_is, call, LISTS)) == len(seen) == LISTS
    conversations = 0
    for arrived, page in seen:
        assert len(arrived) == len(page)
        for record, conversation in zip(arrived, page, strict=True):
            check_conversation(record, conversation)
            conversations += 1
    assert conversations > LISTS
    print(f"{LISTS} lists with {conversations} conversations, decoded")


def test_another_id_is_refused(as_it_is: str, ask: Clients) -> None:
    """An id that Prism made up is not taken for the one that was asked for."""
    with pytest.raises(APIResponseValidationError, match="a different record"):
        ask(as_it_is, get)


@pytest.mark.parametrize(("status", "error"), [(403, PermissionDeniedError), (404, NotFoundError)])
def test_documented_errors(
    as_it_is: str, ask: Clients, status: int, error: type[APIStatusError]
) -> None:
    """An error that the contract documents arrives as ours, with its detail out of its text."""
    with pytest.raises(error) as raised:
        ask(as_it_is, prefer(f"code={status}"))
    assert raised.value.status_code == status
    assert isinstance(raised.value.detail, str)
    assert raised.value.detail not in str(raised.value)


class Anonymous(httpx.HTTPTransport):
    """Leaves the token out, which the client never does."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request without its token."""
        del request.headers["authorization"]
        return super().handle_request(request)


class AsyncAnonymous(httpx.AsyncHTTPTransport):
    """Leaves the token out, likewise."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request without its token."""
        del request.headers["authorization"]
        return await super().handle_async_request(request)


def test_no_token(as_it_is: str, ask: Clients) -> None:
    """The answer to a request without a token, by the contract's security, is our 401."""
    transport = Anonymous() if ask is ask_sync else AsyncAnonymous()
    with pytest.raises(AuthenticationError) as raised:
        ask(as_it_is, asked(), transport=transport)
    assert raised.value.status_code == 401
    assert isinstance(raised.value.detail, str)


def test_refused_request(stricter: str, ask: Clients) -> None:
    """A request that the contract does not allow is our 422."""
    with pytest.raises(UnprocessableEntityError) as raised:
        ask(stricter, get)
    assert "not valid" in str(raised.value.detail)


def test_refused_answer(stricter: str, ask: Clients) -> None:
    """An answer that Prism itself finds to break the contract is our 500."""
    with pytest.raises(InternalServerError):
        ask(stricter, prefer("code=403, dynamic=false, example=broken", view="full"))


def test_unknown_method_and_path(as_it_is: str, ask: Clients) -> None:
    """A method and a path that the contract has not are our 405, which has no class, and 404."""
    with pytest.raises(APIStatusError) as raised:
        ask(as_it_is, asked(method="DELETE"))
    assert (type(raised.value), raised.value.status_code) == (APIStatusError, 405)
    with pytest.raises(NotFoundError):
        ask(as_it_is, asked(path="/core/nothing"))
