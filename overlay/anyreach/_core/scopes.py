"""Which scopes an operation needs, and which ones the token has.

The contract's `x-required-scopes` names the scopes of an operation; one of them is enough (docs:
conversations/permissions-and-data-access). The token's scopes are known only after
`client.scopes()`: no request is made for them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from anyreach._errors import PermissionDeniedError
from anyreach._secret import Secret

_SCOPE: Final = re.compile(r"[a-z0-9_.*-]{1,64}(:[a-z0-9_.*-]{1,64}){1,3}", re.IGNORECASE)


class Known:
    """The last result of `client.scopes()`, and its token."""

    def __init__(self) -> None:
        self._told: tuple[Secret | None, frozenset[str]] = (None, frozenset())

    def learn(self, secret: Secret | None, scopes: Iterable[str]) -> None:
        """Remember the scopes of a token, and forget those of another one."""
        self._told = (secret, frozenset(scopes))

    def of(self, secret: Secret | None) -> frozenset[str] | None:
        """Return the scopes of a token; None if they are not known."""
        known, scopes = self._told
        same = known is not None and secret is not None and known.read() == secret.read()
        return scopes if same else None


def explain(
    error: PermissionDeniedError, needed: tuple[str, ...], held: frozenset[str] | None
) -> None:
    """Add to an error which scopes were needed, and which ones the token has.

    Args:
        error: The error.
        needed: The scopes of which one is enough; empty if they are not known.
        held: The scopes that the token had at the last `client.scopes()`; None if not known.
    """
    error.required_scopes = needed
    error.scopes = held
    error.args = (f"{error.status_code}: {_hint(needed, held)}",)


def _hint(needed: tuple[str, ...], held: frozenset[str] | None) -> str:
    if not needed:
        return "the token's scopes do not grant this"
    if held is not None and not held.isdisjoint(needed):
        return "the API does not grant this to the token"
    text = f"the token's scopes do not grant this: it needs {' or '.join(needed)}"
    if held is None:
        return text
    resources = tuple({scope.partition(":")[0] + ":" for scope in needed})
    near = sorted(s for s in held if s.startswith(resources) and _SCOPE.fullmatch(s))
    return f"{text}, and when last asked had {', '.join(near) or 'none of that kind'}"
