"""The contract's models, loaded lazily."""

from typing import TYPE_CHECKING

import anyreach_api.models as _generated

if TYPE_CHECKING:
    from anyreach_api.models import *  # noqa: F403  every model, tomorrow's too


def __getattr__(name: str) -> object:
    if name not in _generated.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(_generated, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(_generated.__all__)
