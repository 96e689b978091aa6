"""The root of the exception tree, and the errors of the generated package."""

from __future__ import annotations


class AnyReachError(Exception):
    """The base of every error that the client raises."""


class ConfigurationError(AnyReachError, ValueError):
    """An option or an argument cannot be used; the text says what to do. Nothing was sent."""


class DecodeError(AnyReachError, ValueError):
    """A decoded JSON value is not what the contract says."""

    def __init__(self, path: tuple[str | int, ...], problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path)
        return f"{place.removeprefix('.')}: {self.problem}" if place else self.problem
