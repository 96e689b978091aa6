"""The token's own scopes, and what a 403 says of them: what is known, and never more."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from anyreach import AnyReach, APIResponseValidationError, AsyncAnyReach, PermissionDeniedError
from anyreach_api.api.conversations import send_conversation_message
from tests.overlay.clients import KEY
from tests.overlay.talk import URL, Api, Talk, both, talk_sync

FORBIDDEN = (403, {"detail": "canary"})
NEEDS = "getConversation: 403: the token's scopes do not grant this: it needs "
READ = ("conversations:read", "conversations:manage")


@both
def test_the_scopes(talk: Talk) -> None:
    """They are a set of texts, as the API names them."""
    api = Api(["conversations:read", "agents:read", "conversations:read"])
    scopes = talk(URL, lambda client: client.scopes(timeout=5), transport=api.transport)
    assert scopes == frozenset({"conversations:read", "agents:read"})
    assert api.asked == [("GET", "/admin/members/me/scopes")]


@both
@pytest.mark.parametrize("answer", [{}, {"scopes": []}, "conversations:read", [1]], ids=repr)
def test_other_answers_are_refused(talk: Talk, answer: Any) -> None:
    """What is no list of texts is no set of scopes."""
    with pytest.raises(APIResponseValidationError):
        talk(URL, lambda client: client.scopes(), transport=Api(answer).transport)


def denied(*answers: Any, token: Any = KEY) -> PermissionDeniedError:
    """The error of a get that is forbidden, after the calls of `scopes()` that are answered."""
    api = Api(*answers, FORBIDDEN)

    def do(client: AnyReach) -> None:
        for answer in answers:
            if isinstance(answer, list):
                client.scopes()
            else:
                with pytest.raises(APIResponseValidationError):
                    client.scopes()
        client.with_options(timeout=5).conversations.get("conv_1")

    with pytest.raises(PermissionDeniedError) as caught:
        talk_sync(URL, do, transport=api.transport, token=token)
    assert len(api.asked) == len(answers) + 1
    assert "canary" not in f"{caught.value} {caught.value!r}"
    return caught.value


def test_a_403_names_the_scopes_that_would_do() -> None:
    """Without a word of the token's own, and without asking for them."""
    error = denied()
    assert str(error) == f"{NEEDS}conversations:read or conversations:manage"
    assert error.required_scopes == READ
    assert error.scopes is None
    assert error.detail == "canary"


@pytest.mark.parametrize(
    ("scopes", "said"),
    [
        ([], "none of that kind"),
        (["agents:read", "conversationsx:read"], "none of that kind"),
        (["conversations:read_sensitive", "agents:read"], "conversations:read_sensitive"),
        (["conversations:import", "conversations:export"], "conversations:export, conversations:i"),
        (["conversations:\x1b[31mred", "conversations:" + "x" * 80], "none of that kind"),
    ],
)
def test_it_names_what_the_token_had(scopes: list[str], said: str) -> None:
    """After `scopes()` it says which of that kind the token has, in words that can be shown."""
    error = denied(scopes)
    text = f"{NEEDS}conversations:read or conversations:manage; at the last check it had {said}"
    assert str(error).startswith(text)
    assert "\x1b" not in str(error)
    assert error.scopes == frozenset(scopes)
    for form in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (form.scopes, form.required_scopes) == (error.scopes, error.required_scopes)
        assert str(form) == str(error)


@pytest.mark.parametrize("scope", READ)
def test_it_blames_no_scope_that_is_there(scope: str) -> None:
    """When the token has a scope that is enough, the error does not speak of scopes."""
    assert str(denied([scope])) == "getConversation: 403: the API does not grant this to the token"


def test_the_last_answer_counts() -> None:
    """A second `scopes()` replaces the first; one that fails leaves it."""
    assert denied(["conversations:read"], []).scopes == frozenset()
    assert denied(["agents:read"], {}).scopes == frozenset({"agents:read"})


def test_another_token_has_other_scopes() -> None:
    """What was told of one token is not said of the next one that the callable returns."""
    tokens = iter(["ak_1.first", "ak_1.second"])
    error = denied(["agents:read"], token=lambda: next(tokens))
    assert error.scopes is None
    assert denied(["agents:read"], token=lambda: "ak_1.same").scopes == frozenset({"agents:read"})


def test_writing_needs_manage() -> None:
    """Each operation names its own scopes, by whatever way it is called."""
    calls: list[Callable[[AnyReach], Any]] = [
        lambda client: client.conversations.text(user_id="u", agent_id="a"),
        lambda client: client.conversations.send_message("conv_1", text="Hello?"),
        lambda client: client.conversations.end("conv_1"),
        lambda client: client.execute(send_conversation_message, "conv_1", text="Hello?"),
    ]
    with AnyReach(KEY, transport=Api(FORBIDDEN).transport) as client:
        for call in calls:
            with pytest.raises(PermissionDeniedError, match=r"it needs conversations:manage$"):
                call(client)


def test_an_operation_without_scopes_names_none() -> None:
    """Where the contract does not say what is needed, neither does the error."""
    with (
        AnyReach(KEY, transport=Api(FORBIDDEN).transport) as client,
        pytest.raises(PermissionDeniedError) as caught,
    ):
        client.scopes()
    assert str(caught.value) == "getMyScopes: 403: the token's scopes do not grant this"
    assert caught.value.required_scopes == ()


def test_async_clients_remember_too() -> None:
    """An async token callable is asked for every call, and its answer is what counts."""
    tokens: Iterator[str] = iter(["ak_1.a", "ak_1.a", "ak_1.b"])

    async def token() -> str:
        return next(tokens)

    async def main() -> list[frozenset[str] | None]:
        api = Api(["agents:read"], FORBIDDEN)
        found: list[frozenset[str] | None] = []
        async with AsyncAnyReach(token, transport=api.transport) as client:
            await client.scopes()
            for _ in range(2):
                with pytest.raises(PermissionDeniedError) as caught:
                    await client.conversations.get("conv_1")
                found.append(caught.value.scopes)
        return found

    assert asyncio.run(main()) == [{"agents:read"}, None]
