"""The fake's HTTP: requests, responses, the API's errors, and a server on loopback.

The server builds on the standard library. It also closes everything at the end of its block, prints
nothing, and sends each response in one write.
"""

from __future__ import annotations

import gzip
import json
import re
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import responses
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

Sent: TypeAlias = tuple[int, Mapping[str, str], bytes]
Handler: TypeAlias = Callable[[str, str, Mapping[str, str], bytes], Sent]

JSON: Final = "application/json"
_GZIP: Final = re.compile(r"(^|[\s,])gzip\s*($|,|;\s*q=(1|0\.0*[1-9]))", re.IGNORECASE)


class ReceivedRequest(NamedTuple):
    """A request that the fake received.

    Attributes:
        method: The HTTP method, such as `GET`.
        path: The path as sent, percent-encoded, without the query.
        headers: The names of the headers, in lower case, without their values.
    """

    method: str
    path: str
    headers: frozenset[str]


class Request(NamedTuple):
    """A parsed request.

    Attributes:
        method: The HTTP method.
        path: The path, percent-encoded.
        query: The query, without the question mark.
        headers: The headers, with names in lower case.
        body: The body.
        recordings: The base URL of the recordings; None in process.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    recordings: str | None

    @property
    def is_json(self) -> bool:
        """Whether the body is declared as JSON."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON


class Answer(NamedTuple):
    """A response to send.

    Attributes:
        status: The HTTP status.
        document: A JSON value; bytes for other media types.
        headers: Headers to add to those of every response.
        media_type: The media type; empty for a response without content.
    """

    status: int
    document: Any
    headers: Mapping[str, str] = {}
    media_type: str = JSON

    def encode(self, request: Request) -> Sent:
        """Return the status, the headers and the content to send."""
        sent = {"content-type": self.media_type} if self.media_type else {}
        content = self.document if isinstance(self.document, bytes) else to_json(self.document)
        if not self.media_type:
            content = b""
        if content and _GZIP.search(request.headers.get("accept-encoding", "")):
            content = gzip.compress(content, compresslevel=1, mtime=0)
            sent["content-encoding"] = "gzip"
        sent["content-length"] = str(len(content))
        return self.status, {**sent, **self.headers}, content


def error(
    status: int, detail: str | list[Any] | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return an error with a detail, which defaults to the status's reason phrase."""
    if detail is None:
        detail = responses.get(status, "Error")
    return Answer(status, {"detail": detail}, headers or {})


def refusal(problem: str, *place: str | int) -> Answer:
    """Return a 422 as FastAPI does: its detail is a list. The rejected value is left out."""
    return error(422, [{"type": "value_error", "loc": list(place), "msg": problem}])


def to_json(document: Any) -> bytes:
    """Encode JSON (RFC 8259).

    Raises:
        TypeError: The document has a type that JSON doesn't support.
        ValueError: A number or string in the document is not valid JSON.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def parse_json(text: str) -> Any:
    """Decode JSON (RFC 8259).

    Raises:
        ValueError: The text is not JSON, or can't be encoded again.
    """
    try:
        document = json.loads(text, parse_constant=_refuse)
        to_json(document)
    except RecursionError:
        raise ValueError("expected JSON of fewer levels") from None
    return document


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("expected JSON")


@contextmanager
def serve(handler: Handler) -> Generator[str]:
    """Serve on a free port of 127.0.0.1 inside a `with` block, and yield the base URL.

    Args:
        handler: The same as for the client's `handler_transport`. Takes the method, the target, the
            headers in lower case and the body; returns the status, the headers and the body. If it
            raises `ConnectionError`, the connection is closed without a response.
    """
    with _Server(handler) as server:
        accepting = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True
        )
        accepting.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            # while the interpreter exits, threads are frozen: waiting would never end
            if not sys.is_finalizing():  # pragma: no branch  also runs after the measuring
                server.shutdown()
                accepting.join()
                server.hang_up()


class _Server(socketserver.ThreadingTCPServer):
    request_queue_size = 128  # an app's whole pool can connect at once

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self._open: dict[socket.socket, threading.Thread] = {}
        super().__init__(("127.0.0.1", 0), _Connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in its own thread, and keep track of it."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._open[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        """Close and forget a connection."""
        super().shutdown_request(request)
        del self._open[request]

    def hang_up(self) -> None:
        """Close every connection, including idle ones, and wait for their threads."""
        for connection, thread in list(self._open.items()):
            with suppress(OSError):  # the client may have closed it first
                connection.shutdown(socket.SHUT_RDWR)
            thread.join()


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the client's delayed ACK costs 40 ms a call
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  only _Server creates it

    def handle(self) -> None:
        with suppress(ConnectionError):  # either side may close at any time
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
        """Reject invalid HTTP and unknown methods with an error in the API's format."""
        del message, explain  # they repeat the request
        body = json.dumps({"detail": responses[code]}).encode()
        self.close_connection = True
        self._send(code, {"content-type": JSON, "content-length": str(len(body))}, body)

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
