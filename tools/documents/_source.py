"""The bytes behind a path or an http(s) URL: capped in size, and for a URL in time."""

import asyncio
import re
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple

import httpx

from tools.documents._errors import DocumentError, printable

MAX_BYTES: Final = 32 * 2**20
"""Contracts of very large APIs have a third of it."""

_HEADERS: Final = {
    "Accept-Encoding": "identity",  # unpacked, a kilobyte can become a gigabyte in one step
    "User-Agent": "anyreach-client/import",
}
_SECONDS = 30.0
_REDIRECTS = 5
_LONGEST_NAME = 8_000  # never cut by a system's own limits: the suffix has a meaning


class Source(NamedTuple):
    """What was read, and what to call it."""

    name: str
    """The path, or the URL without its query: a query may hold a secret."""
    data: bytes


def read(source: str) -> Source:
    """Read a file or an http(s) URL.

    Args:
        source: The path of a file, or a URL without credentials.

    Returns:
        Its name, as errors call it, and its bytes.

    Raises:
        DocumentError: It cannot be read, is larger than `MAX_BYTES`, takes longer than 30 seconds
            to fetch, or is a URL of another kind.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source):
        url = _url(source)
        bare = url.copy_with(userinfo=b"", query=None, fragment=None)
        name = printable(str(bare), _LONGEST_NAME)
        if problem := _problem(url):
            raise DocumentError(f"{name}: {problem}")
        return Source(name, asyncio.run(_fetch(url, name)))
    name = printable(source, _LONGEST_NAME)
    return Source(name, _file(source, name))


def _file(path: str, name: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise DocumentError(f"{name}: cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise DocumentError(_too_large(name))
    return data


def _too_large(name: str) -> str:
    return f"{name}: larger than {MAX_BYTES // 2**20} MiB"


def _url(source: str) -> httpx.URL:
    try:
        return httpx.URL(source)
    except httpx.InvalidURL:
        raise DocumentError(f"{source.partition(':')[0]}://…: is not a URL") from None


def _problem(url: httpx.URL) -> str | None:
    if url.scheme not in {"http", "https"} or not url.host:
        return "only http and https URLs are read"
    if url.userinfo:
        return "a URL with credentials is not read"
    return None


async def _fetch(url: httpx.URL, name: str) -> bytes:
    try:
        # httpx times single socket operations only; a total deadline has to come from outside.
        async with asyncio.timeout(_SECONDS), httpx.AsyncClient(timeout=_SECONDS) as client:
            return await _follow(client, url, name)
    except (TimeoutError, httpx.TimeoutException):
        raise DocumentError(f"{name}: not fetched within {_SECONDS:g} seconds") from None
    except httpx.HTTPError as error:
        reason = printable(str(error), 200) or type(error).__name__
        raise DocumentError(f"{name}: cannot be fetched: {reason}") from None


async def _follow(client: httpx.AsyncClient, url: httpx.URL, name: str) -> bytes:
    """Follow redirects by hand: httpx would read, and unpack, the body of each of them."""
    request = client.build_request("GET", url, headers=_HEADERS)
    for _ in range(_REDIRECTS + 1):
        response = await client.send(request, stream=True)
        try:
            if response.next_request is None:
                return await _body(response, name)
            request = response.next_request
            problem = _problem(request.url)
            if problem is None and (url.scheme, request.url.scheme) == ("https", "http"):
                problem = "not from https to http"
            if problem is not None:
                raise DocumentError(f"{name}: redirects, but {problem}")
        finally:
            await response.aclose()
    raise DocumentError(f"{name}: more than {_REDIRECTS} redirects")


async def _body(response: httpx.Response, name: str) -> bytes:
    if response.status_code != HTTPStatus.OK:
        raise DocumentError(f"{name}: the server answered {response.status_code}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise DocumentError(f"{name}: came compressed, which was not asked for")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise DocumentError(_too_large(name))
    return bytes(body)
