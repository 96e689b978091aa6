"""Which scopes an operation needs, and which the token has: nothing is asked for, only remembered.

The contract's `x-required-scopes` names the scopes of an operation; each of them alone is enough
(docs: conversations/permissions-and-data-access). What the token has is known only after
`client.scopes()`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from anyreach._errors import PermissionDeniedError
from anyreach._secret import Secret

_SCOPE: Final = re.compile(r"[a-z0-9_.*-]{1,64}(:[a-z0-9_.*-]{1,64}){1,3}", re.IGNORECASE)


class Known:
    """What `client.scopes()` was last told, and of which token."""

    def __init__(self) -> None:
        self._told: tuple[Secret, frozenset[str]] | None = None

    def learn(self, secret: Secret, scopes: Iterable[str]) -> None:
        """Remember the scopes of a token, in place of those of any other."""
        self._told = (secret, frozenset(scopes))

    def of(self, secret: Secret | None) -> frozenset[str] | None:
        """Return the scopes of a token, or None when they are not known."""
        told = self._told
        if told is None or secret is None or told[0].read() != secret.read():
            return None
        return told[1]


def explain(
    error: PermissionDeniedError, needed: tuple[str, ...], held: frozenset[str] | None
) -> None:
    """Let an error say what is known of why the API answered 403, and no more than that.

    Args:
        error: The error.
        needed: The scopes of which one is enough; none when that is not known.
        held: The scopes that the token had when it was last asked for; None when not known.
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
