"""Access control: tokens, their roles, and redaction for read-only tokens."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

from anyreach._core.type_guards import is_list, is_mapping
from anyreach.testing._contract import Operation, all_scopes, all_sensitive_keys, plain
from anyreach.testing._http import Answer, error
from anyreach_api._model import Model
from anyreach_api._operation import Info
from anyreach_api._operation import to_json as json_of
from anyreach_api.errors import DecodeError
from anyreach_api.types import UNSET

Role: TypeAlias = Literal["manage", "none", "read", "read_sensitive"]

_ROLES: Final = frozenset[str](get_args(Role))
_SEEING: Final = "read_sensitive"
_CREDENTIAL: Final = re.compile(r"(ak|pat)_[\x21-\x7e]+")


def grants_of(role: str | Iterable[str] | None) -> frozenset[str]:
    """Return the grants of roles and scopes. `read_sensitive` includes `read`.

    Raises:
        ValueError: The role is unknown.
    """
    roles = frozenset({role} if isinstance(role, str) else role or ())
    for unknown in (one for one in roles - _ROLES if ":" not in one):
        known = ", ".join(sorted(_ROLES))
        raise ValueError(f"no role {unknown!r}: use {known}, or a scope such as conversations:read")
    seeing: set[str] = {"read"} if _SEEING in roles else set()
    return (roles | seeing) - {"none"}


def scopes_of(grants: frozenset[str]) -> list[str]:
    """Return a token's scopes. A role has only scopes that are in the contract."""
    roles = {one for one in grants if ":" not in one}
    named = {scope for scope in all_scopes() if scope.partition(":")[2] in roles}
    return sorted(named | grants - roles)


def may_ask(info: Info, grants: frozenset[str]) -> bool:
    """Return whether a token may call an operation. One of the operation's scopes is enough."""
    return not info.scopes or any(
        not grants.isdisjoint({one, *one.split(":")}) for one in info.scopes
    )


def may_see(info: Info, grants: frozenset[str]) -> bool:
    """Return whether a token sees sensitive fields in an operation's responses."""
    resources = {scope.partition(":")[0] for scope in info.scopes}
    return not grants.isdisjoint({_SEEING, *(f"{one}:{_SEEING}" for one in resources)})


def redact(operation: Operation, answer: Answer) -> Answer:
    """Return a successful response without the keys of sensitive fields, at any depth.

    The contract marks sensitive fields. If the response doesn't match the contract, every key with
    the name of any sensitive field is removed.
    """
    if isinstance(answer.document, bytes):
        return answer
    try:
        seen = json_of(_withheld(operation.decode(answer)))
    except (DecodeError, RecursionError):
        seen = _searched(answer.document)
    if operation.answers_anything:
        seen = _searched(answer.document)
    return answer._replace(document=seen)


def _withheld(value: Any) -> Any:
    """Return decoded JSON without sensitive values. Keys that are not in the contract are kept."""
    if is_list(value):
        return [_withheld(item) for item in value]
    if is_mapping(value):
        return {key: _withheld(item) for key, item in value.items()}
    if not isinstance(value, Model):
        return value
    twin = copy.copy(value)
    for field in value.__attrs_attrs__:
        sensitive = field.metadata.get("sensitive")
        setattr(twin, field.name, UNSET if sensitive else _withheld(getattr(value, field.name)))
    return twin


def _searched(value: Any) -> Any:
    if is_list(value):
        return [_searched(item) for item in value]
    if not is_mapping(value):
        return value
    hidden = all_sensitive_keys()
    return {key: _searched(item) for key, item in value.items() if plain(key) not in hidden}


class Access:
    """The tokens of one organization; hidden from repr."""

    def __init__(self, organization_id: str) -> None:
        self._organization_id = organization_id
        self._grants: dict[str, frozenset[str]] = {}

    def admit(self, token: str, role: str | Iterable[str] | None) -> str:
        """Add an accepted token, and return it."""
        self._grants[token] = grants_of(role)
        return token

    def authenticate(
        self, headers: Mapping[str, str], acting: frozenset[str] | None
    ) -> frozenset[str] | Answer:
        """Return the grants of a request's token, or the error response.

        Args:
            headers: The request's headers.
            acting: Grants for every well-formed credential; None to use each token's own.
        """
        scheme, _, token = headers.get("authorization", "").partition(" ")
        grants = self._grants.get(token)
        if acting is not None and _CREDENTIAL.fullmatch(token):
            grants = acting
        if scheme.lower() != "bearer" or grants is None:
            return error(401, "Missing or invalid token.")
        if token.startswith("pat_"):
            organization = headers.get("x-anyreach-org")
            if not organization:
                return error(401, "Token is missing organization claim.")  # docs: authentication
            if acting is None and organization != self._organization_id:
                return frozenset()
        return grants
