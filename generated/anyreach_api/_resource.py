"""The base of the resources: the client that makes their calls."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import Any, Literal, Protocol, TypeVar

from ._operation import Operation, Options, Request
from ._paging import AsyncPages, Pages

T = TypeVar("T")


class Caller(Protocol):
    """The part of a client that the resources use."""

    def _call(self, operation: Operation[..., T], request: Request, options: Options) -> T: ...

    def _pages(
        self,
        operation: Operation[..., Any],
        arguments: Mapping[str, Any],
        options: Options,
        *,
        page_size: int | None,
        limit: int | None,
        cursor: str | None,
        on_invalid: Literal["raise", "skip"],
    ) -> Pages[Any]: ...

    def _patient(self) -> Caller:
        """Return a client whose timeouts don't count the waits that the API asks for."""
        ...


class Resource:
    """The operations of one tag of the contract."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: the operations of {self._client!r}>"


class AsyncCaller(Protocol):
    """The part of an async client that the resources use."""

    def _call(
        self, operation: Operation[..., T], request: Request, options: Options
    ) -> Coroutine[Any, Any, T]: ...

    def _pages(
        self,
        operation: Operation[..., Any],
        arguments: Mapping[str, Any],
        options: Options,
        *,
        page_size: int | None,
        limit: int | None,
        cursor: str | None,
        on_invalid: Literal["raise", "skip"],
    ) -> AsyncPages[Any]: ...

    def _patient(self) -> AsyncCaller:
        """Return a client whose timeouts don't count the waits that the API asks for."""
        ...


class AsyncResource:
    """The operations of one tag of the contract, with `await`."""

    def __init__(self, client: AsyncCaller) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: the operations of {self._client!r}>"
