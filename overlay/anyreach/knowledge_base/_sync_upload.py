# Derived from _async_upload.py by `nox -s generate`: edit that one.
"""Upload a file to a presigned URL: streamed, with retries, without our token."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from anyreach._core.call import Attempts, failure_of
from anyreach._core.retry import Failure
from anyreach._core.settings.options import is_loopback
from anyreach._transport.blocking_io import sleep
from anyreach._transport.http_types import Broken, Request
from anyreach._transport.messages.bodies import Body
from anyreach._transport.sync_streams import ResponseStream
from anyreach.recordings._received import host_error
from anyreach.recordings._sync_fetch import Client
from anyreach.recordings._url_policy import Policy

OPERATION: Final = "upload"
_HEADERS: Final = {"Accept": "*/*", "Connection": "close", "User-Agent": "python"}

# ruff: noqa: SLF001  `_reach` is what a client is for those that help it
# pyright: reportPrivateUsage=false


def upload(client: Client, url: str, path: Path, media_type: str, *, ends: float) -> None:
    """PUT a file to a presigned URL. Each attempt reads the file again. Redirects aren't followed.

    Args:
        client: Has the options.
        url: The URL. Anyone with it can upload.
        path: The file.
        media_type: The file's media type, which the URL's signature may cover.
        ends: The deadline, by `time.monotonic()`.

    Raises:
        APIError: The host rejects the file, or the URL is not allowed.
        OSError: The file cannot be read.
    """
    route, settings, budget = client._reach()
    local = is_loopback(urlsplit(settings.base_url).hostname or "")
    policy = Policy(settings.recording_hosts, local=local, operation=OPERATION)
    target = policy.find(url)
    request = Request("PUT", target.origin, target.path, _HEADERS, Body(media_type, [path]))
    attempts = Attempts(OPERATION, settings, budget, ends, ("PUT", None, None))
    with closing(ResponseStream(route, ends)) as stream:
        while True:
            attempts.begin()
            head = stream.send(request, partial(policy.check, target))
            if isinstance(head, Broken):
                status, failure = None, failure_of(OPERATION, head)
            elif 200 <= head.status < 300:  # noqa: PLR2004  RFC 9110, section 15.3
                attempts.succeeded(head.status)
                return
            else:
                status = head.status
                error = host_error(head, "its host rejects the file", OPERATION)
                failure = Failure(error, again=True)
            sleep(attempts.failed(failure, status, repeatable=True))
