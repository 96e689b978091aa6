"""The contract's `createConversation`, by channel. Never sends what the docs call a 422."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from anyreach._core.settings.validation import check_phone_number, check_text
from anyreach._core.type_guards import is_mapping
from anyreach._errors import ConfigurationError
from anyreach.conversations._results import CreatedConversation
from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach_api._operation import Answer, Info, Options, Request

TRACE: Final = "anyreach_trace"
"""The key in `custom_metadata` that conversations of a client with `trace=True` have."""

Channel: TypeAlias = Literal["telephone", "webrtc", "email", "text"]


class Agent(NamedTuple):
    """The agent for a conversation."""

    agent_id: str | None
    agent_version_id: str | None
    agent_config: Mapping[str, Any] | None
    version: float | Literal["latest"] | None
    agent_number: str | None = None


def creation(
    channel: Channel,
    user_id: str,
    agent: Agent,
    initial_context: str | None,
    custom_metadata: Mapping[str, Any] | None,
    **mail: str | None,
) -> Request:
    """Return the request that creates a conversation.

    Raises:
        ConfigurationError: An argument is invalid. The message names it and says what to do.
    """
    from anyreach_api.api.conversations import create_conversation  # noqa: PLC0415  loads models

    words = {"initial_context": initial_context, "custom_metadata": custom_metadata}
    fields: dict[str, Any] = {**agent._asdict(), **mail, **words}
    given = {name: value for name, value in fields.items() if value is not None}
    if channel == "telephone":
        check_phone_number("to", user_id)
    else:
        check_text("user_id", user_id)
    if channel == "email":
        check_text("to_address", mail["to_address"])
    for name, value in given.items():
        if name not in {"agent_config", "custom_metadata", "version"}:
            check_text(name, value, empty=name in {"initial_context", "subject"})
    named = [name for name in ("agent_id", "agent_version_id", "agent_config") if name in given]
    if len(named) > 1:
        both = " and ".join(f"{name}=" for name in named)
        raise ConfigurationError(f"{both} each name an agent: pass one of them")
    if not named and "agent_number" not in given:
        last = "agent_number" if channel == "telephone" else "agent_config"
        raise ConfigurationError(f"no agent: pass one of agent_id=, agent_version_id= and {last}=")
    if "version" in given and "agent_id" not in given:
        raise ConfigurationError("version= needs agent_id=: pass that too, or remove version=")
    return create_conversation.request(channel=channel, user_id=user_id, **given)


class Creation:
    """The contract's operation. The status code says whether the conversation is queued."""

    def __init__(self) -> None:
        from anyreach_api.api.conversations import create_conversation  # noqa: PLC0415  models

        self.INFO: Info = create_conversation.INFO
        self.request = create_conversation.request
        self._read = create_conversation.read

    def read(self, answer: Answer) -> CreatedConversation:
        """Check and decode a successful response.

        Raises:
            DecodeError: The answer is not what the contract says, or has no conversation.
        """
        raw = self._read(answer)
        if not raw.conversation:
            raise DecodeError(("conversation",), "is missing")
        queued = answer.status == HTTPStatus.ACCEPTED
        return CreatedConversation(raw.conversation, raw, queued=queued)


def add_trace(info: Info, request: Request, options: Options) -> tuple[Options, str | None]:
    """Add a new trace to a request that creates a conversation; leave others unchanged.

    Returns:
        The remaining options, and the trace.

    Raises:
        ConfigurationError: The conversation's `custom_metadata` is not an object.
    """
    if info.id != "createConversation":
        return options, None
    from uuid import uuid4  # noqa: PLC0415  slow to import, and seldom needed

    from anyreach_api._operation import Json  # noqa: PLC0415

    trace = str(uuid4())
    body: Any = request.body
    fields = {**body.value, **(options.extra_body or {})}
    given: object = fields.get("custom_metadata") or {}
    if not is_mapping(given):
        raise ConfigurationError("custom_metadata= must be an object, such as a dict")
    request.body = Json({**fields, "custom_metadata": {**given, TRACE: trace}})
    return options._replace(extra_body=None), trace
