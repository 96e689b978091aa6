"""State that a client shares with its `with_options` children: connections, budget, scopes."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from anyreach._core.pacing import Pace
from anyreach._core.retry import Budget
from anyreach._errors import ConfigurationError
from anyreach._secret import Secret

if TYPE_CHECKING:
    from anyreach._transport.async_wire import AsyncWire
    from anyreach._transport.http_types import Route
    from anyreach._transport.sync_wire import Wire

WireT = TypeVar("WireT", "Wire", "AsyncWire")


class Known:
    """The last result of `client.scopes()`, and the token it belongs to."""

    def __init__(self) -> None:
        self._told: tuple[Secret | None, frozenset[str]] = (None, frozenset())

    def learn(self, secret: Secret | None, scopes: Iterable[str]) -> None:
        """Remember a token's scopes; forget any other token's."""
        self._told = (secret, frozenset(scopes))

    def of(self, secret: Secret | None) -> frozenset[str] | None:
        """Return a token's scopes, or None if unknown."""
        known, scopes = self._told
        same = known is not None and secret is not None and known.read() == secret.read()
        return scopes if same else None


class Shared(Generic[WireT]):
    """The state that a client shares with its `with_options` children.

    Args:
        wire: Sends the requests.
        route: How the client reaches hosts other than the API.
    """

    def __init__(self, wire: WireT, route: Route) -> None:
        self.wire: WireT = wire
        self.route = route
        self.budget = Budget()
        self.scopes = Known()
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self.process = os.getpid()
        self.home: object = None
        self.closed = False

    def pace(self, base_url: str) -> Pace:
        """Return the pace of requests to an API."""
        return self._paces[base_url]

    def check(self, home: object) -> None:
        """Check that the client can send.

        Args:
            home: The running event loop; None for a sync client.

        Raises:
            ConfigurationError: The client is closed, was created before a `fork()`, or was first
                used in another event loop.
        """
        if self.closed:
            raise ConfigurationError("this client is closed: create a new one")
        if self.process != os.getpid():
            raise ConfigurationError(
                "this client was created before a fork: processes can't share connections, "
                "so create a client in each"
            )
        self.home = self.home or home
        if self.home is not home:
            raise ConfigurationError(
                "this client belongs to another event loop: create one in each loop"
            )
