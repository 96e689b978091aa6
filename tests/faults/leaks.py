"""Look for canaries wherever a log, a warning or an error tracker would show them."""

from __future__ import annotations

import logging
import pickle
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.faults.records import CANARY, TOKEN

_OURS = str(Path(__file__).parent)


class Watch(logging.Handler):
    """Reads every log record of every logger, at DEBUG, and every warning, for its block.

    Attributes:
        found: How often a canary was seen, by channel.
    """

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.found: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Look through a log record, and all that hangs on it."""
        self.look(f"log of {record.name}", f"{record.getMessage()} {vars(record)!r}")

    def look(self, channel: str, text: str, canary: str = CANARY) -> None:
        """Look through a text."""
        if canary in text:
            self.found[channel] += 1

    def look_into(self, error: BaseException) -> None:
        """Look through an error: its text, its attributes, its pickle, its chain, every frame."""
        for link in _chain(error):
            # What the API says of an error is there for who asks for it, without the token.
            shown = {name: value for name, value in vars(link).items() if name != "detail"}
            self.look("text of an error", f"{link} {link!r} {link.args!r}")
            self.look("attributes of an error", repr(shown))
            self.look("attributes of an error", repr(vars(link)), TOKEN)
            self.look("frames of an error", _frames(link))
            with suppress(Exception):  # what cannot be pickled cannot leak so
                self.look("pickle of an error", pickle.dumps(link).decode("latin-1"), TOKEN)

    def __enter__(self) -> Self:
        self._warned = warnings.catch_warnings(record=True)
        self._warnings = self._warned.__enter__()
        warnings.simplefilter("always")
        root = logging.getLogger()
        loggers = [root, *map(logging.getLogger, list(root.manager.loggerDict))]
        self._before = [(logger, logger.level, logger.disabled) for logger in loggers]
        for logger in loggers:
            logger.setLevel(logging.DEBUG)
            logger.disabled = False
        root.addHandler(self)
        return self

    def __exit__(self, *_exc: object) -> None:
        logging.getLogger().removeHandler(self)
        for logger, level, disabled in self._before:
            logger.setLevel(level)
            logger.disabled = disabled
        for warning in self._warnings or ():
            self.look("warning", str(warning))
        self._warned.__exit__(None, None, None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error, and what it was raised from or while handling."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        link = waiting.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            waiting += [link.__cause__, link.__context__]
            yield link


def _frames(error: BaseException) -> str:
    """Return the local variables of every frame that is not the campaign's."""
    return "\n".join(
        _shown(value)
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(_OURS)
        for value in list(frame.f_locals.values())
    )


def _shown(value: object) -> str:
    try:
        return repr(value)
    except Exception:  # noqa: BLE001  another thread is changing it, or it has no text
        return ""
