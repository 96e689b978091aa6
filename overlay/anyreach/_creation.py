"""Creating conversations: what is asked for, checked before anything is sent, and then asked for.

The functions here are the methods of `client.conversations`, sync and async. What the documentation
says is a 422 is refused here; what it leaves open is left to the API.
"""

# ruff: noqa: ARG001, D417, PLC0415  `self`: they are methods

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from anyreach._errors import ConfigurationError
from anyreach._given import check_text, copy_object
from anyreach._script import Ask, Script

if TYPE_CHECKING:
    from anyreach._created import CreatedConversation
    from anyreach.models import Channel, CreateConversationRequest

_E164: Final = re.compile(r"\+[1-9][0-9]{1,14}")  # ITU-T E.164, section 6
_TEXTS: Final = (
    "agent_id", "agent_version_id", "agent_number", "to_address", "from_address"
)  # fmt: skip
_WORDS: Final = ("subject", "initial_context")  # they may be empty
_OBJECTS: Final = ("agent_config", "custom_metadata")
_AGENTS: Final = ("agent_id", "agent_version_id", "agent_config")
_MAX_VERSION: Final = 2**53  # beyond it JSON numbers lose digits (RFC 8259, section 6)
_DIALLED: Final = ("agent_id", "agent_version_id", "agent_number")


class Order:
    """What a new conversation is to be, checked. It shows itself only to who calls `read()`."""

    __slots__ = ("read",)

    def __init__(self, fields: dict[str, Any]) -> None:
        self.read: Callable[[], dict[str, Any]] = lambda: fields

    def __repr__(self) -> str:
        return "<order>"


def create(
    self: object,
    *,
    channel: Channel | str,
    user_id: str,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    agent_config: Mapping[str, Any] | None = None,
    version: float | Literal["latest"] | None = None,
    agent_number: str | None = None,
    to_address: str | None = None,
    from_address: str | None = None,
    subject: str | None = None,
    initial_context: str | None = None,
    custom_metadata: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Script[CreatedConversation]:
    """Create a conversation on any channel; `call`, `text`, `email` and `web` are for one each.

    On the telephone a real phone rings. It is never asked for twice: when no answer came, the
    error's `maybe_sent` says whether the conversation may have been created.

    Args:
        channel: A `Channel`, or its text.
        user_id: Your identifier of the end user; on the telephone the number to call, in E.164
            form, as in `+15550100`.
        agent_id: The agent, in its latest published version. The agent is exactly one of
            `agent_id`, `agent_version_id` and `agent_config`; on the telephone `agent_number` names
            one too, and `agent_config` is not taken.
        agent_version_id: The published version of an agent.
        agent_config: The configuration of an agent that is not stored.
        version: Another published version of `agent_id`: its number, or `"latest"`.
        agent_number: The agent's phone number.
        to_address: The recipient's email address; email needs it.
        from_address: The sender's email address.
        subject: The subject of the email.
        initial_context: What the agent is to know at the start.
        custom_metadata: What to attach to the conversation: a JSON object.
        timeout: Seconds for this call; None: the client's.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it, and what to do.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        UnprocessableEntityError: The API refuses a value; `detail` says which.
        APIError: The call did not come to its answer; the other subclasses say how.

    Source: the contract's `createConversation`; docs: api-reference/conversations.
    """
    return _create(
        _order(
            channel,
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            agent_number=agent_number,
            to_address=to_address,
            from_address=from_address,
            subject=subject,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        ),
        timeout,
    )


def call(
    self: object,
    *,
    to: str,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    version: float | Literal["latest"] | None = None,
    agent_number: str | None = None,
    initial_context: str | None = None,
    custom_metadata: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Script[CreatedConversation]:
    """Call someone: a real phone rings.

    The call is queued: `queued` of the result is True. `wait()` tells how it goes. It is never
    asked for twice: when no answer came, the error's `maybe_sent` says whether a phone may ring.

    Args:
        to: The number to call, in E.164 form, as in `+15550100`: the conversation's `user_id`.
        agent_id: The agent, in its latest published version. One of `agent_id`, `agent_version_id`
            and `agent_number` is needed, and the first two exclude each other.
        agent_version_id: The published version of an agent.
        version: Another published version of `agent_id`: its number, or `"latest"`.
        agent_number: The agent's phone number.
        initial_context: What the agent is to know at the start.
        custom_metadata: What to attach to the conversation: a JSON object.
        timeout: Seconds for this call; None: the client's.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it, and what to do.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        UnprocessableEntityError: The API refuses a value; `detail` says which.
        APIError: The call did not come to its answer; the other subclasses say how.

    Source: the contract's `createConversation`; docs: api-reference/conversations.
    """
    return _create(
        _order(
            "telephone",
            user="to",
            user_id=to,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            version=version,
            agent_number=agent_number,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        ),
        timeout,
    )


def text(
    self: object,
    *,
    user_id: str,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    agent_config: Mapping[str, Any] | None = None,
    version: float | Literal["latest"] | None = None,
    initial_context: str | None = None,
    custom_metadata: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Script[CreatedConversation]:
    """Begin a text conversation; `chat()` begins one that ends by itself.

    `starting_message` of the result is the agent's greeting. Go on with `send_message()`, and `end`
    it.

    Args:
        user_id: Your identifier of the end user.
        agent_id: The agent, in its latest published version. The agent is exactly one of
            `agent_id`, `agent_version_id` and `agent_config`.
        agent_version_id: The published version of an agent.
        agent_config: The configuration of an agent that is not stored.
        version: Another published version of `agent_id`: its number, or `"latest"`.
        initial_context: What the agent is to know at the start.
        custom_metadata: What to attach to the conversation: a JSON object.
        timeout: Seconds for this call; None: the client's.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it, and what to do.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        UnprocessableEntityError: The API refuses a value; `detail` says which.
        APIError: The call did not come to its answer; the other subclasses say how.

    Source: the contract's `createConversation`; docs: api-reference/conversations.
    """
    return _create(
        _order(
            "text",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        ),
        timeout,
    )


def email(
    self: object,
    *,
    user_id: str,
    to_address: str,
    from_address: str | None = None,
    subject: str | None = None,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    agent_config: Mapping[str, Any] | None = None,
    version: float | Literal["latest"] | None = None,
    initial_context: str | None = None,
    custom_metadata: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Script[CreatedConversation]:
    """Write to someone by email.

    It is never asked for twice: when no answer came, the error's `maybe_sent` says whether the
    email may have been sent.

    Args:
        user_id: Your identifier of the end user.
        to_address: The recipient's email address.
        from_address: The sender's email address.
        subject: The subject of the email.
        agent_id: The agent, in its latest published version. The agent is exactly one of
            `agent_id`, `agent_version_id` and `agent_config`.
        agent_version_id: The published version of an agent.
        agent_config: The configuration of an agent that is not stored.
        version: Another published version of `agent_id`: its number, or `"latest"`.
        initial_context: What the agent is to know at the start.
        custom_metadata: What to attach to the conversation: a JSON object.
        timeout: Seconds for this call; None: the client's.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it, and what to do.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        UnprocessableEntityError: The API refuses a value; `detail` says which.
        APIError: The call did not come to its answer; the other subclasses say how.

    Source: the contract's `createConversation`; docs: api-reference/conversations.
    """
    return _create(
        _order(
            "email",
            user_id=user_id,
            to_address=to_address,
            from_address=from_address,
            subject=subject,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        ),
        timeout,
    )


def web(
    self: object,
    *,
    user_id: str,
    agent_id: str | None = None,
    agent_version_id: str | None = None,
    agent_config: Mapping[str, Any] | None = None,
    version: float | Literal["latest"] | None = None,
    initial_context: str | None = None,
    custom_metadata: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Script[CreatedConversation]:
    """Create a web call (WebRTC), for the user to join.

    What the user's browser joins with is in `additional_properties` of the result, under the names
    that the API gives it; the contract does not have them. Who has it can join: do not log it.

    Args:
        user_id: Your identifier of the end user.
        agent_id: The agent, in its latest published version. The agent is exactly one of
            `agent_id`, `agent_version_id` and `agent_config`.
        agent_version_id: The published version of an agent.
        agent_config: The configuration of an agent that is not stored.
        version: Another published version of `agent_id`: its number, or `"latest"`.
        initial_context: What the agent is to know at the start.
        custom_metadata: What to attach to the conversation: a JSON object.
        timeout: Seconds for this call; None: the client's.

    Raises:
        ConfigurationError: An argument cannot be sent; the text names it, and what to do.
        PermissionDeniedError: The token lacks the scope `conversations:manage`.
        UnprocessableEntityError: The API refuses a value; `detail` says which.
        APIError: The call did not come to its answer; the other subclasses say how.

    Source: the contract's `createConversation`; docs: api-reference/conversations.
    """
    return _create(
        _order(
            "webrtc",
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_config=agent_config,
            version=version,
            initial_context=initial_context,
            custom_metadata=custom_metadata,
        ),
        timeout,
    )


def _create(
    order: Order | ConfigurationError, timeout: float | None
) -> Script[CreatedConversation]:
    if isinstance(order, ConfigurationError):
        raise order
    from anyreach._created import CREATE

    created: CreatedConversation = yield Ask(CREATE, timeout, body=_body(order))
    return created


def _body(order: Order) -> CreateConversationRequest:
    from anyreach.models import (
        AgentConfig,
        Channel,
        CreateConversationRequest,
        CreateConversationRequestCustomMetadata,
    )

    fields = dict(order.read())
    fields["channel"] = Channel(fields["channel"])
    if "agent_config" in fields:
        fields["agent_config"] = AgentConfig.from_dict(fields["agent_config"])
    if "custom_metadata" in fields:
        fields["custom_metadata"] = CreateConversationRequestCustomMetadata.from_dict(
            fields["custom_metadata"]
        )
    return CreateConversationRequest(**fields)


def _order(channel: object, *, user: str = "user_id", **given: Any) -> Order | ConfigurationError:
    """Return what a new conversation is to be, or why it cannot be asked for.

    Args:
        channel: As given.
        user: What the argument with the user is called.
        **given: What is None is not given.
    """
    fields: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    problem = (
        check_text("channel", channel)
        or check_text(user, given["user_id"])
        or _form_problem(fields)
        or _agent_problem(str(channel), fields)
    )
    if problem is None and channel == "telephone" and not _E164.fullmatch(fields["user_id"]):
        problem = ConfigurationError(
            f"{user}= must be a phone number in E.164 form: + and up to 15 digits, nothing between"
        )
    if problem is None and channel == "email" and "to_address" not in fields:
        problem = ConfigurationError("an email needs to_address=, the recipient's address")
    for name in _OBJECTS:
        if problem is None and name in fields:
            copied = copy_object(name, fields[name])
            if isinstance(copied, ConfigurationError):
                return copied
            fields[name] = copied
    return problem or Order({"channel": str(channel), **fields})


def _form_problem(fields: Mapping[str, Any]) -> ConfigurationError | None:
    for name in (*_TEXTS, *_WORDS):
        if name in fields:
            problem = check_text(name, fields[name], empty=name in _WORDS)
            if problem is not None:
                return problem
    version = fields.get("version", "latest")
    number = isinstance(version, int | float) and not isinstance(version, bool)
    if version != "latest" and not (number and abs(version) < _MAX_VERSION):
        return ConfigurationError('version= must be the number of a version, or "latest"')
    if "version" in fields and "agent_id" not in fields:
        return ConfigurationError("version= is one of agent_id=: pass that too, or drop it")
    return None


def _agent_problem(channel: str, fields: Mapping[str, Any]) -> ConfigurationError | None:
    """Return why the agent is not named as the channel needs it; of an unknown one, nothing."""
    if channel not in {"telephone", "text", "email", "webrtc"}:
        return None
    kinds = _DIALLED if channel == "telephone" else _AGENTS
    named = [name for name in kinds if name in fields]
    if channel == "telephone" and "agent_config" in fields:
        return ConfigurationError(f"the telephone takes no agent_config=: pass {_one_of(kinds)}")
    if not named:
        return ConfigurationError(f"no agent: pass {_one_of(kinds)}")
    stored = [name for name in named if name != "agent_number"]
    if len(stored) > 1:
        both = " and ".join(f"{name}=" for name in stored)
        return ConfigurationError(f"{both} each name an agent: pass one of them")
    return None


def _one_of(names: tuple[str, ...]) -> str:
    return "one of {}=, {}= and {}=".format(*names)
