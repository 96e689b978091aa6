"""`ANYREACH_LOG=info` or `debug` shows the logger `anyreach` on standard error."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Final

from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    import logging

_VARIABLE: Final = "ANYREACH_LOG"

# ruff: noqa: PLC0415  logging is a seventh of `import anyreach`


def log_as_asked() -> None:
    """Show the logger's records on standard error, at the level of `ANYREACH_LOG`.

    Raises:
        ConfigurationError: The variable is neither `info` nor `debug`.
    """
    asked = os.environ.get(_VARIABLE)
    if not asked:
        return
    if asked.lower() not in {"info", "debug"}:
        raise ConfigurationError(f"the variable {_VARIABLE} must be info or debug")
    import logging

    log = logging.getLogger("anyreach")
    log.setLevel(asked.upper())
    log.addHandler(_handler())


@functools.cache
def _handler() -> logging.Handler:
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger("anyreach")
    # An app that has handlers of its own gets the records by these, and not twice.
    handler.addFilter(lambda _record: [*log.handlers, *log.root.handlers] == [handler])
    return handler
