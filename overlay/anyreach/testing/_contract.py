"""Which operation of the contract a request is for, by the generated paths, methods and scopes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from anyreach._call import Operation
from anyreach.testing import _chats, _conversations, _reading
from anyreach.testing._access import SCOPES
from anyreach.testing._http import Answer, error
from anyreach_api.api.conversations import (
    create_conversation,
    end_conversation,
    get_conversation,
    list_conversations,
    send_conversation_message,
)
from anyreach_api.api.members import get_my_scopes

_MARK: Final = "WANTED"


class Route(NamedTuple):
    """An operation, and how the fake answers it.

    Attributes:
        operation: Its operationId.
        method: Its method.
        path: Matches its path; the groups are its path parameters.
        scopes: Of which a token needs one; empty: every token may ask.
        answer: Answers it: is given the fake's world, the scopes, the request and the parameters.
    """

    operation: str
    method: str
    path: re.Pattern[str]
    scopes: frozenset[str]
    answer: Callable[..., Answer]


class _Blank:
    """Stands for a body."""

    @staticmethod
    def to_dict() -> dict[str, Any]:
        return {}


def _route(operation: Operation[..., Any], answer: Callable[..., Answer]) -> Route:
    build = operation._get_kwargs  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  the generated seam
    parameters = inspect.signature(build).parameters
    in_path = [_MARK for one in parameters.values() if one.kind is one.POSITIONAL_OR_KEYWORD]
    sent = build(*in_path, **({"body": _Blank} if "body" in parameters else {}))
    path = re.compile(re.escape(sent["url"]).replace(_MARK, "([^/]+)"))
    needed: list[str] = operation.EXTENSIONS.get("x-required-scopes", [])
    scopes = frozenset(scope.removeprefix(SCOPES) for scope in needed)
    return Route(operation.OPERATION_ID, sent["method"].upper(), path, scopes, answer)


ROUTES: Final = (
    _route(get_conversation, _reading.get),
    _route(list_conversations, _reading.list_),
    _route(create_conversation, _conversations.create),
    _route(send_conversation_message, _chats.message),
    _route(end_conversation, _chats.end),
    _route(get_my_scopes, _reading.scopes),
)
"""Everything that the fake answers."""


def find(method: str, path: str) -> tuple[Route, list[str]] | Answer:
    """Return the route of a request with its path parameters, or why there is none."""
    found = [(route, match) for route in ROUTES if (match := route.path.fullmatch(path))]
    for route, match in found:
        if route.method == method:
            return route, [unquote(value) for value in match.groups()]
    if not found:
        return error(404)
    return error(405, headers={"allow": ", ".join(route.method for route, _ in found)})
