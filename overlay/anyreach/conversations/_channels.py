"""Validate the arguments for a new conversation, for each channel, before anything is sent.

Arguments that the docs call a 422 are refused here; anything else is left to the API.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from anyreach._core.validation import check_object, check_text
from anyreach._errors import ConfigurationError

if TYPE_CHECKING:
    from anyreach_api._operation import Request

_E164: Final = re.compile(r"\+[1-9][0-9]{1,14}")  # ITU-T E.164, section 6
_TEXTS: Final = (
    "agent_id", "agent_version_id", "agent_number", "to_address", "from_address"
)  # fmt: skip
_WORDS: Final = ("subject", "initial_context")  # they may be empty
_OBJECTS: Final = ("agent_config", "custom_metadata")
_AGENTS: Final = ("agent_id", "agent_version_id", "agent_config")
_DIALLED: Final = ("agent_id", "agent_version_id", "agent_number")
_MAX_VERSION: Final = 2**53  # beyond it JSON numbers lose digits (RFC 8259, section 6)


def creation(channel: str, *, user: str = "user_id", **given: Any) -> Request:
    """Return the request that creates a conversation.

    Args:
        channel: The channel.
        user: The name of the argument that has the user.
        **given: The other parameters of `createConversation`; None is left out.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it, and what to do.
    """
    from anyreach_api.api.conversations import create_conversation  # noqa: PLC0415  loads models

    fields: dict[str, Any] = {"channel": channel, **given}
    fields = {name: value for name, value in fields.items() if value is not None}
    check_text(user, given["user_id"])
    if channel == "email":
        check_text("to_address", given["to_address"])
    _check_forms(fields)
    _check_agent(channel, fields)
    if channel == "telephone" and not _E164.fullmatch(fields["user_id"]):
        raise ConfigurationError(
            f"{user}= must be a phone number in E.164 form: + and up to 15 digits, nothing between"
        )
    return create_conversation.request(**fields)


def _check_forms(fields: Mapping[str, Any]) -> None:
    for name in (*_TEXTS, *_WORDS):
        if name in fields:
            check_text(name, fields[name], empty=name in _WORDS)
    for name in _OBJECTS:
        if name in fields:
            check_object(name, fields[name])
    version = fields.get("version", "latest")
    number = isinstance(version, int | float) and not isinstance(version, bool)
    if version != "latest" and not (number and abs(version) < _MAX_VERSION):
        raise ConfigurationError('version= must be the number of a version, or "latest"')
    if "version" in fields and "agent_id" not in fields:
        raise ConfigurationError("version= is one of agent_id=: pass that too, or drop it")


def _check_agent(channel: str, fields: Mapping[str, Any]) -> None:
    kinds = _DIALLED if channel == "telephone" else _AGENTS
    named = [name for name in kinds if name in fields]
    if not named:
        raise ConfigurationError("no agent: pass one of {}=, {}= and {}=".format(*kinds))
    stored = [name for name in named if name != "agent_number"]
    if len(stored) > 1:
        both = " and ".join(f"{name}=" for name in stored)
        raise ConfigurationError(f"{both} each name an agent: pass one of them")
