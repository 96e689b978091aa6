"""Which operation of the contract a request is for, by the generated paths, methods and scopes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from anyreach.testing import _chats, _creating, _reading
from anyreach.testing._access import SCOPES
from anyreach.testing._answer import Answer, error
from anyreach_api._operation import Operation
from anyreach_api.api.conversations import (
    create_conversation,
    end_conversation,
    get_conversation,
    list_conversations,
    send_conversation_message,
)
from anyreach_api.api.members import get_my_scopes


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


def _route(operation: Operation[..., Any], answer: Callable[..., Answer]) -> Route:
    info = operation.INFO
    path = re.compile(re.sub(r"\{[^}]*\}", "([^/]+)", info.path))
    scopes = frozenset(scope.removeprefix(SCOPES) for scope in info.scopes)
    return Route(info.id, info.method, path, scopes, answer)


ROUTES: Final = (
    _route(get_conversation, _reading.get),
    _route(list_conversations, _reading.list_),
    _route(create_conversation, _creating.create),
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
