"""Which headers an app may add to a request, and which only the client sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from anyreach._core.type_guards import is_mapping
from anyreach._errors import ConfigurationError
from anyreach_api._operation import add_header

_OURS: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "transfer-encoding",
        "x-anyreach-org",
    }
)
"""Headers that only the client can set rightly."""


def check_headers(argument: str, headers: object) -> Mapping[str, str]:
    """Return the headers of an app.

    Args:
        argument: The name of the argument that has them.
        headers: Its value; None for no headers.

    Raises:
        ConfigurationError: They are no mapping, or one of them is the client's.
    """
    if headers is None:
        return {}
    if not is_mapping(headers):
        raise ConfigurationError(f"{argument}= must be a mapping of names to strings")
    for name in headers:
        lower = str(name).lower()
        if lower == "authorization":
            raise ConfigurationError(f"{argument}= cannot replace the client's credential")
        if lower in _OURS:
            raise ConfigurationError(f"{argument}= cannot set {name}: the client does")
    return headers


def header_texts(argument: str, headers: object) -> Mapping[str, str]:
    """Return the headers of an app, as they are sent.

    Args:
        argument: The name of the argument that has them.
        headers: Its value; None for no headers.

    Raises:
        ConfigurationError: They cannot be sent.
    """
    texts: dict[str, str] = {}
    for name, value in check_headers(argument, headers).items():
        add_header(texts, name, value)
    return texts


def merged(headers: Mapping[str, str], own: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers with others in place of those that have the same names."""
    if not own:
        return headers
    names = {name.lower() for name in own}
    return {name: text for name, text in headers.items() if name.lower() not in names} | dict(own)
