"""`ANYREACH_LOG=info` or `debug` shows the logger `anyreach` on standard error."""

from __future__ import annotations

import logging
import os
from typing import Final

from anyreach._errors import ConfigurationError

_VARIABLE: Final = "ANYREACH_LOG"
_LEVELS: Final = {"info": logging.INFO, "debug": logging.DEBUG}
_LOGGER: Final = logging.getLogger("anyreach")
_HANDLER: Final = logging.StreamHandler()
_HANDLER.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
# An app that has handlers of its own gets the records by these, and not twice.
_HANDLER.addFilter(lambda _record: [*_LOGGER.handlers, *_LOGGER.root.handlers] == [_HANDLER])


def log_as_asked() -> None:
    """Set the level of the logger that the environment asks for, and show its records.

    Raises:
        ConfigurationError: The variable has another value than `info` and `debug`.
    """
    asked = os.environ.get(_VARIABLE)
    if not asked:
        return
    level = _LEVELS.get(asked.lower())
    if level is None:
        raise ConfigurationError(f"the variable {_VARIABLE} must be info or debug")
    _LOGGER.setLevel(level)
    _LOGGER.addHandler(_HANDLER)
