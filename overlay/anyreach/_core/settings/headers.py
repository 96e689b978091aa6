"""Headers that an app may add to a request, and headers that only the client sets."""

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
"""Headers that only the client can set correctly."""


def check_headers(argument: str, headers: object) -> Mapping[str, str]:
    """Validate an app's headers.

    Args:
        argument: The argument's name, for errors.
        headers: Its value; None for no headers.

    Raises:
        ConfigurationError: The headers are not a mapping, or one is reserved for the client.
    """
    if headers is None:
        return {}
    if not is_mapping(headers):
        raise ConfigurationError(f"{argument}= must be a mapping of strings to strings")
    for name in headers:
        lower = str(name).lower()
        if lower == "authorization":
            raise ConfigurationError(f"{argument}= cannot replace the client's credential")
        if lower in _OURS:
            raise ConfigurationError(f"{argument}= cannot set {name}: the client does")
    return headers


def header_texts(argument: str, headers: object) -> Mapping[str, str]:
    """Return an app's headers as strings to send.

    Args:
        argument: The argument's name, for errors.
        headers: Its value; None for no headers.

    Raises:
        ConfigurationError: A header can't be sent.
    """
    texts: dict[str, str] = {}
    for name, value in check_headers(argument, headers).items():
        add_header(texts, name, value)
    return texts


def merged(headers: Mapping[str, str], own: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers, with those of the same name replaced."""
    if not own:
        return headers
    names = {name.lower() for name in own}
    return {name: text for name, text in headers.items() if name.lower() not in names} | dict(own)
