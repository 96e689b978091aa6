"""A handler as an HTTP/1.1 server on loopback, gone with all its connections when its block ends.

The standard library has the parts; what is added here is that nothing outlives the block, nothing
is printed, and an answer leaves in one piece.
"""

from __future__ import annotations

import json
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import responses
from http.server import BaseHTTPRequestHandler
from typing import Any, TypeAlias

Handler: TypeAlias = Callable[
    [str, str, Mapping[str, str], bytes], tuple[int, Mapping[str, str], bytes]
]


@contextmanager
def serve(handler: Handler) -> Generator[str]:
    """Serve on a free port of 127.0.0.1 for the length of the block, and yield the base URL.

    Args:
        handler: As `handler_transport` of the client takes it: is given the method, the target, the
            headers in lower case and the body; returns the status, the headers and the body.
    """
    with _Server(handler) as server:
        accepting = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True
        )
        accepting.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            # at the interpreter's end the threads stand still already: waiting would never end
            if not sys.is_finalizing():  # pragma: no branch  after the end of measuring, too
                server.shutdown()
                accepting.join()
                server.hang_up()


class _Server(socketserver.ThreadingTCPServer):
    request_queue_size = 128  # an app's whole pool may connect at once

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self._open: dict[socket.socket, threading.Thread] = {}
        super().__init__(("127.0.0.1", 0), _Connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own, which can be found again."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._open[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection once it is closed."""
        super().shutdown_request(request)
        del self._open[request]

    def hang_up(self) -> None:
        """End every connection, idle ones too, and wait for their threads."""
        for connection, thread in list(self._open.items()):
            with suppress(OSError):  # the client may have been faster
                connection.shutdown(socket.SHUT_RDWR)
            thread.join()


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the client's delayed ACK costs 40 ms a call
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  no other makes it

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client may leave when it likes
            super().handle()

    def _answer(self) -> None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers or not length.isdecimal():
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(length))
        self._send(*self.server.handler(self.command, self.path, headers, body))

    do_DELETE = do_GET = do_HEAD = do_OPTIONS = do_PATCH = _answer  # noqa: N815
    do_POST = do_PUT = do_TRACE = _answer  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is not HTTP, or an unknown method, in the API's own form."""
        del message, explain  # they repeat what was sent
        body = json.dumps({"detail": responses[code]}).encode()
        self.close_connection = True
        self._send(
            code, {"content-type": "application/json", "content-length": str(len(body))}, body
        )

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        lines = [
            f"HTTP/1.1 {status} {responses.get(status, '')}",
            f"date: {self.date_time_string()}",
        ]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if self.close_connection:
            lines.append("connection: close")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        self.wfile.write(head if self.command == "HEAD" else head + body)
