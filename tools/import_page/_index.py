"""The pages that an index, `llms.txt`, leads to: those of the API reference, one after another."""

import re
import time
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from tools.documents import DocumentError, decode, printable, read
from tools.import_page._page import Page, read_page

PAUSE = 1.0
"""Seconds between two requests."""

_LINK: Final = re.compile(r"\]\(\s*<?([^\s)>]+)")
_REFERENCE: Final = "/api-reference/"


class Followed(NamedTuple):
    """What an index led to."""

    pages: list[Page]
    lines: list[str]
    """Which page was taken, which was not, and why."""


def is_index(source: str) -> bool:
    """Tell an index from a page, by its name.

    Args:
        source: A path or an http(s) URL.
    """
    return urlsplit(source).path.rpartition("/")[2] == "llms.txt"


def follow(index: str) -> Followed:
    """Read the pages of the API reference that an index names, on its own host.

    Args:
        index: The http(s) URL of an `llms.txt`.

    Raises:
        DocumentError: It cannot be read, or no page of it has an operation.
    """
    name, data = read(index)
    if "://" not in name:
        raise DocumentError(f"{name}: an index is followed only from where it is published: a URL")
    pages: list[Page] = []
    lines: list[str] = []
    for url in dict.fromkeys(_links(decode(data, name), name)):
        shown = printable(url, 300)
        if why := _not_followed(url, name):
            lines.append(f"left   {shown}: {why}")
            continue
        time.sleep(PAUSE)
        try:
            pages.append(read_page(url))
        except DocumentError as error:
            lines.append(f"left   {printable(str(error), 600)}")
        else:
            lines.append(f"taken  {shown}: {printable(pages[-1].brings, 300)}")
    if not pages:
        raise DocumentError(f"{name}: leads to no page with an operation")
    return Followed(pages, lines)


def _links(text: str, base: str) -> Iterator[str]:
    """Yield the absolute URLs of the pages, each as Markdown, without what is after it."""
    for link in _LINK.findall(text):
        url = urljoin(base, link).partition("#")[0].partition("?")[0]
        yield url if "." in url.rpartition("/")[2] else f"{url}.md"


def _not_followed(url: str, index: str) -> str | None:
    if urlsplit(url)[:2] != urlsplit(index)[:2]:
        return "is on another host"
    return None if _REFERENCE in url else "is not in the API reference"
