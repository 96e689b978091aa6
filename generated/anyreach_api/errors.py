"""The root of the exception tree, and errors raised by the generated package."""

from __future__ import annotations

from typing import Any


class AnyReachError(Exception):
    """The base of every error that the client raises."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without calling the constructor, whose arguments differ by class."""
        return _bare, (type(self), self.args), self.__dict__


def _bare(cls: type[AnyReachError], args: tuple[object, ...]) -> AnyReachError:
    return cls.__new__(cls, *args)


class ConfigurationError(AnyReachError, ValueError):
    """An option or argument is invalid. The message says what to do. Nothing was sent."""


class RedactedError(AnyReachError):
    """A sensitive value is withheld from this token.

    Not an AttributeError: templates and `getattr` with a default would treat that as an empty
    value.

    Attributes:
        field: The name of the field.
        model: The model's name.
        record_id: The record's id, or None.
        scope: The scope that a token needs to read the field.
    """

    def __init__(self, *, field: str, model: str, record_id: str | None, scope: str) -> None:
        record = model if record_id is None else f"{model} {record_id}"
        super().__init__(
            f"{field} of {record} is withheld from this token: "
            f"reading it needs a token with the scope {scope}"
        )
        self.field = field
        self.model = model
        self.record_id = record_id
        self.scope = scope


class DecodeError(AnyReachError, ValueError):
    """A decoded JSON value doesn't match the contract.

    Attributes:
        path: Property names and list indexes, from the root of the value to the fault.
        problem: What is wrong. Does not contain the value.
    """

    def __init__(self, path: tuple[str | int, ...], problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path)
        return f"{place.removeprefix('.')}: {self.problem}" if place else self.problem


__all__ = ["AnyReachError", "ConfigurationError", "DecodeError", "RedactedError"]
