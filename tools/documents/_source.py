"""Read the bytes of a file or an http(s) URL, with a size limit."""

import re
from pathlib import Path
from typing import NamedTuple

from tools.documents._errors import DocumentError, printable
from tools.documents._values import LONGEST_NAME, MAX_BYTES


class Source(NamedTuple):
    """The bytes of a source, and its name."""

    name: str
    """The path, or the URL without its query, which may contain a secret."""
    data: bytes


def read(source: str) -> Source:
    """Read a file or an http(s) URL.

    Args:
        source: The path of a file, or a URL without credentials.

    Returns:
        Its name in errors, and its bytes.

    Raises:
        DocumentError: The source is unreadable, is larger than `MAX_BYTES`, takes longer than 30
            seconds to fetch, or is a URL that is not http(s).
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source):
        from tools.documents._fetch import fetch  # noqa: PLC0415  httpx is slow to import

        found = Source(*fetch(source))
    else:
        name = printable(source, LONGEST_NAME)
        found = Source(name, _file(source, name))
    if len(found.data) > MAX_BYTES:
        raise DocumentError(f"{found.name}: larger than {MAX_BYTES // 2**20} MiB")
    return found


def _file(path: str, name: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise DocumentError(f"{name}: can't be read: {reason}") from None
