from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..models.channel import Channel
from ..models.direction import Direction
from ..models.status import Status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.conversation_agent import ConversationAgent
    from ..models.conversation_custom_metadata import ConversationCustomMetadata
    from ..models.conversation_recording_details import ConversationRecordingDetails
    from ..models.conversation_transcript import ConversationTranscript

_ConversationAgent_model: type[ConversationAgent] = _model.later(
    f"{__package__}.conversation_agent", "ConversationAgent"
)
_ConversationCustomMetadata_model: type[ConversationCustomMetadata] = _model.later(
    f"{__package__}.conversation_custom_metadata", "ConversationCustomMetadata"
)
_ConversationRecordingDetails_model: type[ConversationRecordingDetails] = _model.later(
    f"{__package__}.conversation_recording_details", "ConversationRecordingDetails"
)
_ConversationTranscript_model: type[ConversationTranscript] = _model.later(
    f"{__package__}.conversation_transcript", "ConversationTranscript"
)
_Channel_members = _model.Members(Channel, str)
_Direction_members = _model.Members(Direction, str)
_Status_members = _model.Members(Status, str)


@_attrs_define
class Conversation(_model.Model):
    """Fields marked sensitive are only returned to tokens whose role grants access to them.

    Attributes:
        id: Unique conversation ID.
        organization_id: Your organization ID.
        direction: Who initiated the conversation.
        channel: The conversation channel.
        status: Current state of the conversation.
        user_id: The end user's identifier (a phone number for telephony).
        agent_id: The agent handling the conversation.
        agent_version_id: The specific agent version in use.
        agent_number: The agent's phone number (telephony).
        web_widget_id: The web widget that originated the conversation, if any.
        duration: Conversation length in seconds.
        user_turn_count: Number of user turns.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
        agent: Sensitive. The handling agent.
        summary: Sensitive. Generated conversation summary.
        initial_context: Sensitive. Context injected into the agent at the start of the
            conversation.
        custom_metadata: Sensitive. Metadata you attached when creating the conversation.
        conversation: Sensitive. The transcript.
        recording_details: Sensitive. Recording information, including a time-limited
            recording_url.
        trunk_id: The telephony trunk that carried the call.
    """

    id: str | Unset = UNSET
    organization_id: str | Unset = UNSET
    direction: Direction | Unset = UNSET
    channel: Channel | Unset = UNSET
    status: Status | Unset = UNSET
    user_id: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    agent_id: str | Unset = UNSET
    agent_version_id: str | Unset = UNSET
    agent_number: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    web_widget_id: str | None | Unset = UNSET
    duration: int | None | Unset = UNSET
    user_turn_count: int | None | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    agent: ConversationAgent | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    summary: str | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    initial_context: str | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    custom_metadata: ConversationCustomMetadata | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    conversation: ConversationTranscript | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    recording_details: ConversationRecordingDetails | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    trunk_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self.id is not UNSET:
            field_dict["id"] = self.id
        if self.organization_id is not UNSET:
            field_dict["organization_id"] = self.organization_id
        if self.direction is not UNSET:
            field_dict["direction"] = _model.to_json(self.direction)
        if self.channel is not UNSET:
            field_dict["channel"] = _model.to_json(self.channel)
        if self.status is not UNSET:
            field_dict["status"] = _model.to_json(self.status)
        if self.user_id is not UNSET:
            field_dict["user_id"] = self.user_id
        if self.agent_id is not UNSET:
            field_dict["agent_id"] = self.agent_id
        if self.agent_version_id is not UNSET:
            field_dict["agent_version_id"] = self.agent_version_id
        if self.agent_number is not UNSET:
            field_dict["agent_number"] = self.agent_number
        if self.web_widget_id is not UNSET:
            field_dict["web_widget_id"] = self.web_widget_id
        if self.duration is not UNSET:
            field_dict["duration"] = self.duration
        if self.user_turn_count is not UNSET:
            field_dict["user_turn_count"] = self.user_turn_count
        if self.created_at is not UNSET:
            field_dict["created_at"] = _model.to_json(self.created_at)
        if self.updated_at is not UNSET:
            field_dict["updated_at"] = _model.to_json(self.updated_at)
        if self.agent is not UNSET:
            field_dict["agent"] = _model.to_json(self.agent)
        if self.summary is not UNSET:
            field_dict["summary"] = self.summary
        if self.initial_context is not UNSET:
            field_dict["initial_context"] = self.initial_context
        if self.custom_metadata is not UNSET:
            field_dict["custom_metadata"] = _model.to_json(self.custom_metadata)
        if self.conversation is not UNSET:
            field_dict["conversation"] = _model.to_json(self.conversation)
        if self.recording_details is not UNSET:
            field_dict["recording_details"] = _model.to_json(self.recording_details)
        if self.trunk_id is not UNSET:
            field_dict["trunk_id"] = self.trunk_id
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
        unknown = len(src_dict) - 21
        if "id" not in src_dict:
            model.id = UNSET
            unknown += 1
        elif type(value := src_dict["id"]) is str:
            model.id = value
        elif value is None:
            model.id = UNSET
        else:
            raise _model.mismatch("a string", value, "id")
        if "organization_id" not in src_dict:
            model.organization_id = UNSET
            unknown += 1
        elif type(value := src_dict["organization_id"]) is str:
            model.organization_id = value
        elif value is None:
            model.organization_id = UNSET
        else:
            raise _model.mismatch("a string", value, "organization_id")
        if "direction" not in src_dict:
            model.direction = UNSET
            unknown += 1
        elif type(value := src_dict["direction"]) is str:
            model.direction = _Direction_members[value]
        elif value is None:
            model.direction = UNSET
        else:
            raise _model.mismatch("a string", value, "direction")
        if "channel" not in src_dict:
            model.channel = UNSET
            unknown += 1
        elif type(value := src_dict["channel"]) is str:
            model.channel = _Channel_members[value]
        elif value is None:
            model.channel = UNSET
        else:
            raise _model.mismatch("a string", value, "channel")
        if "status" not in src_dict:
            model.status = UNSET
            unknown += 1
        elif type(value := src_dict["status"]) is str:
            model.status = _Status_members[value]
        elif value is None:
            model.status = UNSET
        else:
            raise _model.mismatch("a string", value, "status")
        if "user_id" not in src_dict:
            model.user_id = UNSET
            unknown += 1
        elif type(value := src_dict["user_id"]) is str:
            model.user_id = value
        elif value is None:
            model.user_id = UNSET
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
        if "agent_number" not in src_dict:
            model.agent_number = UNSET
            unknown += 1
        elif type(value := src_dict["agent_number"]) is str:
            model.agent_number = value
        elif value is None:
            model.agent_number = UNSET
        else:
            raise _model.mismatch("a string", value, "agent_number")
        if "web_widget_id" not in src_dict:
            model.web_widget_id = UNSET
            unknown += 1
        elif type(value := src_dict["web_widget_id"]) is str:
            model.web_widget_id = value
        elif value is None:
            model.web_widget_id = None
        else:
            raise _model.mismatch("a string", value, "web_widget_id")
        if "duration" not in src_dict:
            model.duration = UNSET
            unknown += 1
        elif type(value := src_dict["duration"]) is int:
            model.duration = value
        elif value is None:
            model.duration = None
        else:
            try:
                model.duration = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "duration") from None
        if "user_turn_count" not in src_dict:
            model.user_turn_count = UNSET
            unknown += 1
        elif type(value := src_dict["user_turn_count"]) is int:
            model.user_turn_count = value
        elif value is None:
            model.user_turn_count = None
        else:
            try:
                model.user_turn_count = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "user_turn_count") from None
        if "created_at" not in src_dict:
            model.created_at = UNSET
            unknown += 1
        elif type(value := src_dict["created_at"]) is str:
            try:
                model.created_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                raise _model.malformed("a date-time", "created_at") from None
        elif value is None:
            model.created_at = UNSET
        else:
            raise _model.mismatch("a date-time", value, "created_at")
        if "updated_at" not in src_dict:
            model.updated_at = UNSET
            unknown += 1
        elif type(value := src_dict["updated_at"]) is str:
            try:
                model.updated_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                raise _model.malformed("a date-time", "updated_at") from None
        elif value is None:
            model.updated_at = UNSET
        else:
            raise _model.mismatch("a date-time", value, "updated_at")
        if "agent" not in src_dict:
            model.agent = UNSET
            unknown += 1
        elif type(value := src_dict["agent"]) is dict:
            try:
                model.agent = _ConversationAgent_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "agent") from None
        elif value is None:
            model.agent = None
        else:
            raise _model.mismatch("an object", value, "agent")
        if "summary" not in src_dict:
            model.summary = UNSET
            unknown += 1
        elif type(value := src_dict["summary"]) is str:
            model.summary = value
        elif value is None:
            model.summary = None
        else:
            raise _model.mismatch("a string", value, "summary")
        if "initial_context" not in src_dict:
            model.initial_context = UNSET
            unknown += 1
        elif type(value := src_dict["initial_context"]) is str:
            model.initial_context = value
        elif value is None:
            model.initial_context = None
        else:
            raise _model.mismatch("a string", value, "initial_context")
        if "custom_metadata" not in src_dict:
            model.custom_metadata = UNSET
            unknown += 1
        elif type(value := src_dict["custom_metadata"]) is dict:
            try:
                model.custom_metadata = _ConversationCustomMetadata_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "custom_metadata") from None
        elif value is None:
            model.custom_metadata = None
        else:
            raise _model.mismatch("an object", value, "custom_metadata")
        if "conversation" not in src_dict:
            model.conversation = UNSET
            unknown += 1
        elif type(value := src_dict["conversation"]) is dict:
            try:
                model.conversation = _ConversationTranscript_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "conversation") from None
        elif value is None:
            model.conversation = None
        else:
            raise _model.mismatch("an object", value, "conversation")
        if "recording_details" not in src_dict:
            model.recording_details = UNSET
            unknown += 1
        elif type(value := src_dict["recording_details"]) is dict:
            try:
                model.recording_details = _ConversationRecordingDetails_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "recording_details") from None
        elif value is None:
            model.recording_details = None
        else:
            raise _model.mismatch("an object", value, "recording_details")
        if "trunk_id" not in src_dict:
            model.trunk_id = UNSET
            unknown += 1
        elif type(value := src_dict["trunk_id"]) is str:
            model.trunk_id = value
        elif value is None:
            model.trunk_id = UNSET
        else:
            raise _model.mismatch("a string", value, "trunk_id")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "id",
        "organization_id",
        "direction",
        "channel",
        "status",
        "user_id",
        "agent_id",
        "agent_version_id",
        "agent_number",
        "web_widget_id",
        "duration",
        "user_turn_count",
        "created_at",
        "updated_at",
        "agent",
        "summary",
        "initial_context",
        "custom_metadata",
        "conversation",
        "recording_details",
        "trunk_id",
    )
)
