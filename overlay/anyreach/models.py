"""The models of the contract, loaded when they are first asked for.

All of them are generated; those with sensitive fields know what is withheld.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyreach_api.models as _generated

if TYPE_CHECKING:
    # Every model, tomorrow's too; of two equal names mypy takes the first and pyright the last.
    # isort: off
    from anyreach._conversation import Conversation as Conversation
    from anyreach._conversation import EndConversationResponse as EndConversationResponse
    from anyreach_api.models import *  # type: ignore[assignment]  # noqa: F403
    from anyreach._conversation import Conversation as Conversation
    from anyreach._conversation import EndConversationResponse as EndConversationResponse
    # isort: on


def __getattr__(name: str) -> object:
    if name in {"Conversation", "EndConversationResponse"}:
        from anyreach import _conversation  # noqa: PLC0415  loaded when asked for

        found: object = getattr(_conversation, name)
    elif name in _generated.__all__:
        found = getattr(_generated, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(_generated.__all__)
