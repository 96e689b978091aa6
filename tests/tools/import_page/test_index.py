"""An index, llms.txt, stands for the pages of the API reference that it names."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.tools.import_page.house import BASE, House
from tools.import_page import _index

INDEX = """# Docs

- [Get a pet](/api-reference/pets/get)
- [Again](/api-reference/pets/get.md#section): the same
- [Overview](/api-reference/pets/overview.md): a guide
- [Gone](/api-reference/pets/gone.md)
- [Start](/getting-started.md)
- [Elsewhere](http://other.example/api-reference/a.md)
"""


class Site:
    """A site of documentation, and what was asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.at_once = 0
        self.url = ""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Generator[Site]:
    """Serve a site on loopback, and follow its index without a pause."""
    monkeypatch.setattr(_index, "PAUSE", 0)
    site = Site()
    going_on = threading.Semaphore(1)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not going_on.acquire(blocking=False):
                site.at_once += 1
            site.asked.append((self.path, self.headers["User-Agent"]))
            page = site.pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.send_header("Content-Length", str(len(page or b"")))
            self.end_headers()
            self.wfile.write(page or b"")
            going_on.release()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base names it
            del format, args

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        site.url = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()
        thread.join()


def test_the_pages_of_the_reference_are_taken(house: House, site: Site) -> None:
    """Each is asked for once, one at a time, by a client that names itself; the rest is listed."""
    site.pages = {
        "/llms.txt": INDEX.encode(),
        "/api-reference/pets/get.md": Path(house.page(BASE)).read_bytes(),
        "/api-reference/pets/overview.md": b"# Pets\n",
    }
    assert house.run(f"{site.url}/llms.txt") == 0
    no_fence = (
        "has no ````yaml /openapi.json METHOD PATH fence"
        " (documents need a name in .json, .yaml, .yml)"
    )
    reference = f"{site.url}/api-reference/pets"
    assert house.out[:5] == [
        f"skipped {site.url}/getting-started.md: is not in the API reference",
        "skipped http://other.example/api-reference/a.md: is on another host",
        f"taken   {reference}/get.md: GET /pets/{{id}}",
        f"skipped {reference}/overview.md: {no_fence}",
        f"skipped {reference}/gone.md: the server returned 404",
    ]
    assert house.out[5] == f"{reference}/get.md: GET /pets/{{id}}: 9 added"
    assert [path for path, _ in site.asked] == [
        "/llms.txt",
        "/api-reference/pets/get.md",
        "/api-reference/pets/overview.md",
        "/api-reference/pets/gone.md",
    ]
    assert {agent for _, agent in site.asked} == {"anyreach-client/import"}
    assert site.at_once == 0


def test_an_index_without_pages_is_refused(house: House, site: Site) -> None:
    """Nothing is written, and it says why."""
    site.pages = {"/llms.txt": b"[Start](/start.md)"}
    assert house.refuses(f"{site.url}/llms.txt") == (
        f"{site.url}/llms.txt: has no links to API reference pages"
    )


def test_an_index_is_followed_from_its_url(house: House, tmp_path: Path) -> None:
    """A copy does not say where its pages are."""
    (tmp_path / "llms.txt").write_text(INDEX)
    assert "pass the index as the URL where it is published" in house.refuses(
        str(tmp_path / "llms.txt")
    )
