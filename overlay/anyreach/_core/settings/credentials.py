"""The token and organization that authenticate a request, validated.

A traceback shows the local variables of every frame: no function here holds a token's plain text in
one when it raises.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from anyreach._errors import ConfigurationError
from anyreach._secret import Secret

_SENDABLE = re.compile(r"[\x21-\x7e]+")  # one header word: visible ASCII (RFC 9110, section 5.5)
_ORGANIZATION_VARIABLE = "ANYREACH_ORG_ID"
_TOKEN_VARIABLES = ("ANYREACH_TOKEN", "ANYREACH_PAT")


class Credential:
    """A token, or a callable that returns one, and the organization to send with it.

    Attributes:
        fixed: The token; None when `callable` returns it.
    """

    __slots__ = ("_organization", "callable", "fixed")

    def __init__(
        self, token: Secret | Callable[[], str | Awaitable[str]], organization: str | None
    ) -> None:
        self.fixed = token if isinstance(token, Secret) else None
        self.callable: Callable[[], Any] = token if callable(token) else token.read
        self._organization = organization

    def __repr__(self) -> str:
        return "<credential>"

    def check(self, answer: Secret) -> Secret:
        """Return the token callable's result, validated.

        Raises:
            ConfigurationError: The value can't be sent.
        """
        _check_token(answer, "the token callable's answer", self._organization)
        return answer

    def add_to(self, headers: Mapping[str, str], secret: Secret) -> dict[str, str]:
        """Return headers with the authentication headers added.

        An organization key (`ak_…`) carries its organization, and takes no organization header
        (docs: organizations/api-keys-and-tokens).
        """
        own = {"Authorization": f"Bearer {secret.read()}"}
        if self._organization is not None and not secret.read().startswith("ak_"):
            own["X-Anyreach-Org"] = self._organization
        return {**headers, **own}


def find_credential(
    token: Secret | Callable[[], str | Awaitable[str]] | None, organization_id: str | None
) -> Credential:
    """Return the credential from the arguments or the environment.

    Raises:
        ConfigurationError: There is no credential, or it can't be sent.
    """
    organization, source = organization_id, "the organization_id argument"
    if organization is None:
        organization = os.environ.get(_ORGANIZATION_VARIABLE)
        source = f"the variable {_ORGANIZATION_VARIABLE}"
    if organization is not None:
        _check_word(lambda: organization, source, "organization id")
    if callable(token):
        return Credential(token, organization)
    source = "the token argument"
    if token is None:
        name = next((name for name in _TOKEN_VARIABLES if name in os.environ), None)
        if name is None:
            raise ConfigurationError(
                "no token: pass token= or set ANYREACH_TOKEN (or ANYREACH_PAT)"
            )
        token, source = Secret(os.environ[name]), f"the variable {name}"
    _check_token(token, source, organization)
    return Credential(token, organization)


def _check_token(token: Secret, source: str, organization: str | None) -> None:
    _check_word(token.read, source, "token")
    if organization is None and token.read().startswith("pat_"):
        raise ConfigurationError(
            f"{source} is a personal access token (pat_…), which spans organizations: "
            f"pass organization_id=, or set {_ORGANIZATION_VARIABLE}"
        )


def _check_word(read: Callable[[], Any], source: str, noun: str) -> None:
    """Reject a string, as returned by `read`, that can't be sent in a header.

    Raises:
        ConfigurationError: The string has other characters than visible ASCII.
    """
    if not isinstance(read(), str):
        kind = type(read()).__name__
        raise ConfigurationError(f"{source} is not a string but of type {kind}")
    if not read().strip():
        how = "blank" if read() else "empty"
        raise ConfigurationError(f"{source} is {how}: set it to the {noun}")
    if not _SENDABLE.fullmatch(read()):
        raise ConfigurationError(
            f"{source} holds a space, a line break, a control or a non-ASCII character, "
            f"which no {noun} has: check how it was read or copied"
        )
