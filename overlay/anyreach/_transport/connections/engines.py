"""httpx2 and httpcore2 in place of httpx and httpcore: all of the differences."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import httpcore

from anyreach._errors import ConfigurationError

NAMED: Final = "httpx2"  # as transport=


def engine(transport: object) -> Any:
    """Return httpcore2 if the transport asks for it, or else httpcore.

    Raises:
        ConfigurationError: httpcore2 is not installed.
    """
    if transport != NAMED:
        return httpcore
    try:
        return import_module("httpcore2")
    except ImportError:
        raise ConfigurationError(
            'transport="httpx2" needs more: pip install "anyreach-client[httpx2]"'
        ) from None


def package_of(transport: object) -> Any:
    """Return the package of an app's transport: httpx2 or httpx."""
    packages = {kind.__module__.partition(".")[0] for kind in type(transport).__mro__}
    return import_module("httpx2" if "httpx2" in packages else "httpx")
