"""Connect through a SOCKS5 proxy (RFC 1928, RFC 1929), which resolves the host's name.

Needs the extra `anyreach-client[socks]`. None of these bytes reach the server.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from socksio import socks5

from anyreach._secret import Secret
from anyreach._transport.connections.asyncio_dial import Socket
from anyreach._transport.exchange import left
from anyreach._transport.faults import SocksError

_METHOD: Final = socks5.SOCKS5AuthMethod
_CONNECT: Final = socks5.SOCKS5Command.CONNECT
_LONGEST: Final = 255  # characters of a name: one byte says how many
_ADDRESSES: Final = {b"\1": 4, b"\4": 16}  # bytes of an address, by its kind; a name has a length


async def pass_through(stream: Socket, proxy: Secret, host: str, port: int) -> None:
    """Ask a proxy to connect to a host.

    Args:
        stream: The connection to the proxy. Closed if the proxy refuses.
        proxy: The URL of the proxy.
        host: The host's name or address.
        port: Its port.

    Raises:
        SocksError: The proxy refuses.
        OSError: The proxy's reply is invalid or incomplete.
        TimeoutError: The proxy doesn't reply in time.
    """
    try:
        await _authenticate(stream, proxy)
        await _connect(stream, host, port)
    except BaseException:
        await stream.aclose()
        raise


async def _authenticate(stream: Socket, proxy: Secret) -> None:
    url = urlsplit(proxy.read())
    methods = [_METHOD.NO_AUTH_REQUIRED]
    if "@" in url.netloc:
        methods.append(_METHOD.USERNAME_PASSWORD)
    answer = await _ask(stream, socks5.SOCKS5AuthMethodsRequest(methods).dumps(), 2)
    if answer[1:] not in methods:
        raise SocksError(
            "the SOCKS proxy doesn't accept a user and password"
            if "@" in url.netloc
            else "the SOCKS proxy asks for credentials"
        )
    if answer[1:] == _METHOD.USERNAME_PASSWORD:
        request = socks5.SOCKS5UsernamePasswordRequest(
            unquote_to_bytes(url.username or ""), unquote_to_bytes(url.password or "")
        )
        if (await _ask(stream, request.dumps(), 2, version=1))[1]:
            raise SocksError("the SOCKS proxy refused: wrong user or password")


async def _connect(stream: Socket, host: str, port: int) -> None:
    if len(host) > _LONGEST:
        raise SocksError("the host's name is too long for a SOCKS proxy")
    request = socks5.SOCKS5CommandRequest.from_address(_CONNECT, (host, port))
    answer = await _ask(stream, request.dumps(), 4)
    if answer[1]:
        raise SocksError(f"the SOCKS proxy refused: {_reason(answer[1:2])}")
    kind = answer[3:]
    size = _ADDRESSES[kind] if kind in _ADDRESSES else (await _read(stream, 1))[0]
    await _read(stream, size + 2)  # where the proxy has connected from


def _reason(code: bytes) -> str:
    try:
        return socks5.SOCKS5ReplyCode(code).name.lower().replace("_", " ")
    except ValueError:
        return f"code {code[0]}"


async def _ask(stream: Socket, request: bytes, count: int, *, version: int = 5) -> bytes:
    """Send a message, and return this many bytes of the reply, after checking its version."""
    await stream.write(request, left())
    answer = await _read(stream, count)
    if answer[0] != version:
        raise OSError("the proxy doesn't speak SOCKS5")
    return answer


async def _read(stream: Socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = await stream.read(count - len(data), left())
        if not piece:
            raise OSError("the SOCKS proxy closed the connection")
        data += piece
    return data
