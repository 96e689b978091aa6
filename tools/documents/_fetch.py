"""Fetch an http(s) URL with limits on size, redirects and time."""

import asyncio
from http import HTTPStatus
from typing import Final

import httpx

from tools.documents._errors import DocumentError, printable
from tools.documents._values import LONGEST_NAME, MAX_BYTES

_HEADERS: Final = {
    "Accept-Encoding": "identity",  # one decompressed kilobyte can become a gigabyte
    "User-Agent": "anyreach-client/import",
}
_SECONDS = 30.0
_REDIRECTS = 5


def fetch(source: str) -> tuple[str, bytes]:
    """Fetch a URL.

    Args:
        source: The URL, without credentials.

    Returns:
        The URL without its query, and its content; only the first part if larger than `MAX_BYTES`.

    Raises:
        DocumentError: The URL can't be fetched in 30 seconds, or is not http(s).
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
        raise DocumentError(f"{source.partition(':')[0]}://…: not a valid URL") from None


def _problem(url: httpx.URL) -> str | None:
    if url.scheme not in {"http", "https"} or not url.host:
        return "only http and https URLs are supported"
    if url.userinfo:
        return "remove the credentials from the URL"
    return None


async def _fetch(url: httpx.URL, name: str) -> bytes:
    try:
        # httpx limits single socket operations only, so set the total deadline here.
        async with asyncio.timeout(_SECONDS), httpx.AsyncClient(timeout=_SECONDS) as client:
            return await _follow(client, url, name)
    except (TimeoutError, httpx.TimeoutException):
        problem = f"not fetched within {_SECONDS:g} seconds; try again or pass a file"
        raise DocumentError(f"{name}: {problem}") from None
    except httpx.HTTPError as error:
        reason = printable(str(error), 200) or type(error).__name__
        raise DocumentError(f"{name}: can't be fetched: {reason}") from None


async def _follow(client: httpx.AsyncClient, url: httpx.URL, name: str) -> bytes:
    """Follow redirects manually: httpx would read and decompress each redirect's body."""
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
        raise DocumentError(f"{name}: the server returned {response.status_code}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise DocumentError(f"{name}: the response is compressed, which was not requested")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            break
    return bytes(body)
