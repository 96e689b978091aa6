"""Serve every request with the same bytes, from a separate process.

The server does as little as possible, so that the client is measured. `python -m bench._server`
reads the body from standard input and prints its port.
"""

import contextlib
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Generator


@contextlib.contextmanager
def serving(body: bytes, certificate: str | None = None) -> Generator[str]:
    """Serve until the context ends; yields the URL.

    Args:
        body: The body of every response.
        certificate: A PEM file with a key and its certificate, for https; None for http.
    """
    command = [sys.executable, "-m", "bench._server", *([certificate] if certificate else [])]
    with subprocess.Popen(  # noqa: S603 -- this very module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None  # noqa: S101 -- it is a pipe
        assert process.stdout is not None  # noqa: S101 -- likewise
        process.stdin.write(body)
        process.stdin.close()
        port = int(process.stdout.readline())
        try:
            yield f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
        finally:
            process.terminate()


def _main(certificate: str | None = None) -> None:
    body = sys.stdin.buffer.read()
    answer = (
        b"HTTP/1.1 200 OK\r\n"
        b"date: Mon, 02 Mar 2026 08:18:11 GMT\r\n"
        b"server: uvicorn\r\n"
        b"content-type: application/json\r\n"
        b"content-length: %d\r\n\r\n%b" % (len(body), body)
    )
    context: ssl.SSLContext | None = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        peer, _ = listener.accept()
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_serve, args=(peer, context, answer), daemon=True).start()


def _serve(peer: socket.socket, context: ssl.SSLContext | None, answer: bytes) -> None:
    with contextlib.suppress(OSError):  # the client disconnected
        if context is not None:
            peer = context.wrap_socket(peer, server_side=True)
        with peer:
            request = b""
            while received := peer.recv(65_536):
                request += received
                if request.endswith(b"\r\n\r\n"):  # a GET has no body
                    peer.sendall(answer)
                    request = b""


if __name__ == "__main__":
    _main(*sys.argv[1:])
