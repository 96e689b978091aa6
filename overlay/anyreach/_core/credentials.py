"""A credential that cannot be printed, pickled or logged, and what is accepted as one.

Functions here return a `ConfigurationError` instead of raising it, so that the caller can let go of
the plain text first: a traceback shows the local variables of every frame that it passes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable

from anyreach._errors import ConfigurationError
from anyreach._secret import Secret

_SENDABLE = re.compile(r"[\x21-\x7e]+")  # one header word: visible ASCII (RFC 9110, section 5.5)
_ORGANIZATION_VARIABLE = "ANYREACH_ORG_ID"
_TOKEN_VARIABLES = ("ANYREACH_TOKEN", "ANYREACH_PAT")


class Credential:
    """A token, or the callable that is asked for one, and the organization to name beside it."""

    __slots__ = ("_ask", "_fixed", "_organization")

    def __init__(
        self,
        fixed: Secret | None,
        ask: Callable[[], str | Awaitable[str]] | None,
        organization: str | None,
    ) -> None:
        self._fixed = fixed
        self._ask = ask
        self._organization = organization

    def __repr__(self) -> str:
        return "<credential>"

    def obtain(self) -> Secret | ConfigurationError | Awaitable[str]:
        """Return the token to send now, why there is none, or what to await and `check`."""
        if self._ask is None:
            assert self._fixed is not None  # noqa: S101  there is one or the other
            return self._fixed
        answer = self._ask()
        return answer if isinstance(answer, Awaitable) else self.check(answer)

    def check(self, answer: object) -> Secret | ConfigurationError:
        """Return what the token callable answered as a secret, or why it cannot be sent."""
        return _checked_token(answer, "the token callable's answer", self._organization)

    def headers(self, secret: Secret) -> dict[str, str]:
        """Return the headers that authenticate one request.

        An organization key (`ak_…`) carries its organization, and takes no organization header
        (docs: organizations/api-keys-and-tokens).
        """
        token = secret.read()
        headers = {"Authorization": f"Bearer {token}"}
        if self._organization is not None and not token.startswith("ak_"):
            headers["X-Anyreach-Org"] = self._organization
        return headers


def find_credential(
    token: str | Callable[[], str | Awaitable[str]] | None, organization_id: str | None
) -> Credential | ConfigurationError:
    """Return the credential that the arguments or the environment name, or why there is none."""
    organization: str | None = None
    value, source = organization_id, "the organization_id argument"
    if value is None:
        value, source = (
            os.environ.get(_ORGANIZATION_VARIABLE),
            f"the variable {_ORGANIZATION_VARIABLE}",
        )
    if value is not None:
        problem = _problem(value, source, "organization id")
        if problem is not None:
            return problem
        organization = value
    if callable(token):
        return Credential(None, token, organization)
    source = "the token argument"
    if token is None:
        source = next((name for name in _TOKEN_VARIABLES if name in os.environ), "")
        if not source:
            return ConfigurationError(
                "no token: pass token=, or set ANYREACH_TOKEN (or ANYREACH_PAT) in the environment"
            )
        token, source = os.environ[source], f"the variable {source}"
    secret = _checked_token(token, source, organization)
    if isinstance(secret, ConfigurationError):
        return secret
    return Credential(secret, None, organization)


def _checked_token(
    value: object, source: str, organization: str | None
) -> Secret | ConfigurationError:
    problem = _problem(value, source, "token")
    if problem is not None:
        return problem
    token = str(value)
    if token.startswith("pat_") and organization is None:
        return ConfigurationError(
            f"{source} is a personal access token (pat_…), which spans organizations: "
            f"pass organization_id=, or set {_ORGANIZATION_VARIABLE}"
        )
    return Secret(token)


def _problem(value: object, source: str, noun: str) -> ConfigurationError | None:
    if not isinstance(value, str):
        return ConfigurationError(f"{source} is not a string but of type {type(value).__name__}")
    if not value.strip():
        return ConfigurationError(
            f"{source} is {'blank' if value else 'empty'}: set it to the {noun}"
        )
    if not _SENDABLE.fullmatch(value):
        return ConfigurationError(
            f"{source} holds a space, a line break, a control or a non-ASCII character, "
            f"which no {noun} has: check how it was read or copied"
        )
    return None
