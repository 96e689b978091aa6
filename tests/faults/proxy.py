"""A proxy that tunnels, by HTTP or SOCKS: to where it is asked to, or as badly as proxies do."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterator, Sequence
from typing import Final

HERE: Final = "127.0.0.1"
_SOCKS_OPEN: Final = b"\5\0\0\1" + bytes(6)
_PIECE: Final = 64 * 1024

CONNECTS: Final = {
    "407": b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
    b"Content-Length: 0\r\n\r\n",
    "403": b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    "502": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
    "closed": b"",
    "stalled": b"",
    "TLS closed": b"HTTP/1.1 200 Connection established\r\n\r\n",
    "TLS stalled": b"HTTP/1.1 200 Connection established\r\n\r\n",
}
"""What a proxy says that does not tunnel, by name; one that is stalled stays on the line."""


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection as a crash does."""
    peer: socket.socket = writer.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Proxy:
    """A proxy for one run after the other.

    Attributes:
        tunnels: How many tunnels it was asked for in this run.
    """

    tunnels: int
    _faults: Iterator[str]

    async def open(self) -> int:
        """Start to listen, and return the port."""
        self._server = await asyncio.start_server(self._serve, HERE, 0, backlog=256)
        return int(self._server.sockets[0].getsockname()[1])

    def begin(self, faults: Sequence[str]) -> None:
        """Begin a run, in which the first requests are answered with these faults."""
        self.tunnels = 0
        self._faults = iter(faults)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await reader.readexactly(1)
            self.tunnels += 1
            if first == b"\5":
                await _tunnel(await _greet(reader, writer), reader, writer, _SOCKS_OPEN)
                return
            asked = await reader.readuntil(b"\r\n\r\n")
            fault = next(self._faults, None)
            if fault is None:
                port = int(asked.split(b" ")[1].rpartition(b":")[2])
                await _tunnel(port, reader, writer, CONNECTS["TLS closed"])
                return
            writer.write(CONNECTS[fault])
            if fault.endswith("stalled"):
                while await reader.read(_PIECE):
                    pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the caller went away, as it may
        finally:
            writer.close()


async def _greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
    """Return the port that a client of SOCKS asks for, after its first byte (RFC 1928)."""
    await reader.readexactly((await reader.readexactly(1))[0])
    writer.write(b"\5\0")
    request = await reader.readexactly(10)  # the address is one of IPv4
    return int.from_bytes(request[8:], "big")


async def _tunnel(
    port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, said: bytes
) -> None:
    upstream_reader, upstream_writer = await asyncio.open_connection(HERE, port)
    writer.write(said)
    await asyncio.gather(_pump(reader, upstream_writer), _pump(upstream_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_PIECE):
            writer.write(data)
            await writer.drain()
        writer.close()
    except OSError:
        reset(writer)
