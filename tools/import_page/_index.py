"""Read the API reference pages that an `llms.txt` links to, one at a time."""

import re
import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from tools.documents import DocumentError, decode, printable, read
from tools.import_page._page import Page, read_page

PAUSE = 1.0
"""Seconds between two requests."""

_LINK: Final = re.compile(r"\]\(\s*<?([^\s)>]+)")
_REFERENCE: Final = "/api-reference/"


def is_index(source: str) -> bool:
    """Return whether a source is an index, by its name.

    Args:
        source: A path or an http(s) URL.
    """
    return urlsplit(source).path.rpartition("/")[2] == "llms.txt"


def follow(index: str, lines: list[str]) -> Iterator[Page]:
    """Read the API reference pages that an index links to on its own host.

    Args:
        index: The http(s) URL of an `llms.txt`.
        lines: Receives a line for each page: taken, or skipped and why.

    Raises:
        DocumentError: The index can't be read, or links to no API reference page.
    """
    return (page for url in _pages(*read(index), lines) if (page := _page(url, lines)))


def _pages(name: str, data: bytes, lines: list[str]) -> list[str]:
    """Return the URLs of the pages to read, and note the skipped ones."""
    if "://" not in name:
        raise DocumentError(f"{name}: pass the index as the URL where it is published")
    left = {url: _not_followed(url, name) for url in _links(decode(data, name), name)}
    lines += [f"skipped {printable(url, 300)}: {why}" for url, why in left.items() if why]
    if all(left.values()):
        raise DocumentError(f"{name}: has no links to API reference pages")
    return [url for url, why in left.items() if not why]


def _page(url: str, lines: list[str]) -> Page | None:
    """Read a page, and note that it was taken, or why it was skipped."""
    time.sleep(PAUSE)
    try:
        return _taken(read_page(url), lines)
    except DocumentError as error:  # pragma: no cover  run, but CPython 3.11 lost its trace
        lines.append(f"skipped {printable(str(error), 600)}")
        return None


def _taken(page: Page, lines: list[str]) -> Page:
    lines.append(f"taken   {page.name}: {printable(page.brings, 300)}")
    return page


def _links(text: str, base: str) -> Iterator[str]:
    """Yield the pages' absolute Markdown URLs, without query and fragment."""
    for link in _LINK.findall(text):
        url = urljoin(base, link).partition("#")[0].partition("?")[0]
        yield url if "." in url.rpartition("/")[2] else f"{url}.md"


def _not_followed(url: str, index: str) -> str | None:
    if urlsplit(url)[:2] != urlsplit(index)[:2]:
        return "is on another host"
    return None if _REFERENCE in url else "is not in the API reference"
