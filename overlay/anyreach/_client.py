"""`AnyReach` and `AsyncAnyReach`: their options, their life cycle, and how each does its I/O."""

from __future__ import annotations

import copy
import os
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from functools import partial
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    ParamSpec,
    Self,
    TypeVar,
    cast,
    overload,
)

from anyreach._core.attempts import Hook
from anyreach._core.call import Need, Outcome, Reach, Steps, Wait, call_loop, plan
from anyreach._core.credentials import find_credential
from anyreach._core.headers import check_headers, header_texts, merged
from anyreach._core.options import (
    Settings,
    check_limits,
    check_proxy,
    check_recording_hosts,
    find_base_url,
)
from anyreach._core.response import Response
from anyreach._core.retry import Budget, Policy
from anyreach._core.scopes import Known
from anyreach._errors import ConfigurationError
from anyreach._secret import Secret
from anyreach._transport.bodies import opened
from anyreach._transport.http_types import Broken, Route, Verify
from anyreach_api._operation import Operation, Options, Request
from anyreach_api.contract import OPERATIONS
from anyreach_api.resources import AsyncResources, Resources

if TYPE_CHECKING:
    import asyncio

    import httpx

    from anyreach._core.pages import AsyncPages, Pages
    from anyreach._transport.async_wire import AsyncWire
    from anyreach._transport.sync_wire import Wire
    from anyreach.conversations import AsyncConversations, Conversations
    from anyreach.recordings._resource import AsyncRecordings, Recordings

P = ParamSpec("P")
T = TypeVar("T")
TokenT = TypeVar("TokenT", bound="str | Callable[[], str | Awaitable[str]]")
TransportT = TypeVar("TransportT")
WireT = TypeVar("WireT", "Wire", "AsyncWire")

# ruff: noqa: PLC0415  resources and httpx are loaded when they are first used


def _find(operation: Any) -> Operation[..., Any]:
    """Return an operation of the contract, given itself or its operationId.

    Raises:
        ConfigurationError: The contract has no such operation.
    """
    if not isinstance(operation, str):
        found: Operation[..., Any] = operation
        return found
    if operation not in OPERATIONS:
        from difflib import get_close_matches

        near = get_close_matches(operation, OPERATIONS) or list(OPERATIONS)
        raise ConfigurationError(
            f"the contract has no operation {operation!r}: did you mean {' or '.join(near)}?"
        )
    from importlib import import_module

    return cast("Operation[..., Any]", import_module(f"anyreach_api.api.{OPERATIONS[operation]}"))


class _Shared(Generic[WireT]):
    """The state that a client shares with its `with_options` children.

    Args:
        wire: Sends the requests.
        route: How it reaches hosts other than the API.
    """

    def __init__(self, wire: WireT, route: Route) -> None:
        self.wire: WireT = wire
        self.route = route
        self.budget = Budget()
        self.scopes = Known()
        self.process = os.getpid()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def check(self) -> None:
        """Refuse to send.

        Raises:
            ConfigurationError: The client is closed, or was created before a `fork()`.
        """
        if self.closed:
            raise ConfigurationError("this client is closed: make a new one")
        if self.process != os.getpid():
            raise ConfigurationError(
                "this client was made before a fork: connections cannot be shared between "
                "processes, so make a client in each"
            )

    def check_loop(self) -> None:
        """Refuse an event loop other than the first one that used this client.

        Raises:
            ConfigurationError: It is another one.
        """
        import asyncio

        loop = asyncio.get_running_loop()
        if self.loop is None:
            self.loop = loop
        elif self.loop is not loop:
            raise ConfigurationError(
                "this client belongs to another event loop: make one in each loop"
            )


class _Client(Generic[TokenT, TransportT, WireT]):
    """The base of both clients: options, and the connections that children share."""

    _shared: _Shared[WireT]
    _base_url = "(not set up)"  # repr shows it while the constructor runs

    def __init__(
        self,
        token: TokenT | None = None,
        *,
        organization_id: str | None = None,
        base_url: str | None = None,
        timeout: float = 60.0,
        max_retries: int = 2,
        max_response_bytes: int = 32 * 1024 * 1024,
        extra_headers: Mapping[str, str] | None = None,
        on_attempt: Hook | None = None,
        verify: Verify = True,
        proxy: str | None = None,
        transport: TransportT | None = None,
        recording_hosts: Iterable[str] = (),
    ) -> None:
        hidden = token if token is None or callable(token) else Secret(cast("str", token))
        token = None  # a traceback shows local variables: from here on, none holds the plain text
        credential = find_credential(hidden, organization_id)
        url = find_base_url(base_url)
        through = None if proxy is None else check_proxy(proxy)
        limits = check_limits(timeout, max_retries, max_response_bytes)
        hosts = check_recording_hosts(recording_hosts)
        from anyreach._core.logs import log_as_asked

        log_as_asked()
        more = header_texts("extra_headers", extra_headers)
        settings = Settings(url, credential, limits, on_attempt, None, more, hosts)
        brought = transport is not None and not isinstance(transport, str)
        if brought and (through is not None or verify is not True):
            raise ConfigurationError("transport= brings its own: drop verify= and proxy=")
        try:
            wire = self._open_wire(
                transport,
                https=settings.base_url.startswith("https:"),
                verify=verify,
                proxy=through,
            )
        except OSError:  # OpenSSL's errors are such, too
            raise ConfigurationError(
                "verify= names no readable file or folder of CA certificates"
            ) from None
        route = Route(verify, through, transport if brought else None)
        self._bind(_Shared(wire, route), settings, owner=True)

    def _bind(self, shared: _Shared[WireT], settings: Settings, *, owner: bool) -> None:
        self._shared = shared
        self._settings = settings
        self._base_url = settings.base_url
        self._owner = owner

    @staticmethod
    def _open_wire(transport: Any, *, https: bool, verify: Verify, proxy: Secret | None) -> WireT:
        """Return the wire that the client sends with."""
        raise NotImplementedError

    def _begin(self, operation: Operation[..., T], request: Request, options: Options) -> Steps[T]:
        """Return the call loop for one call.

        Raises:
            ConfigurationError: The call cannot be made.
        """
        self._shared.check()
        call = plan(operation, request, options, self._settings)
        return call_loop(call, self._settings, self._shared.budget, self._shared.scopes)

    def _reach(self) -> Reach:
        """Return how this client fetches recordings.

        Raises:
            ConfigurationError: It is closed, or was created before a `fork()`.
        """
        self._shared.check()
        return Reach(self._shared.route, self._settings, self._shared.budget)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base_url}>"

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        max_response_bytes: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        on_attempt: Hook | None = None,
        policy: Policy | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections and retry budget.

        Closing it closes nothing: the connections belong to this one.

        Args:
            timeout: Seconds for a whole call.
            max_retries: How often a failed call is repeated.
            max_response_bytes: How large an answer may be, decoded.
            extra_headers: Headers to send as well as this client's, or in place of them.
            on_attempt: Is told of every attempt.
            policy: What may be sent twice, instead of what the contract says of each operation.
                What is None stays as it is.

        Raises:
            ConfigurationError: A value cannot be used.
        """
        now = self._settings
        limits = check_limits(
            now.limits.timeout if timeout is None else timeout,
            now.limits.max_retries if max_retries is None else max_retries,
            now.limits.max_response_bytes if max_response_bytes is None else max_response_bytes,
        )
        settings = now._replace(
            limits=limits,
            on_attempt=on_attempt or now.on_attempt,
            policy=policy or now.policy,
            extra_headers=merged(now.extra_headers, header_texts("extra_headers", extra_headers)),
        )
        child = copy.copy(self)
        child._bind(self._shared, settings, owner=False)  # noqa: SLF001  of this very class
        return child


class AnyReach(Resources, _Client["str | Callable[[], str]", "httpx.BaseTransport", "Wire"]):
    """The AnyReach API, for any number of threads.

    Use it as a context manager, or `close()` it. It belongs to the process that made it.

    Args:
        token: An organization key (`ak_…`), a personal access token (`pat_…`), or a callable that
            returns one and is asked for every attempt. None: `ANYREACH_TOKEN`, then
            `ANYREACH_PAT`, from the environment.
        organization_id: The organization that a personal access token acts in; an organization
            key carries its own. None: `ANYREACH_ORG_ID`.
        base_url: Where the API is, https only (http on this machine's own addresses). None:
            `ANYREACH_BASE_URL`, then the contract's server.
        timeout: Seconds for a whole call, retries and waiting included.
        max_retries: How often a failed call is repeated, where repeating is safe.
        max_response_bytes: How large an answer may be, decoded: 32 MiB when not given.
        extra_headers: Headers to send with every request to the API, such as those of a gateway;
            the credential cannot be replaced. Those of a single call win.
        on_attempt: A callable that is given an `Attempt` after every attempt, for metrics and logs.
        verify: True for certifi's certificates, a path to others, an `ssl.SSLContext`, or False.
        proxy: The URL of an HTTP proxy. Proxies of the environment are not used.
        transport: An `httpx.BaseTransport` to send with instead; it brings its own connections.
        recording_hosts: Hosts that recordings may come from although their addresses are not
            public: a host (`"files.example.com"`), a suffix (`".example.com"`, every host below
            it) or a network (`"10.0.0.0/8"`).

    Raises:
        ConfigurationError: An option cannot be used; the text names it, and what to do.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def conversations(self) -> Conversations:
        """Create, list, retrieve, and message conversations between your users and agents."""
        from anyreach.conversations import Conversations

        return Conversations(self)

    @property
    def recordings(self) -> Recordings:
        """Download and stream the recordings of conversations."""
        from anyreach.recordings._resource import Recordings

        return Recordings(self)

    def scopes(self, *, timeout: float | None = None) -> frozenset[str]:
        """Return the token's own scopes, such as `conversations:read`.

        The client remembers them: a `PermissionDeniedError` of the same token names those that it
        has and those that it needs. Nothing asks for them but this method.

        Args:
            timeout: Seconds for this call, retries included; None: the client's.

        Raises:
            APIError: The call failed; the subclass says how.

        Source: the contract's `getMyScopes`; docs: organizations/roles-and-permissions.
        """
        return frozenset(self.members.get_my_scopes(timeout=timeout))

    @overload
    def execute(self, operation: Operation[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...

    @overload
    def execute(self, operation: str, /, *args: Any, **kwargs: Any) -> Any: ...

    def execute(self, operation: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call any operation of the contract, with the contract's own parameters.

        Args:
            operation: Its module, such as `anyreach_api.api.conversations.get_conversation`, or its
                operationId, such as `"getConversation"`.
            *args: Its path parameters.
            **kwargs: Its other parameters.

        Raises:
            APIError: The call failed; the subclass says how.
            ConfigurationError: The contract has no such operation, or an argument cannot be sent.
        """
        found = _find(operation)
        return self._call(found, found.request(*args, **kwargs), Options())

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Send a request that the contract does not have yet.

        It uses the client's token, limits, retries and hooks. GET, HEAD and OPTIONS are retried;
        other methods only when the connection was never made. The response is what the API sent:
        nothing in it is checked or hidden.

        Args:
            method: The HTTP method, such as `"GET"`.
            path: The path below the base URL, such as `/core/agents`; unsafe characters are
                percent-encoded.
            params: The query parameters; None values are left out, lists are repeated.
            json: The request body, sent as JSON; None for no body.
            headers: More headers; the credential cannot be replaced.
            timeout: Seconds for this call, retries included; None for the client's.

        Returns:
            The response.

        Raises:
            APIError: The call failed; the subclass says how.
            ConfigurationError: An argument cannot be sent, or the path leads elsewhere.
        """
        from anyreach._core.raw_request import RawOperation

        operation = RawOperation(method)
        request = operation.request(path, params=params, json=json)
        options = Options(timeout, check_headers("headers", headers))
        return self._call(operation, request, options)

    def _pages(
        self,
        operation: Operation[..., Any],
        arguments: Mapping[str, Any],
        options: Options,
        *,
        page_size: int | None,
        limit: int | None,
        cursor: str | None,
        on_invalid: Literal["raise", "skip"],
    ) -> Pages[Any]:
        from anyreach._core.pages import Pages

        self._settings.timeout(options.timeout)  # refused now, and not at the first record
        return Pages(
            self,
            operation,
            arguments,
            options,
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def _call(self, operation: Operation[..., T], request: Request, options: Options) -> T:
        steps = self._begin(operation, request, options)
        outcome: Outcome = None
        while True:
            try:
                need = steps.send(outcome)
            except StopIteration as done:
                answer: T = done.value
                return answer
            outcome = self._satisfy(need)

    def _satisfy(self, need: Need) -> Outcome:
        if isinstance(need, Wait):
            time.sleep(need.seconds)
            return None
        secret = need.credential.obtain()
        if not isinstance(secret, Secret):
            if isinstance(secret, Coroutine):
                secret.close()
            raise ConfigurationError("the token callable is async: use AsyncAnyReach")
        with opened(need.request.body) as body:
            outcome = self._shared.wire.send(
                need.request, partial(need.headers, secret), body, need.left(), need.max_bytes
            )
        return need.blotted(outcome, secret)

    def close(self) -> None:
        """Close every connection; a `with_options` child leaves them to its parent."""
        if self._owner:
            self._shared.closed = True
            self._shared.wire.close()

    @staticmethod
    def _open_wire(
        transport: httpx.BaseTransport | None, *, https: bool, verify: Verify, proxy: Secret | None
    ) -> Wire:
        from anyreach._transport.sync_wire import open_wire

        return open_wire(transport, https=https, verify=verify, proxy=proxy)


class AsyncAnyReach(
    AsyncResources,
    _Client[
        "str | Callable[[], str | Awaitable[str]]",
        "httpx.AsyncBaseTransport | Literal['aiohttp']",
        "AsyncWire",
    ],
):
    """The AnyReach API, for any number of tasks of one event loop.

    Use it as a context manager, or `aclose()` it. It belongs to the event loop that it was first
    used in.

    Args:
        token: An organization key (`ak_…`), a personal access token (`pat_…`), or a callable that
            returns one, async or not, and is asked for every attempt. None: `ANYREACH_TOKEN`, then
            `ANYREACH_PAT`, from the environment.
        organization_id: The organization that a personal access token acts in; an organization
            key carries its own. None: `ANYREACH_ORG_ID`.
        base_url: Where the API is, https only (http on this machine's own addresses). None:
            `ANYREACH_BASE_URL`, then the contract's server.
        timeout: Seconds for a whole call, retries and waiting included.
        max_retries: How often a failed call is repeated, where repeating is safe.
        max_response_bytes: How large an answer may be, decoded: 32 MiB when not given.
        extra_headers: Headers to send with every request to the API, such as those of a gateway;
            the credential cannot be replaced. Those of a single call win.
        on_attempt: A callable that is given an `Attempt` after every attempt, for metrics and logs.
        verify: True for certifi's certificates, a path to others, an `ssl.SSLContext`, or False.
        proxy: The URL of an HTTP proxy. Proxies of the environment are not used.
        transport: `"aiohttp"` for the transport of the extra `anyreach-client[aiohttp]`, or an
            `httpx.AsyncBaseTransport` to send with instead, which brings its own connections.
        recording_hosts: Hosts that recordings may come from although their addresses are not
            public: a host (`"files.example.com"`), a suffix (`".example.com"`, every host below
            it) or a network (`"10.0.0.0/8"`).

    Raises:
        ConfigurationError: An option cannot be used; the text names it, and what to do.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.aclose()

    @property
    def conversations(self) -> AsyncConversations:
        """Create, list, retrieve, and message conversations between your users and agents."""
        from anyreach.conversations import AsyncConversations

        return AsyncConversations(self)

    @property
    def recordings(self) -> AsyncRecordings:
        """Download and stream the recordings of conversations."""
        from anyreach.recordings._resource import AsyncRecordings

        return AsyncRecordings(self)

    async def scopes(self, *, timeout: float | None = None) -> frozenset[str]:
        """Return the token's own scopes, such as `conversations:read`.

        The client remembers them: a `PermissionDeniedError` of the same token names those that it
        has and those that it needs. Nothing asks for them but this method.

        Args:
            timeout: Seconds for this call, retries included; None: the client's.

        Raises:
            APIError: The call failed; the subclass says how.

        Source: the contract's `getMyScopes`; docs: organizations/roles-and-permissions.
        """
        return frozenset(await self.members.get_my_scopes(timeout=timeout))

    @overload
    async def execute(
        self, operation: Operation[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T: ...

    @overload
    async def execute(self, operation: str, /, *args: Any, **kwargs: Any) -> Any: ...

    async def execute(self, operation: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call any operation of the contract, with the contract's own parameters.

        Args:
            operation: Its module, such as `anyreach_api.api.conversations.get_conversation`, or its
                operationId, such as `"getConversation"`.
            *args: Its path parameters.
            **kwargs: Its other parameters.

        Raises:
            APIError: The call failed; the subclass says how.
            ConfigurationError: The contract has no such operation, or an argument cannot be sent.
        """
        found = _find(operation)
        return await self._call(found, found.request(*args, **kwargs), Options())

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Send a request that the contract does not have yet.

        It uses the client's token, limits, retries and hooks. GET, HEAD and OPTIONS are retried;
        other methods only when the connection was never made. The response is what the API sent:
        nothing in it is checked or hidden.

        Args:
            method: The HTTP method, such as `"GET"`.
            path: The path below the base URL, such as `/core/agents`; unsafe characters are
                percent-encoded.
            params: The query parameters; None values are left out, lists are repeated.
            json: The request body, sent as JSON; None for no body.
            headers: More headers; the credential cannot be replaced.
            timeout: Seconds for this call, retries included; None for the client's.

        Returns:
            The response.

        Raises:
            APIError: The call failed; the subclass says how.
            ConfigurationError: An argument cannot be sent, or the path leads elsewhere.
        """
        from anyreach._core.raw_request import RawOperation

        operation = RawOperation(method)
        request = operation.request(path, params=params, json=json)
        options = Options(timeout, check_headers("headers", headers))
        return await self._call(operation, request, options)

    def _pages(
        self,
        operation: Operation[..., Any],
        arguments: Mapping[str, Any],
        options: Options,
        *,
        page_size: int | None,
        limit: int | None,
        cursor: str | None,
        on_invalid: Literal["raise", "skip"],
    ) -> AsyncPages[Any]:
        from anyreach._core.pages import AsyncPages

        self._settings.timeout(options.timeout)  # refused now, and not at the first record
        return AsyncPages(
            self,
            operation,
            arguments,
            options,
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    async def _call(self, operation: Operation[..., T], request: Request, options: Options) -> T:
        steps = self._begin(operation, request, options)
        self._shared.check_loop()
        outcome: Outcome = None
        while True:
            try:
                need = steps.send(outcome)
            except StopIteration as done:
                answer: T = done.value
                return answer
            outcome = await self._satisfy(need)

    async def _satisfy(self, need: Need) -> Outcome:
        import asyncio

        if isinstance(need, Wait):
            await asyncio.sleep(need.seconds)
            return None
        secret = need.credential.obtain()
        if not isinstance(secret, Secret):
            try:
                async with asyncio.timeout(need.left()):
                    secret = need.credential.check(Secret(await secret))
            except TimeoutError:
                return Broken("the token callable did not answer in time", timed_out=True)
        with opened(need.request.body) as body:
            outcome = await self._shared.wire.send(
                need.request, partial(need.headers, secret), body, need.left(), need.max_bytes
            )
        return need.blotted(outcome, secret)

    async def aclose(self) -> None:
        """Close every connection; a `with_options` child leaves them to its parent."""
        if self._owner:
            self._shared.closed = True
            await self._shared.wire.close()

    @staticmethod
    def _open_wire(
        transport: httpx.AsyncBaseTransport | Literal["aiohttp"] | None,
        *,
        https: bool,
        verify: Verify,
        proxy: Secret | None,
    ) -> AsyncWire:
        from anyreach._transport.async_wire import open_wire

        return open_wire(transport, https=https, verify=verify, proxy=proxy)
