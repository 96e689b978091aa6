"""Which headers an app may add to a request, and which only the client sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from anyreach._core.type_guards import is_mapping
from anyreach._errors import ConfigurationError

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
