"""Resolve a host, and order its addresses for connecting (RFC 8305)."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from itertools import zip_longest
from threading import Thread
from typing import Final, TypeAlias, cast

from anyreach._transport.http_types import Broken, RefusedError

Check: TypeAlias = Callable[[Sequence[str]], None]
Info: TypeAlias = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str | int, ...]]

DELAY: Final = 0.25  # seconds until the next address is dialled, too (RFC 8305, section 5)


def look_up(host: str, port: int, deliver: Callable[[list[Info] | BaseException], object]) -> None:
    """Resolve a host in a daemon thread, which can be left behind.

    `getaddrinfo` can't be interrupted, and asyncio's own thread for it delays the end of
    `asyncio.run`.

    Args:
        host: Its name, or its address.
        port: The port.
        deliver: Called in the thread with the addresses or the error.
    """

    def work() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except BaseException as error:  # noqa: BLE001  raised where the addresses are wanted
            deliver(error)
        else:
            deliver(cast("list[Info]", found))

    try:
        Thread(target=work, name="anyreach-dns", daemon=True).start()
    except RuntimeError:  # there are too many, or the process is about to end
        work()


def addresses(found: Sequence[Info]) -> list[str]:
    """Return only the addresses."""
    return [str(info[4][0]) for info in found]


def interleaved(found: Sequence[Info]) -> list[Info]:
    """Return the addresses with alternating families, so that a dead family costs little."""
    first = [info for info in found if info[0] == found[0][0]]
    others = [info for info in found if info[0] != found[0][0]]
    return [info for pair in zip_longest(first, others) for info in pair if info is not None]


def only_here(found: Sequence[str]) -> None:
    """Reject a host other than this machine: over http:// anyone could read the token.

    Raises:
        RefusedError: One of the addresses is not on this machine.
    """
    if not all(ipaddress.ip_address(address).is_loopback for address in found):
        why = "http:// is only for this machine's own addresses, and the host has another one"
        raise RefusedError(Broken(why, maybe_sent=False, again=False))
