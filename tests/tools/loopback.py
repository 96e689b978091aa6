"""A real HTTP server on loopback that says, byte for byte, what a test wants it to say."""

import contextlib
import socketserver
import threading
from collections.abc import Callable, Generator, Iterable
from typing import cast


@contextlib.contextmanager
def serve(answer: Callable[[str], Iterable[bytes]]) -> Generator[str]:
    """Serve on a free port; `answer` turns a path into raw pieces of a response."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            with contextlib.suppress(OSError):  # the client has heard enough
                for piece in answer(path):
                    self.wfile.write(piece)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{cast('tuple[str, int]', server.server_address)[1]}"
        finally:
            server.shutdown()
            thread.join()


def response(body: bytes, status: str = "200 OK", *headers: str) -> Iterable[bytes]:
    """Make a complete, correct response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return ["\r\n".join([*lines, "", ""]).encode(), body]
