"""The asynchronous client: options, resources, life cycle. The sync client is derived from it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, Self, TypeVar, overload

from anyreach._core.async_call import make_call
from anyreach._core.attempts import Hook
from anyreach._core.call import Reach, plan
from anyreach._core.responses.response import Response
from anyreach._core.retry import Policy
from anyreach._core.settings.credentials import find_credential
from anyreach._core.settings.environment import Proxies, find_verify
from anyreach._core.settings.headers import check_headers, header_texts, merged
from anyreach._core.settings.logs import log_as_asked
from anyreach._core.settings.options import (
    Settings,
    check_limits,
    check_recording_hosts,
    find_base_url,
)
from anyreach._core.shared import Shared
from anyreach._errors import APIError, ConfigurationError
from anyreach._secret import Secret
from anyreach._transport.asyncio_io import Token, Transport, home
from anyreach._transport.http_types import Cert, Route, Verify, hint_of
from anyreach_api._operation import Operation, Options, Request
from anyreach_api.resources import AsyncResources

if TYPE_CHECKING:
    from ssl import SSLContext

    from anyreach._core.pagination.async_pages import AsyncPages
    from anyreach._transport.async_wire import AsyncWire
    from anyreach.campaigns._async_resource import AsyncCampaigns
    from anyreach.conversations._async_resource import AsyncConversations
    from anyreach.knowledge_base._async_resource import AsyncKnowledgeBase
    from anyreach.recordings._async_resource import AsyncRecordings
    from anyreach.workflows._async_resource import AsyncWorkflows

P = ParamSpec("P")
T = TypeVar("T")

# ruff: noqa: PLC0415  resources and connections are loaded when they are first used


class AsyncAnyReach(AsyncResources):
    """The AnyReach API.

    Use it as a context manager, or `aclose()` it. Threads can share a sync client. Tasks can
    share an asynchronous one, which belongs to the event loop that first uses it. Neither can be
    shared between processes.

    Args:
        token: An organization key (`ak_…`), a personal access token (`pat_…`), or a callable that
            returns one. It is called for every attempt, and can be asynchronous if the client is.
            Defaults to `ANYREACH_TOKEN`, then `ANYREACH_PAT`, from the environment.
        organization_id: The organization for a personal access token. An organization key includes
            its own. Defaults to `ANYREACH_ORG_ID`.
        base_url: The API's URL. Must be https, except on this machine. Defaults to
            `ANYREACH_BASE_URL` (if `ANYREACH_IGNORE_BASE_URL` is not 1), then the contract's.
        timeout: Seconds for a whole call, including retries and waits.
        attempt_timeout: Seconds of silence after which a GET is sent again on a new connection.
            Each further attempt gets half as much again, and the last one all of the time left.
            Defaults to a third of the timeout.
        max_retries: Maximum number of retries of a failed call, where a retry is safe.
        max_response_bytes: Maximum size of a decoded response, in bytes. Defaults to 32 MiB.
        extra_headers: Headers to send with every request to the API. A call's own headers override
            them. They can't replace the credential.
        on_attempt: Called with an `Attempt` after every attempt, for metrics and logs.
        on_wait: Called with the seconds to wait before each wait that the API asks for, for
            progress and logs.
        verify: True for certifi's certificates, a path to others, an `ssl.SSLContext`, or False.
            `"system"` uses the operating system's store and needs `anyreach-client[system]`.
        cert: A client certificate for the API: the path of a PEM file, or the paths of certificate
            and key. No other host sees it.
        proxy: The URL of an HTTP proxy, or of a SOCKS5 proxy (`socks5://`, `socks5h://`, with
            `anyreach-client[socks]`). Defaults to the environment's.
        trust_env: Whether to use `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`,
            `SSL_CERT_FILE` and `SSL_CERT_DIR` from the environment, as httpx does.
        transport: An httpx transport of the client's kind to send with. It has its own connections.
            `"httpx2"` uses httpcore2 and needs `anyreach-client[httpx2]`. An asynchronous client
            also takes `"aiohttp"`, with `anyreach-client[aiohttp]`.
        recording_hosts: Hosts to trust with recordings and uploads even if their addresses are not
            public: a host (`"files.example.com"`), a suffix (`".example.com"`, for all hosts below
            it) or a network (`"10.0.0.0/8"`).
        trace: Whether to put a key into the `custom_metadata` of each new conversation, so that
            `conversations.find_created(error)` finds it if the response is lost.

    Raises:
        ConfigurationError: An option is invalid. The message names it and says what to do.
    """

    _base_url = "(not set up)"  # repr shows it while the constructor runs

    def __init__(
        self,
        token: Token | None = None,
        *,
        organization_id: str | None = None,
        base_url: str | None = None,
        timeout: float = 60.0,
        attempt_timeout: float | None = None,
        max_retries: int = 2,
        max_response_bytes: int = 32 * 1024 * 1024,
        extra_headers: Mapping[str, str] | None = None,
        on_attempt: Hook | None = None,
        on_wait: Callable[[float], object] | None = None,
        verify: Verify = True,
        cert: Cert | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        transport: Transport | None = None,
        recording_hosts: Iterable[str] = (),
        trace: bool = False,
    ) -> None:
        hidden = token if token is None or callable(token) else Secret(token)
        token = None  # a traceback shows local variables: from here on, none holds the plain text
        settings = Settings(
            find_base_url(base_url),
            find_credential(hidden, organization_id),
            check_limits(timeout, max_retries, max_response_bytes, attempt_timeout),
            on_attempt,
            None,
            header_texts("extra_headers", extra_headers),
            check_recording_hosts(recording_hosts),
            on_wait,
            trace=trace,
        )
        log_as_asked()
        brought = transport is not None and not isinstance(transport, str)
        if brought and (proxy is not None or verify is not True or cert is not None):
            raise ConfigurationError(
                "transport= brings its own settings: remove verify=, cert=, proxy="
            )
        from anyreach._transport.async_wire import open_wire
        from anyreach._transport.connections.engines import engine
        from anyreach._transport.connections.tls import ssl_context

        proxies = Proxies(proxy, trust_env=trust_env and not brought)
        through = proxies.find(settings.base_url)
        verify, source = find_verify(verify, trust_env=trust_env and not brought)
        context: SSLContext | None = None
        here = not settings.base_url.startswith("https:")
        if not brought and not (here and through is None):
            context = ssl_context(verify, cert, source)
        wire = open_wire(transport, context, through, here=here, hint=hint_of(through, source))
        core = engine(transport)
        route = Route(verify, proxies.find, core, transport if brought else None)
        self._bind(Shared(wire, route), settings, owner=True)

    def _bind(self, shared: Shared[AsyncWire], settings: Settings, *, owner: bool) -> None:
        self._shared = shared
        self._settings = settings
        self._base_url = settings.base_url
        self._owner = owner

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base_url}>"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.aclose()

    @property
    def campaigns(self) -> AsyncCampaigns:
        """Outbound calls to lists of contacts."""
        from anyreach.campaigns._async_resource import AsyncCampaigns

        return AsyncCampaigns(self)

    @property
    def conversations(self) -> AsyncConversations:
        """Create, list, retrieve, and message conversations between your users and agents."""
        from anyreach.conversations._async_resource import AsyncConversations

        return AsyncConversations(self)

    @property
    def knowledge_base(self) -> AsyncKnowledgeBase:
        """Sources of knowledge, and the datasets that use them."""
        from anyreach.knowledge_base._async_resource import AsyncKnowledgeBase

        return AsyncKnowledgeBase(self)

    @property
    def recordings(self) -> AsyncRecordings:
        """Download and stream the recordings of conversations."""
        from anyreach.recordings._async_resource import AsyncRecordings

        return AsyncRecordings(self)

    @property
    def workflows(self) -> AsyncWorkflows:
        """Run workflows."""
        from anyreach.workflows._async_resource import AsyncWorkflows

        return AsyncWorkflows(self)

    async def scopes(self, *, timeout: float | None = None) -> frozenset[str]:
        """Return the token's own scopes, such as `conversations:read`.

        The client remembers them: a `PermissionDeniedError` of the same token names those that it
        has and those that it needs. Nothing asks for them but this method.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.

        Raises:
            APIError: The call failed. See its subclasses.

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

        Returns:
            The operation's result.

        Raises:
            APIError: The call failed. See its subclasses.
            ConfigurationError: The contract has no such operation, or an argument is invalid.
        """
        from anyreach._core.operations import find_operation

        found = find_operation(operation)
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
        other methods only if no connection was made. The response is exactly what the API
        sent: nothing is checked or hidden.

        Args:
            method: The HTTP method, such as `"GET"`.
            path: The path below the base URL, such as `/core/agents`; unsafe characters are
                percent-encoded.
            params: The query parameters; None values are left out, lists are repeated.
            json: The request body, sent as JSON; None for no body.
            headers: More headers; the credential cannot be replaced.
            timeout: Seconds for this call, including retries; None for the client's.

        Returns:
            The response.

        Raises:
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid.
        """
        from anyreach._core.operations import RawOperation

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
        from anyreach._core.pagination.async_pages import AsyncPages

        self._settings.timeout(options.timeout)  # refused now, and not at the first record
        return AsyncPages(
            self._patient(),
            operation,
            arguments,
            options,
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def with_options(
        self,
        *,
        timeout: float | None = None,
        attempt_timeout: float | None = None,
        max_retries: int | None = None,
        max_response_bytes: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        on_attempt: Hook | None = None,
        on_wait: Callable[[float], object] | None = None,
        policy: Policy | None = None,
        trace: bool | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections and retry budget.

        Closing it has no effect: the connections belong to this client.

        Args:
            timeout: Seconds for a whole call.
            attempt_timeout: Seconds without a byte after which a GET is sent again.
            max_retries: Maximum number of retries of a failed call.
            max_response_bytes: Maximum size of a decoded response, in bytes.
            extra_headers: Headers to send as well as this client's, or in place of them.
            on_attempt: Called after every attempt.
            on_wait: Called for every wait that the API asks for.
            policy: A retry policy that overrides the contract's for every operation.
            trace: Whether to put a key into each conversation that is created. Options that
                are None don't change.

        Raises:
            ConfigurationError: A value is invalid.
        """
        now = self._settings
        limits = check_limits(
            now.limits.timeout if timeout is None else timeout,
            now.limits.max_retries if max_retries is None else max_retries,
            now.limits.max_response_bytes if max_response_bytes is None else max_response_bytes,
            now.limits.attempt_timeout if attempt_timeout is None else attempt_timeout,
        )
        settings = now._replace(
            limits=limits,
            on_attempt=on_attempt or now.on_attempt,
            on_wait=on_wait or now.on_wait,
            policy=policy or now.policy,
            trace=now.trace if trace is None else trace,
            extra_headers=merged(now.extra_headers, header_texts("extra_headers", extra_headers)),
        )
        return self._with(settings)

    def _with(self, settings: Settings) -> Self:
        child = copy.copy(self)
        child._bind(self._shared, settings, owner=False)  # noqa: SLF001  of this very class
        return child

    def _patient(self) -> Self:
        """Return a client whose timeouts don't count the waits that the API asks for."""
        return self._with(self._settings._replace(patient=True))

    async def _call(self, operation: Operation[..., T], request: Request, options: Options) -> T:
        self._shared.check(home())
        trace = None
        if self._settings.trace:
            from anyreach.conversations._creation import add_trace

            options, trace = add_trace(operation.INFO, request, options)
        call = plan(operation, request, options, self._settings)
        try:
            return await make_call(call, self._settings, self._shared)
        except APIError as error:
            error.trace = trace
            raise

    def _reach(self) -> Reach:
        """Return how this client fetches recordings.

        Raises:
            ConfigurationError: The client is closed, or was created before a `fork()`.
        """
        self._shared.check(home())
        return Reach(self._shared.route, self._settings, self._shared.budget)

    async def aclose(self) -> None:
        """Close all connections. Has no effect on a `with_options` child."""
        if self._owner:
            self._shared.closed = True
            await self._shared.wire.close()
