"""Who may do what: tokens, the roles they were made for, and the scopes that those have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

from anyreach import sensitive_fields
from anyreach.testing._http import Answer, error

Role: TypeAlias = Literal["manage", "none", "read", "read_sensitive"]

SCOPES: Final = "conversations:"
"""What the name of every scope begins with, and the name of a role does not."""

_ROLES: Final = frozenset[str](get_args(Role))
_CREDENTIAL: Final = re.compile(r"(ak|pat)_[\x21-\x7e]+")


def scopes_of(role: Role | Iterable[Role] | None) -> frozenset[str]:
    """Return what a role, or several of them, may do; who sees what is sensitive sees the rest.

    Raises:
        ValueError: There is no such role.
    """
    roles = frozenset({role} if isinstance(role, str) else role or ())
    for unknown in roles - _ROLES:
        raise ValueError(f"no role {unknown!r}: use {', '.join(sorted(_ROLES))}")
    seeing: set[str] = {"read"} if "read_sensitive" in roles else set()
    return (roles | seeing) - {"none"}


def visible(model: type, document: dict[str, Any], scopes: frozenset[str]) -> dict[str, Any]:
    """Return what a token may see of an object: its model's sensitive fields have no key."""
    if "read_sensitive" in scopes:
        return document
    hidden = sensitive_fields(model)
    return {key: value for key, value in document.items() if key not in hidden}


class Access:
    """The tokens of one organization. Prints none of them."""

    def __init__(self, organization_id: str) -> None:
        self._organization_id = organization_id
        self._scopes: dict[str, frozenset[str]] = {}

    def admit(self, token: str, role: Role | Iterable[Role] | None) -> str:
        """Accept a token from now on, and return it."""
        self._scopes[token] = scopes_of(role)
        return token

    def authenticate(
        self, headers: Mapping[str, str], acting: frozenset[str] | None
    ) -> frozenset[str] | Answer:
        """Return the scopes of a request, or why it has none.

        Args:
            headers: Of the request.
            acting: The scopes that every well-formed credential has; None: those it was made with.
        """
        scheme, _, token = headers.get("authorization", "").partition(" ")
        scopes = self._scopes.get(token)
        if acting is not None and _CREDENTIAL.fullmatch(token):
            scopes = acting
        if scheme.lower() != "bearer" or scopes is None:
            return error(401, "Missing or invalid token.")
        if token.startswith("pat_"):
            organization = headers.get("x-anyreach-org")
            if not organization:
                return error(401, "Token is missing organization claim.")  # docs: authentication
            if acting is None and organization != self._organization_id:
                return frozenset()
        return scopes
