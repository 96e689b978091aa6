"""Credentials: which are accepted, what is said of the others, and that none is ever shown."""

from __future__ import annotations

import asyncio
import copy
import pickle
import traceback
from collections.abc import Callable
from typing import Any, cast

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError
from anyreach._core.settings.credentials import Credential, find_credential
from anyreach._secret import Secret

KEY = "ak_1.canary-secret"
PAT = "pat_canary-secret"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANYREACH_TOKEN", "ANYREACH_PAT", "ANYREACH_ORG_ID", "ANYREACH_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def found(token: object, organization_id: str | None = None) -> Credential:
    """The credential of a token, as a client finds it."""
    hidden: Any = token if token is None or callable(token) else Secret(cast("str", token))
    return find_credential(hidden, organization_id)


def obtained(credential: Credential) -> Secret:
    """The token of an attempt."""
    return credential.fixed or credential.check(Secret(credential.callable()))


def headers(token: object, organization_id: str | None = None) -> dict[str, str]:
    """What a credential adds to a request."""
    credential = found(token, organization_id)
    return credential.add_to({}, obtained(credential))


def refusal(token: object, organization_id: str | None = None) -> str:
    """What is said of a token that is refused."""
    with pytest.raises(ConfigurationError) as raised:
        found(token, organization_id)
    return str(raised.value)


def test_an_organization_key_is_sent_alone() -> None:
    """An `ak_` key carries its organization: no organization header goes with it."""
    assert headers(KEY, "org_1") == {"Authorization": f"Bearer {KEY}"}


def test_a_personal_token_is_sent_with_its_organization() -> None:
    """A `pat_` token acts in the organization that is named beside it."""
    assert headers(PAT, "org_1") == {
        "Authorization": f"Bearer {PAT}",
        "X-Anyreach-Org": "org_1",
    }


@pytest.mark.parametrize("client", [AnyReach, AsyncAnyReach])
def test_a_personal_token_without_organization_is_refused(
    client: type[AnyReach | AsyncAnyReach],
) -> None:
    """The constructor says what is missing before the API can answer 401."""
    with pytest.raises(ConfigurationError, match="pass organization_id=, or set ANYREACH_ORG_ID"):
        client(PAT)


def test_the_environment_is_asked_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """ANYREACH_TOKEN comes before ANYREACH_PAT; ANYREACH_ORG_ID names the organization."""
    monkeypatch.setenv("ANYREACH_PAT", PAT)
    monkeypatch.setenv("ANYREACH_ORG_ID", "org_2")
    assert headers(None, None)["X-Anyreach-Org"] == "org_2"
    assert headers(None, "org_1")["X-Anyreach-Org"] == "org_1"
    monkeypatch.setenv("ANYREACH_TOKEN", KEY)
    assert headers(None, None) == {"Authorization": f"Bearer {KEY}"}


def test_no_token_at_all_says_where_to_put_one() -> None:
    """Without any source the text names the argument and the variables."""
    assert refusal(None) == ("no token: pass token= or set ANYREACH_TOKEN (or ANYREACH_PAT)")


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "the token argument is empty"),
        (" \t", "the token argument is blank"),
        ("ak_1.canary\n", "the token argument holds a space, a line break"),
        ("ak_1.canary x", "the token argument holds a space, a line break"),
        ("ak_1.canaryé", "non-ASCII"),
        (b"ak_1.canary", "the token argument is not a string but of type bytes"),
        (7, "the token argument is not a string but of type int"),
    ],
)
def test_unusable_tokens_are_refused_by_source(token: object, said: str) -> None:
    """The text names where the token came from and what is wrong, and no part of the token."""
    assert said in refusal(token)
    assert "canary" not in refusal(token)


@pytest.mark.parametrize("variable", ["ANYREACH_TOKEN", "ANYREACH_PAT"])
def test_an_unusable_variable_is_named(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set but unusable is refused by name, not passed over."""
    monkeypatch.setenv(variable, "canary\r\nX-Evil: 1")
    assert f"the variable {variable} holds" in refusal(None)
    monkeypatch.setenv(variable, "")
    assert f"the variable {variable} is empty" in refusal(None)


@pytest.mark.parametrize("answer", ["", "canary\n", None])
def test_an_unusable_answer_of_a_callable_is_named(answer: object) -> None:
    """What a token callable returns is checked like a token."""
    credential = found(lambda: answer)
    with pytest.raises(
        ConfigurationError, match=r"the token callable's answer (is|holds)"
    ) as raised:
        obtained(credential)
    assert "canary" not in str(raised.value)


def test_a_callable_is_asked_every_time() -> None:
    """A rotated token is used from the next attempt on."""
    answers = iter([KEY, "ak_2.next"])
    credential = found(lambda: next(answers))
    for token in (KEY, "ak_2.next"):
        secret = obtained(credential)
        assert isinstance(secret, Secret)
        assert credential.add_to({}, secret) == {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("organization", ["", "org 1", "org\n", "örg"])
def test_unusable_organizations_are_refused_by_source(
    organization: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An organization id is a header, too."""
    assert "the organization_id argument" in refusal(PAT, organization)
    monkeypatch.setenv("ANYREACH_ORG_ID", organization)
    assert "the variable ANYREACH_ORG_ID" in refusal(PAT)


def test_a_secret_shows_itself_to_nobody_else() -> None:
    """Neither text, nor pickle, nor the object's attributes hold the token; copies are itself."""
    secret = Secret(KEY)
    credential = found(KEY)
    assert "canary" not in f"{secret}{secret!r}{credential}{credential!r}"
    for copied in (copy.copy(secret), copy.deepcopy(secret)):
        assert copied is secret
    with pytest.raises(TypeError, match="create the client where it is used"):
        pickle.dumps(secret)
    assert secret.read() == KEY


@pytest.mark.parametrize(
    "options",
    [
        {"token": "ak_1.canary\n"},
        {"token": PAT},
        {"token": KEY, "timeout": -1},
        {"token": KEY, "base_url": "https://user:password@api.example"},
        {"token": KEY, "proxy": "socks4://user:password@proxy.example"},
        {"token": KEY, "verify": "/nonexistent"},
    ],
)
@pytest.mark.parametrize("client", [AnyReach, AsyncAnyReach])
def test_refused_constructors_leave_no_token_in_their_frames(
    client: type[AnyReach | AsyncAnyReach], options: dict[str, object]
) -> None:
    """A traceback that shows every local variable of ours shows no token."""
    with pytest.raises(ConfigurationError) as raised:
        client(**options)  # type: ignore[arg-type]
    assert_no_canary(raised.value)


def ask_sync() -> None:
    """Ask by a token callable whose answer cannot be sent."""
    with AnyReach(lambda: "ak_1.canary\n", base_url="http://127.0.0.1:9") as client:
        client.scopes()


def ask_async() -> None:
    """Ask by an async token callable whose answer cannot be sent."""

    async def later() -> str:
        return "ak_1.canary\n"

    async def ask() -> None:
        async with AsyncAnyReach(later, base_url="http://127.0.0.1:9") as client:
            await client.scopes()

    asyncio.run(ask())


@pytest.mark.parametrize("ask", [ask_sync, ask_async])
def test_a_refused_answer_of_a_callable_is_in_no_frame(ask: Callable[[], None]) -> None:
    """What a token callable returns is hidden before it is checked."""
    with pytest.raises(ConfigurationError, match="the token callable's answer") as raised:
        ask()
    assert_no_canary(raised.value)


def assert_no_canary(error: BaseException) -> None:
    """A traceback of an error shows no canary, but in the frames of a test."""
    caught = traceback.TracebackException.from_exception(error, capture_locals=True)
    for frame in caught.stack:
        assert frame.filename == __file__ or "canary" not in str(frame.locals)
    assert "canary" not in str(caught)
