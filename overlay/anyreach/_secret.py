"""A string that can't be printed, copied or pickled by accident."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import NoReturn, Self


class Secret:
    """A string hidden from repr; call `read()` to get the value."""

    __slots__ = ("read",)

    def __init__(self, text: str) -> None:
        # Written in C: it has no frame, whose local variables a traceback could show.
        self.read: Callable[[], str] = repeat(text).__next__

    def __repr__(self) -> str:
        return "<secret>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a credential can't be pickled: create the client where it is used")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self
