from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..models.channel import Channel
from ..models.latest_version import LatestVersion
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.agent_config import AgentConfig
    from ..models.create_conversation_request_custom_metadata import (
        CreateConversationRequestCustomMetadata,
    )

_AgentConfig_model: type[AgentConfig] = _model.later(f"{__package__}.agent_config", "AgentConfig")
_CreateConversationRequestCustomMetadata_model: type[CreateConversationRequestCustomMetadata] = (
    _model.later(
        f"{__package__}.create_conversation_request_custom_metadata",
        "CreateConversationRequestCustomMetadata",
    )
)
_Channel_members = _model.Members(Channel, str)
_LatestVersion_members = _model.Members(LatestVersion, str)


@_attrs_define
class CreateConversationRequest(_model.Model):
    """What a new conversation is to be.

    Attributes:
        channel: The conversation channel.
        user_id: Your identifier of the end user; on the telephone a phone number in E.164 form
            with its plus sign.
        agent_id: The agent to use, in its latest published version unless version says
            otherwise.
        agent_version_id: The published agent version to use, instead of agent_id.
        agent_config: An agent configuration to use, instead of a stored agent.
        version: The published version of agent_id: its number, or latest.
        agent_number: The agent's phone number (telephony).
        to_address: The recipient's email address; required for email.
        from_address: The sender's email address.
        subject: The subject of the email.
        initial_context: Context injected into the agent at the start of the conversation.
        custom_metadata: Metadata to attach to the conversation; lists can be filtered by it.
    """

    channel: Channel
    user_id: str = _attrs_field(repr=_model.hidden)
    agent_id: str | Unset = UNSET
    agent_version_id: str | Unset = UNSET
    agent_config: AgentConfig | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    version: float | LatestVersion | Unset = UNSET
    agent_number: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    to_address: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    from_address: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    subject: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    initial_context: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    custom_metadata: CreateConversationRequestCustomMetadata | Unset = _attrs_field(
        default=UNSET, repr=_model.hidden
    )
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        field_dict["channel"] = _model.to_json(self.channel)
        field_dict["user_id"] = self.user_id
        if self.agent_id is not UNSET:
            field_dict["agent_id"] = self.agent_id
        if self.agent_version_id is not UNSET:
            field_dict["agent_version_id"] = self.agent_version_id
        if self.agent_config is not UNSET:
            field_dict["agent_config"] = _model.to_json(self.agent_config)
        if self.version is not UNSET:
            field_dict["version"] = _model.to_json(self.version)
        if self.agent_number is not UNSET:
            field_dict["agent_number"] = self.agent_number
        if self.to_address is not UNSET:
            field_dict["to_address"] = self.to_address
        if self.from_address is not UNSET:
            field_dict["from_address"] = self.from_address
        if self.subject is not UNSET:
            field_dict["subject"] = self.subject
        if self.initial_context is not UNSET:
            field_dict["initial_context"] = self.initial_context
        if self.custom_metadata is not UNSET:
            field_dict["custom_metadata"] = _model.to_json(self.custom_metadata)
        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Check and decode a JSON object.

        Raises:
            errors.DecodeError: A value is not what the contract says.
        """
        if type(src_dict) is not dict:
            src_dict = _model.as_object(src_dict)
        model = cls.__new__(cls)
        unknown = len(src_dict) - 12
        if "channel" not in src_dict:
            raise _model.missing("channel")
        elif type(value := src_dict["channel"]) is str:
            model.channel = _Channel_members[value]
        else:
            raise _model.mismatch("a string", value, "channel")
        if "user_id" not in src_dict:
            raise _model.missing("user_id")
        elif type(value := src_dict["user_id"]) is str:
            model.user_id = value
        else:
            raise _model.mismatch("a string", value, "user_id")
        if "agent_id" not in src_dict:
            model.agent_id = UNSET
            unknown += 1
        elif type(value := src_dict["agent_id"]) is str:
            model.agent_id = value
        elif value is None:
            model.agent_id = UNSET
        else:
            raise _model.mismatch("a string", value, "agent_id")
        if "agent_version_id" not in src_dict:
            model.agent_version_id = UNSET
            unknown += 1
        elif type(value := src_dict["agent_version_id"]) is str:
            model.agent_version_id = value
        elif value is None:
            model.agent_version_id = UNSET
        else:
            raise _model.mismatch("a string", value, "agent_version_id")
        if "agent_config" not in src_dict:
            model.agent_config = UNSET
            unknown += 1
        elif type(value := src_dict["agent_config"]) is dict:
            try:
                model.agent_config = _AgentConfig_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "agent_config") from None
        elif value is None:
            model.agent_config = UNSET
        else:
            raise _model.mismatch("an object", value, "agent_config")
        if "version" not in src_dict:
            model.version = UNSET
            unknown += 1
        elif (value := src_dict["version"]) is None:
            model.version = UNSET
        else:
            try:
                model.version = _decode_version(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "version") from None
        if "agent_number" not in src_dict:
            model.agent_number = UNSET
            unknown += 1
        elif type(value := src_dict["agent_number"]) is str:
            model.agent_number = value
        elif value is None:
            model.agent_number = UNSET
        else:
            raise _model.mismatch("a string", value, "agent_number")
        if "to_address" not in src_dict:
            model.to_address = UNSET
            unknown += 1
        elif type(value := src_dict["to_address"]) is str:
            model.to_address = value
        elif value is None:
            model.to_address = UNSET
        else:
            raise _model.mismatch("a string", value, "to_address")
        if "from_address" not in src_dict:
            model.from_address = UNSET
            unknown += 1
        elif type(value := src_dict["from_address"]) is str:
            model.from_address = value
        elif value is None:
            model.from_address = UNSET
        else:
            raise _model.mismatch("a string", value, "from_address")
        if "subject" not in src_dict:
            model.subject = UNSET
            unknown += 1
        elif type(value := src_dict["subject"]) is str:
            model.subject = value
        elif value is None:
            model.subject = UNSET
        else:
            raise _model.mismatch("a string", value, "subject")
        if "initial_context" not in src_dict:
            model.initial_context = UNSET
            unknown += 1
        elif type(value := src_dict["initial_context"]) is str:
            model.initial_context = value
        elif value is None:
            model.initial_context = UNSET
        else:
            raise _model.mismatch("a string", value, "initial_context")
        if "custom_metadata" not in src_dict:
            model.custom_metadata = UNSET
            unknown += 1
        elif type(value := src_dict["custom_metadata"]) is dict:
            try:
                model.custom_metadata = _CreateConversationRequestCustomMetadata_model.from_dict(
                    value
                )
            except _model.FAULTS as fault:
                raise _model.inside(fault, "custom_metadata") from None
        elif value is None:
            model.custom_metadata = UNSET
        else:
            raise _model.mismatch("an object", value, "custom_metadata")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "channel",
        "user_id",
        "agent_id",
        "agent_version_id",
        "agent_config",
        "version",
        "agent_number",
        "to_address",
        "from_address",
        "subject",
        "initial_context",
        "custom_metadata",
    )
)
_decode_version: Callable[[Any], float | LatestVersion] = _model.any_of(
    "a number or a string", _model.number, _LatestVersion_members.decode
)
