"""One GET of a recording over a connection of its own: to a checked address, with nothing of ours.

What goes wrong comes back as a value, as in `_http`.
"""

from __future__ import annotations

import socket
import time
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Callable,
    Generator,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any, Final, cast

import httpcore

from anyreach._core.call import Wait
from anyreach._errors import AnyReachError
from anyreach._transport.http_types import Broken, Verify
from anyreach._transport.sockets import AsyncBackend, Backend, addresses, deadline
from anyreach._transport.wire import RefusedError, explain, read_headers, ssl_context
from anyreach.recordings._download import Chunk, Get, Head, Plan, Read, Start, fetch
from anyreach.recordings._url_policy import Target

if TYPE_CHECKING:
    import asyncio
    import ssl

    from anyreach_api._resource import AsyncCaller, Caller

_STALL_SECONDS: Final = 30.0  # without a byte, after which asking again helps more than waiting
_CONNECT_SECONDS: Final = 10.0  # for each of a host's addresses
_HEADERS: Final = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "python",
}
_TIMEOUTS: Final = {"timeout": dict.fromkeys(("read", "write"), _STALL_SECONDS)}


def drive(plan: Plan, client: Caller) -> Generator[Start | Chunk]:
    """Fetch a recording, and give what arrives.

    Args:
        plan: How.
        client: Who is asked for a fresh URL.
    """
    needs = fetch(plan)
    step: Callable[[Any], Any] = needs.send
    outcome: Any = None
    with closing(Line(plan.reach.verify, plan.ends)) as line:
        while True:
            try:
                need = step(outcome)
            except StopIteration:
                return
            step, outcome = needs.send, None
            if isinstance(need, Start | Chunk):
                yield need
            elif isinstance(need, Get):
                outcome = line.get(need)
            elif isinstance(need, Read):
                outcome = line.read()
            elif isinstance(need, Wait):
                time.sleep(need.seconds)
            else:
                try:
                    outcome = need.by(client)
                except AnyReachError as error:
                    step, outcome = needs.throw, error


async def drive_async(plan: Plan, client: AsyncCaller) -> AsyncGenerator[Start | Chunk]:
    """Fetch a recording, and give what arrives.

    Args:
        plan: How.
        client: Who is asked for a fresh URL.
    """
    import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

    needs = fetch(plan)
    step: Callable[[Any], Any] = needs.send
    outcome: Any = None
    async with aclosing(AsyncLine(plan.reach.verify, plan.ends)) as line:
        while True:
            try:
                need = step(outcome)
            except StopIteration:
                return
            step, outcome = needs.send, None
            if isinstance(need, Start | Chunk):
                yield need
            elif isinstance(need, Get):
                outcome = await line.get(need)
            elif isinstance(need, Read):
                outcome = await line.read()
            elif isinstance(need, Wait):
                await asyncio.sleep(need.seconds)
            else:
                try:
                    outcome = await need.by_async(client)
                except AnyReachError as error:
                    step, outcome = needs.throw, error


def data_of(events: Iterable[Start | Chunk]) -> Iterator[bytes]:
    """Give the bytes of what arrives."""
    return (event.data for event in events if isinstance(event, Chunk))


async def async_data_of(events: AsyncIterable[Start | Chunk]) -> AsyncGenerator[bytes]:
    """Give the bytes of what arrives."""
    async for event in events:
        if isinstance(event, Chunk):
            yield event.data


class Line:
    """The connection over which a recording comes: a new one for every request.

    Args:
        verify: What servers are verified with.
        ends: When all has to be over, by `time.monotonic()`.
    """

    def __init__(self, verify: Verify, ends: float) -> None:
        self._verify = verify
        self._ends = ends
        self._stream: httpcore.NetworkStream | None = None
        self._body: Generator[bytes] | None = None

    def get(self, need: Get) -> Head | Broken:
        """Send a request, and return the status and the headers of the answer."""
        self.close()
        sent = False
        token = deadline.set(self._ends)
        try:
            stream = self._dial(need.target)
            sent = True
            response = httpcore.HTTP11Connection(_origin(need.target), stream).handle_request(
                _request(need)
            )
            self._body = cast("Generator[bytes]", iter(cast("Any", response.stream)))
            outcome: Head | Broken | BaseException = Head(
                response.status, read_headers(response.headers)
            )
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _why(error, self._ends, sent=sent)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _dial(self, target: Target) -> httpcore.NetworkStream:
        self._stream = _connect(target)
        self._stream = self._secured(self._stream, target)
        return self._stream

    def _secured(self, stream: httpcore.NetworkStream, target: Target) -> httpcore.NetworkStream:
        if target.scheme == "http":
            return stream
        return stream.start_tls(_context(self._verify), target.host, _CONNECT_SECONDS)

    def read(self) -> Chunk | Broken:
        """Return the next bytes of the answer; none at its end."""
        token = deadline.set(self._ends)
        try:
            outcome: Chunk | Broken | BaseException = Chunk(
                next(cast("Generator[bytes]", self._body), b"")
            )
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _why(error, self._ends)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def close(self) -> None:
        """Close the connection, wherever its answer is."""
        if self._body is not None:
            self._body.close()
        if self._stream is not None:
            self._stream.close()
        self._body = self._stream = None


class AsyncLine:
    """The connection over which a recording comes: a new one for every request.

    Args:
        verify: What servers are verified with.
        ends: When all has to be over, by `time.monotonic()`.
    """

    def __init__(self, verify: Verify, ends: float) -> None:
        self._verify = verify
        self._ends = ends
        self._stream: httpcore.AsyncNetworkStream | None = None
        self._body: AsyncGenerator[bytes] | None = None

    async def get(self, need: Get) -> Head | Broken:
        """Send a request, and return the status and the headers of the answer."""
        await self.aclose()
        sent = False
        token = deadline.set(self._ends)
        try:
            async with self._time():
                stream = await self._dial(need.target)
                sent = True
                connection = httpcore.AsyncHTTP11Connection(_origin(need.target), stream)
                response = await connection.handle_async_request(_request(need))
                self._body = cast("AsyncGenerator[bytes]", aiter(cast("Any", response.stream)))
                outcome: Head | Broken | BaseException = Head(
                    response.status, read_headers(response.headers)
                )
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _why(error, self._ends, sent=sent)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _time(self) -> asyncio.Timeout:
        import asyncio  # noqa: PLC0415  slow to import, and not needed by sync clients

        return asyncio.timeout(self._ends - time.monotonic())

    async def _dial(self, target: Target) -> httpcore.AsyncNetworkStream:
        self._stream = await _connect_async(target)
        self._stream = await self._secured(self._stream, target)
        return self._stream

    async def _secured(
        self, stream: httpcore.AsyncNetworkStream, target: Target
    ) -> httpcore.AsyncNetworkStream:
        if target.scheme == "http":
            return stream
        return await stream.start_tls(_context(self._verify), target.host, _CONNECT_SECONDS)

    async def read(self) -> Chunk | Broken:
        """Return the next bytes of the answer; none at its end."""
        token = deadline.set(self._ends)
        try:
            async with self._time():
                outcome: Chunk | Broken | BaseException = Chunk(
                    await anext(cast("AsyncGenerator[bytes]", self._body), b"")
                )
        except BaseException as error:  # noqa: BLE001  what is no Exception is raised again below
            outcome = _why(error, self._ends)
        finally:
            deadline.reset(token)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def aclose(self) -> None:
        """Close the connection, wherever its answer is."""
        body, stream = self._body, self._stream
        self._body = self._stream = None
        try:
            if body is not None:
                await body.aclose()
        finally:  # closed even when the task is cancelled a second time
            if stream is not None:
                await stream.aclose()


def _connect(target: Target) -> httpcore.NetworkStream:
    """Connect to the first of a host's addresses that answers, when all of them may be dialled."""
    failure: Exception = httpcore.ConnectError()
    for address in _checked(target, addresses(target.host, target.port)):
        try:
            return Backend().connect_tcp(address, target.port, _CONNECT_SECONDS)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            failure = error
    raise failure


async def _connect_async(target: Target) -> httpcore.AsyncNetworkStream:
    failure: Exception = httpcore.ConnectError()
    for address in _checked(target, await _addresses(target.host, target.port)):
        try:
            return await AsyncBackend().connect_tcp(address, target.port, _CONNECT_SECONDS)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            failure = error
    raise failure


async def _addresses(host: str, port: int) -> list[str]:
    import asyncio  # noqa: PLC0415  as above

    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError from error
    return [str(info[4][0]) for info in found]


def _context(verify: Verify) -> ssl.SSLContext:
    context = ssl_context(verify)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _checked(target: Target, found: Sequence[str]) -> Sequence[str]:
    """Return the addresses of a host when every one of them may be dialled."""
    if target.forbids(found):
        problem = "its URL leads to an address that is not of the public Internet"
        raise RefusedError(Broken(problem, invalid=True, again=False, maybe_sent=False))
    return found


def _origin(target: Target) -> httpcore.Origin:
    return httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port)


def _request(need: Get) -> httpcore.Request:
    target = need.target
    headers = {"Host": target.authority, **_HEADERS, **need.headers}
    return httpcore.Request(
        "GET",
        httpcore.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode(),
        ),
        headers=list(headers.items()),
        extensions=_TIMEOUTS,
    )


def _why(error: BaseException, ends: float, *, sent: bool = True) -> Broken | BaseException:
    """Return what an exception means, without a word of where the recording is."""
    if isinstance(error, httpcore.ConnectError):
        cause = type(error.__cause__ or error).__name__
        return Broken(f"could not connect ({cause})", maybe_sent=False)
    outcome = explain(error, sent=sent)
    if isinstance(outcome, Broken) and outcome.timed_out and time.monotonic() < ends:
        outcome.problem = "its host said nothing for too long"
    return outcome
