"""Files for the knowledge base, on real sockets: streamed, repeated, and without the token."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from anyreach import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    ConfigurationError,
    JobFailedError,
)
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.models import KnowledgeBaseSourceUpload
from anyreach.testing import no_waiting
from tests.overlay.servers import Answer, Server, response, serve
from tests.overlay.talk import URL, Api, Talk, both

CONTENT = bytes(range(256)) * 1_000


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Nothing here takes time."""
    with no_waiting():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of 256,000 bytes."""
    path = tmp_path / "prices.pdf"
    path.write_bytes(CONTENT)
    return path


def source(url: str | None = None, **more: Any) -> dict[str, Any]:
    """A source that was created."""
    return {"id": "src_1", "file_upload_status": "PENDING", "presigned_url": url, **more}


def upload(talk: Talk, url: str, path: Path, **options: Any) -> KnowledgeBaseSourceUpload:
    """Upload a file."""
    client = {"max_retries": 3, **options.pop("client", {})}
    given = {"chunking_strategy": "fixed", **options}
    made = talk(url, lambda it: it.knowledge_base.upload(path, **given), **client)
    assert isinstance(made, KnowledgeBaseSourceUpload)
    return made


def taking(host: Server, status: int = 200) -> Answer:
    """Read a whole file, add it to the host's request, and answer."""

    def take(peer: socket.socket) -> None:
        head, _, body = host.requests[-1].partition(b"\r\n\r\n")
        while len(body) < len(CONTENT):
            body += peer.recv(65_536)
        host.requests[-1] = head + b"\r\n\r\n" + body
        peer.sendall(response(status))

    return take


@both
def test_a_file_goes_to_the_presigned_url(talk: Talk, file: Path) -> None:
    """The host gets the file and its media type; of us nothing: no token, cookie or name."""
    with serve(b"") as host:
        host.answers[:] = [taking(host)]
        made = source(f"{host.url}/a%2Fb?sig=%41+&x", content_type="application/pdf")
        with serve(response(200, [made])) as api:
            assert upload(talk, api.url, file).id == "src_1"
    head, _, body = host.requests[0].partition(b"\r\n\r\n")
    assert body == CONTENT
    assert head.decode().splitlines() == [
        "PUT /a%2Fb?sig=%41+&x HTTP/1.1",
        f"Host: 127.0.0.1:{host.port}",
        "Content-Type: application/pdf",
        f"Content-Length: {len(CONTENT)}",
        "Accept: */*",
        "Connection: close",
        "User-Agent: python",
    ]
    assert len(api.requests) == 1


@both
def test_what_is_created(talk: Talk, file: Path) -> None:
    """The source is created with the file's name and size, or with the name that is given."""
    api = Api([source(file_upload_status="COMPLETE")])
    upload(talk, URL, file, client={"transport": api.transport})
    upload(talk, URL, file, name="Prices", client={"transport": api.transport})
    assert api.asked == [("POST", "/knowledge-base/sources")] * 2
    first, second = [body[0] for body in api.bodies]
    assert first == {
        "name": "prices.pdf",
        "type": "FILE",
        "chunking_strategy": "fixed",
        "file_size": len(CONTENT),
    }
    assert second["name"] == "Prices"


@both
def test_a_broken_upload_begins_again(talk: Talk, file: Path) -> None:
    """A host that goes away, or is busy, gets the whole file again."""
    with serve(b"") as host:
        host.answers[:] = [socket.socket.close, taking(host, 503), taking(host)]
        with serve(response(200, [source(host.url)])) as api:
            upload(talk, api.url, file)
    assert [request.endswith(CONTENT) for request in host.requests] == [False, True, True]
    assert len(api.requests) == 1


@both
@pytest.mark.parametrize("status", [403, 302])
def test_a_host_that_refuses(talk: Talk, file: Path, status: int) -> None:
    """A refusal is an error with its status, and without the URL; a redirect is one, too."""
    with serve(b"") as host:
        host.answers[:] = [taking(host, status)]
        api = serve(response(200, [source(f"{host.url}/secret")]))
        with api as api_server, pytest.raises(APIStatusError) as caught:
            upload(talk, api_server.url, file)
    assert caught.value.status_code == status
    assert str(caught.value) == f"upload: {status}: its host rejects the file"
    assert len(host.requests) == 1


@both
def test_a_host_that_stays_away(talk: Talk, file: Path) -> None:
    """A host that never answers is an error of the connection after all attempts."""
    with (
        serve(socket.socket.close) as host,
        serve(response(200, [source(host.url)])) as api,
        pytest.raises(APIConnectionError) as caught,
    ):
        upload(talk, api.url, file)
    assert (caught.value.operation, caught.value.attempts) == ("upload", 4)
    assert re.search(r"127|secret", str(caught.value)) is None


@both
@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://example.com/x", "does not start with https"),
        ("https://10.0.0.1/x", "not public"),
        ("https://me@example.com/", "user info"),
    ],
)
def test_a_url_that_is_refused(talk: Talk, file: Path, url: str, problem: str) -> None:
    """A URL is held to the policy of recordings, and nothing is sent there."""
    api = Api([source(url)])
    with pytest.raises(APIResponseValidationError, match=problem) as caught:
        upload(talk, URL, file, client={"transport": api.transport})
    assert caught.value.operation == "upload"
    assert not caught.value.maybe_sent
    assert len(api.asked) == 1


@both
@pytest.mark.parametrize(
    ("answer", "kind", "problem"),
    [
        ([], APIResponseValidationError, "exactly one source"),
        ([source(), source()], APIResponseValidationError, "exactly one source"),
        ([source()], APIResponseValidationError, "no presigned_url"),
        ([source("", file_upload_status="FAILED")], JobFailedError, "the upload failed"),
    ],
)
def test_answers_without_a_place(
    talk: Talk, file: Path, answer: Any, kind: type[Exception], problem: str
) -> None:
    """An answer that names no place to upload to is an error."""
    with pytest.raises(kind, match=problem):
        upload(talk, URL, file, client={"transport": Api(answer).transport})


@both
def test_arguments_are_checked_first(talk: Talk, file: Path) -> None:
    """A file that is not there, or an argument that cannot be sent, costs no request."""
    api = Api([])
    client = {"transport": api.transport}
    wrong: list[tuple[type[Exception], Callable[[], Any]]] = [
        (FileNotFoundError, lambda: upload(talk, URL, file.parent / "none", client=client)),
        (ConfigurationError, lambda: upload(talk, URL, file, chunking_strategy="", client=client)),
        (ConfigurationError, lambda: upload(talk, URL, file, name="", client=client)),
        (ConfigurationError, lambda: upload(talk, URL, file, timeout=0, client=client)),
    ]
    for kind, do in wrong:
        with pytest.raises(kind):
            do()
    assert api.asked == []


@both
def test_a_transport_of_the_app_uploads_too(talk: Talk, file: Path) -> None:
    """Through `transport=` the file goes to its host as well, whole and without the token."""
    asked: list[tuple[str, str, bytes]] = []

    def answer(
        method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        if method == "POST":
            made = [source("https://files.example/x?sig=1")]
            return 200, {}, json.dumps(made).encode()
        assert "authorization" not in headers
        assert headers["host"] == "files.example"
        asked.append((method, target, body))
        return 204, {}, b""

    upload(talk, URL, file, client={"transport": handler_transport(answer)})
    assert asked == [("PUT", "/x?sig=1", CONTENT)]
