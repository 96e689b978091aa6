"""Contains shared errors types that can be raised from API functions"""


class UnexpectedStatus(Exception):
    """Raised by api functions when the response status an undocumented status and Client.raise_on_unexpected_status is True"""

    def __init__(self, status_code: int, content: bytes):
        self.status_code = status_code
        self.content = content

        super().__init__(f"Unexpected status code: {status_code}")


class DecodeError(ValueError):
    """A decoded JSON value is not what the contract says.

    Attributes:
        path: The property names and list indexes that lead from the root of the value to the fault.
        problem: What is wrong there, without the value.
    """

    def __init__(self, path: tuple[str | int, ...], problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path)
        return f"{place.removeprefix('.')}: {self.problem}" if place else self.problem


__all__ = ["DecodeError", "UnexpectedStatus"]
