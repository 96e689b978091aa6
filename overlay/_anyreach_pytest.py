"""Fixtures for the tests of apps: pytest finds them by itself once the client is installed.

pytest imports this whenever it starts, so it imports nothing of the client until a test asks.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from anyreach.testing import FakeAnyReach, Role


@pytest.fixture
def anyreach_fake() -> Generator[FakeAnyReach]:
    """A fake AnyReach of this test's own, empty; retries and polls of clients take no time.

    An app that takes a client gets one with `transport=anyreach_fake.transport`, and an app that
    takes a transport gets that. For an app that reads the environment, ask for `anyreach_env`.
    """
    from anyreach.testing import FakeAnyReach, no_waiting  # noqa: PLC0415  when it is needed

    with no_waiting():
        yield FakeAnyReach()


@pytest.fixture
def anyreach_role() -> Role | tuple[Role, ...]:
    """What the token of `anyreach_env` may do: everything.

    Parametrize it to run a test in each role:
    `@pytest.mark.parametrize("anyreach_role", ["read", "read_sensitive"])`.
    """
    return ("manage", "read_sensitive")


@pytest.fixture
def anyreach_env(
    anyreach_fake: FakeAnyReach,
    anyreach_role: Role | tuple[Role, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> Generator[str]:
    """The URL of `anyreach_fake`, served on loopback, and in the environment with a token.

    For this test, `ANYREACH_BASE_URL` and `ANYREACH_TOKEN` lead every client to the fake, and those
    of child processes too; `ANYREACH_PAT` and `ANYREACH_ORG_ID` are gone.
    """
    with anyreach_fake.serve() as url:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", anyreach_fake.token(anyreach_role))
        monkeypatch.delenv("ANYREACH_PAT", raising=False)
        monkeypatch.delenv("ANYREACH_ORG_ID", raising=False)
        yield url
