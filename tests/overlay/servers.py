"""A raw-socket HTTP server on loopback, that says exactly the bytes a test gives it."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Generator
from typing import Any

import trustme

Answer = bytes | Callable[[socket.socket], None]


class Server:
    """Reads requests, and gives to each the next of its answers; the last one again and again.

    An answer of bytes leaves the connection open for the next request; a callable is given the
    socket, says what it likes, and the connection is closed after it. It may call `finished.wait`
    to hold its peer until the test is over. With `tls` it speaks https.
    """

    def __init__(self, *answers: Answer, tls: ssl.SSLContext | None = None) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.connections = 0
        self.finished = threading.Event()
        self._lock = threading.Lock()
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.open: set[socket.socket] = set()
        self.port = self._listener.getsockname()[1]
        self.url = f"http{'' if tls is None else 's'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop, and close every connection."""
        self.finished.set()
        # shutdown wakes the accepting thread; close alone leaves it waiting
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for peer in self.open:
                with contextlib.suppress(OSError):
                    peer.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self.finished.is_set():
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with self._lock:
            self.open.add(peer)
        try:
            if self._tls is not None:
                peer = self._tls.wrap_socket(peer, server_side=True)
            with peer:
                while (request := self.read(peer)) is not None:
                    with self._lock:
                        self.requests.append(request)
                        last = len(self.answers) == 1
                        answer = self.answers[0] if last else self.answers.pop(0)
                    if callable(answer):
                        answer(peer)
                        return
                    peer.sendall(answer)
        except OSError:
            return  # the client went away, as many tests make it
        finally:
            with self._lock:
                self.open.discard(peer)

    def read(self, peer: socket.socket) -> bytes | None:
        """Return the head of the next request; None when there is none."""
        data = b""
        while b"\r\n\r\n" not in data:
            received = peer.recv(65536)
            if not received:
                return None
            data += received
        return data


@contextlib.contextmanager
def serve(*answers: Answer, tls: ssl.SSLContext | None = None) -> Generator[Server]:
    """Run a server that gives these answers, one per request."""
    server = Server(*answers, tls=tls)
    try:
        yield server
    finally:
        server.close()


def response(status: int = 200, body: bytes | Any = b"", *headers: str) -> bytes:
    """Return an HTTP/1.1 answer with a right Content-Length; what is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + content


def certified(name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return what a server proves with that it is `name`, and what a client verifies it with."""
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(server)  # pyright: ignore[reportUnknownMemberType]
    client = ssl.create_default_context()
    authority.configure_trust(client)  # pyright: ignore[reportUnknownMemberType]
    return server, client
