"""The bytes behind an http(s) URL: capped in size, in redirects and in time."""

import asyncio
from http import HTTPStatus
from typing import Final

import httpx

from tools.documents._errors import DocumentError, printable
from tools.documents._values import LONGEST_NAME, MAX_BYTES

_HEADERS: Final = {
    "Accept-Encoding": "identity",  # unpacked, a kilobyte can become a gigabyte in one step
    "User-Agent": "anyreach-client/import",
}
_SECONDS = 30.0
_REDIRECTS = 5


def fetch(source: str) -> tuple[str, bytes]:
    """Fetch a URL.

    Args:
        source: The URL, without credentials.

    Returns:
        The URL without its query, and what is there: of more than `MAX_BYTES`, the first part.

    Raises:
        DocumentError: It cannot be fetched in 30 seconds, or is a URL of another kind.
    """
    url = _url(source)
    name = printable(str(url.copy_with(userinfo=b"", query=None, fragment=None)), LONGEST_NAME)
    if problem := _problem(url):
        raise DocumentError(f"{name}: {problem}")
    return name, asyncio.run(_fetch(url, name))


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
            break
    return bytes(body)
