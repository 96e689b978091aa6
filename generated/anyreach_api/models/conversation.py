from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from ..types import UNSET, Unset
from .channel import Channel
from .direction import Direction
from .status import Status

_ConversationAgent_model: type[_models.ConversationAgent] = _model.later(
    f"{__package__}.conversation_agent", "ConversationAgent"
)
_Channel_members = _model.Members(Channel, str)
_Direction_members = _model.Members(Direction, str)
_Status_members = _model.Members(Status, str)


@_attrs_define(repr=False, match_args=False)
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

    id: str
    organization_id: str | None = None
    direction: Direction | None = None
    channel: Channel | None = None
    status: Status | None = None
    user_id: str | None = _attrs_field(default=None, repr=False)
    agent_id: str | None = None
    agent_version_id: str | None = None
    agent_number: str | None = _attrs_field(default=None, repr=False)
    _web_widget_id: str | None | Unset = _attrs_field(default=UNSET, alias="web_widget_id")
    _duration: int | None | Unset = _attrs_field(default=UNSET, alias="duration")
    _user_turn_count: int | None | Unset = _attrs_field(default=UNSET, alias="user_turn_count")
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    _agent: _models.ConversationAgent | None | Unset = _attrs_field(
        default=UNSET, alias="agent", repr=False, metadata={"sensitive": True}
    )
    _summary: str | None | Unset = _attrs_field(
        default=UNSET, alias="summary", repr=False, metadata={"sensitive": True}
    )
    _initial_context: str | None | Unset = _attrs_field(
        default=UNSET, alias="initial_context", repr=False, metadata={"sensitive": True}
    )
    _custom_metadata: dict[str, Any] | None | Unset = _attrs_field(
        default=UNSET, alias="custom_metadata", repr=False, metadata={"sensitive": True}
    )
    _conversation: dict[str, Any] | None | Unset = _attrs_field(
        default=UNSET, alias="conversation", repr=False, metadata={"sensitive": True}
    )
    _recording_details: dict[str, Any] | None | Unset = _attrs_field(
        default=UNSET, alias="recording_details", repr=False, metadata={"sensitive": True}
    )
    trunk_id: str | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
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
    __required__: ClassVar[frozenset[str]] = frozenset(("id",))
    __record__: ClassVar[str | None] = "id"
    __scope__: ClassVar[str] = "conversations:read_sensitive"

    @property
    def web_widget_id(self) -> str | None:
        """The web widget that originated the conversation, if any."""
        return None if self._web_widget_id is UNSET else self._web_widget_id

    @web_widget_id.setter
    def web_widget_id(self, value: str | None) -> None:
        self._web_widget_id = value

    @property
    def duration(self) -> int | None:
        """Conversation length in seconds."""
        return None if self._duration is UNSET else self._duration

    @duration.setter
    def duration(self, value: int | None) -> None:
        self._duration = value

    @property
    def user_turn_count(self) -> int | None:
        """Number of user turns."""
        return None if self._user_turn_count is UNSET else self._user_turn_count

    @user_turn_count.setter
    def user_turn_count(self, value: int | None) -> None:
        self._user_turn_count = value

    @property
    def agent(self) -> _models.ConversationAgent | None:
        """Sensitive. The handling agent."""
        if self._agent is UNSET:
            raise _model.withheld(self, "agent")
        return self._agent

    @agent.setter
    def agent(self, value: _models.ConversationAgent | None) -> None:
        self._agent = value

    @property
    def summary(self) -> str | None:
        """Sensitive. Generated conversation summary."""
        if self._summary is UNSET:
            raise _model.withheld(self, "summary")
        return self._summary

    @summary.setter
    def summary(self, value: str | None) -> None:
        self._summary = value

    @property
    def initial_context(self) -> str | None:
        """Sensitive. Context injected into the agent at the start of the conversation."""
        if self._initial_context is UNSET:
            raise _model.withheld(self, "initial_context")
        return self._initial_context

    @initial_context.setter
    def initial_context(self, value: str | None) -> None:
        self._initial_context = value

    @property
    def custom_metadata(self) -> dict[str, Any] | None:
        """Sensitive. Metadata you attached when creating the conversation."""
        if self._custom_metadata is UNSET:
            raise _model.withheld(self, "custom_metadata")
        return self._custom_metadata

    @custom_metadata.setter
    def custom_metadata(self, value: dict[str, Any] | None) -> None:
        self._custom_metadata = value

    @property
    def conversation(self) -> dict[str, Any] | None:
        """Sensitive. The transcript."""
        if self._conversation is UNSET:
            raise _model.withheld(self, "conversation")
        return self._conversation

    @conversation.setter
    def conversation(self, value: dict[str, Any] | None) -> None:
        self._conversation = value

    @property
    def recording_details(self) -> dict[str, Any] | None:
        """Sensitive. Recording information, including a time-limited recording_url."""
        if self._recording_details is UNSET:
            raise _model.withheld(self, "recording_details")
        return self._recording_details

    @recording_details.setter
    def recording_details(self, value: dict[str, Any] | None) -> None:
        self._recording_details = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        field_dict["id"] = self.id
        if self.organization_id is not None:
            field_dict["organization_id"] = self.organization_id
        if self.direction is not None:
            field_dict["direction"] = _model.to_json(self.direction)
        if self.channel is not None:
            field_dict["channel"] = _model.to_json(self.channel)
        if self.status is not None:
            field_dict["status"] = _model.to_json(self.status)
        if self.user_id is not None:
            field_dict["user_id"] = self.user_id
        if self.agent_id is not None:
            field_dict["agent_id"] = self.agent_id
        if self.agent_version_id is not None:
            field_dict["agent_version_id"] = self.agent_version_id
        if self.agent_number is not None:
            field_dict["agent_number"] = self.agent_number
        if self._web_widget_id is not UNSET:
            field_dict["web_widget_id"] = self._web_widget_id
        if self._duration is not UNSET:
            field_dict["duration"] = self._duration
        if self._user_turn_count is not UNSET:
            field_dict["user_turn_count"] = self._user_turn_count
        if self.created_at is not None:
            field_dict["created_at"] = _model.to_json(self.created_at)
        if self.updated_at is not None:
            field_dict["updated_at"] = _model.to_json(self.updated_at)
        if self._agent is not UNSET:
            field_dict["agent"] = _model.to_json(self._agent)
        if self._summary is not UNSET:
            field_dict["summary"] = self._summary
        if self._initial_context is not UNSET:
            field_dict["initial_context"] = self._initial_context
        if self._custom_metadata is not UNSET:
            field_dict["custom_metadata"] = self._custom_metadata
        if self._conversation is not UNSET:
            field_dict["conversation"] = self._conversation
        if self._recording_details is not UNSET:
            field_dict["recording_details"] = self._recording_details
        if self.trunk_id is not None:
            field_dict["trunk_id"] = self.trunk_id
        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Check and decode a JSON object.

        Returns:
            The model.

        Raises:
            errors.DecodeError: A value doesn't match the contract.
        """
        if type(src_dict) is not dict:
            src_dict = _model.mapping(src_dict)
        model = cls.__new__(cls)
        nulls: tuple[str, ...] = ()
        unknown = len(src_dict) - 21
        if "id" not in src_dict:
            raise _model.missing("id")
        elif type(value := src_dict["id"]) is str:
            model.id = value
        else:
            raise _model.mismatch("a string", value, "id")
        if "organization_id" not in src_dict:
            model.organization_id = None
            unknown += 1
        elif type(value := src_dict["organization_id"]) is str:
            model.organization_id = value
        elif value is None:
            model.organization_id = None
            nulls += ("organization_id",)
        else:
            raise _model.mismatch("a string", value, "organization_id")
        if "direction" not in src_dict:
            model.direction = None
            unknown += 1
        elif type(value := src_dict["direction"]) is str:
            model.direction = _Direction_members[value]
        elif value is None:
            model.direction = None
            nulls += ("direction",)
        else:
            raise _model.mismatch("a string", value, "direction")
        if "channel" not in src_dict:
            model.channel = None
            unknown += 1
        elif type(value := src_dict["channel"]) is str:
            model.channel = _Channel_members[value]
        elif value is None:
            model.channel = None
            nulls += ("channel",)
        else:
            raise _model.mismatch("a string", value, "channel")
        if "status" not in src_dict:
            model.status = None
            unknown += 1
        elif type(value := src_dict["status"]) is str:
            model.status = _Status_members[value]
        elif value is None:
            model.status = None
            nulls += ("status",)
        else:
            raise _model.mismatch("a string", value, "status")
        if "user_id" not in src_dict:
            model.user_id = None
            unknown += 1
        elif type(value := src_dict["user_id"]) is str:
            model.user_id = value
        elif value is None:
            model.user_id = None
            nulls += ("user_id",)
        else:
            raise _model.mismatch("a string", value, "user_id")
        if "agent_id" not in src_dict:
            model.agent_id = None
            unknown += 1
        elif type(value := src_dict["agent_id"]) is str:
            model.agent_id = value
        elif value is None:
            model.agent_id = None
            nulls += ("agent_id",)
        else:
            raise _model.mismatch("a string", value, "agent_id")
        if "agent_version_id" not in src_dict:
            model.agent_version_id = None
            unknown += 1
        elif type(value := src_dict["agent_version_id"]) is str:
            model.agent_version_id = value
        elif value is None:
            model.agent_version_id = None
            nulls += ("agent_version_id",)
        else:
            raise _model.mismatch("a string", value, "agent_version_id")
        if "agent_number" not in src_dict:
            model.agent_number = None
            unknown += 1
        elif type(value := src_dict["agent_number"]) is str:
            model.agent_number = value
        elif value is None:
            model.agent_number = None
            nulls += ("agent_number",)
        else:
            raise _model.mismatch("a string", value, "agent_number")
        if "web_widget_id" not in src_dict:
            model._web_widget_id = UNSET
            unknown += 1
        elif type(value := src_dict["web_widget_id"]) is str:
            model._web_widget_id = value
        elif value is None:
            model._web_widget_id = None
        else:
            raise _model.mismatch("a string", value, "web_widget_id")
        if "duration" not in src_dict:
            model._duration = UNSET
            unknown += 1
        elif type(value := src_dict["duration"]) is int:
            model._duration = value
        elif value is None:
            model._duration = None
        else:
            try:
                model._duration = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "duration") from None
        if "user_turn_count" not in src_dict:
            model._user_turn_count = UNSET
            unknown += 1
        elif type(value := src_dict["user_turn_count"]) is int:
            model._user_turn_count = value
        elif value is None:
            model._user_turn_count = None
        else:
            try:
                model._user_turn_count = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "user_turn_count") from None
        if "created_at" not in src_dict:
            model.created_at = None
            unknown += 1
        elif type(value := src_dict["created_at"]) is str:
            try:
                model.created_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.created_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "created_at") from None
        elif value is None:
            model.created_at = None
            nulls += ("created_at",)
        else:
            raise _model.mismatch("a date-time", value, "created_at")
        if "updated_at" not in src_dict:
            model.updated_at = None
            unknown += 1
        elif type(value := src_dict["updated_at"]) is str:
            try:
                model.updated_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.updated_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "updated_at") from None
        elif value is None:
            model.updated_at = None
            nulls += ("updated_at",)
        else:
            raise _model.mismatch("a date-time", value, "updated_at")
        if "agent" not in src_dict:
            model._agent = UNSET
            unknown += 1
        elif type(value := src_dict["agent"]) is dict:
            try:
                model._agent = _ConversationAgent_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "agent") from None
        elif value is None:
            model._agent = None
        else:
            raise _model.mismatch("an object", value, "agent")
        if "summary" not in src_dict:
            model._summary = UNSET
            unknown += 1
        elif type(value := src_dict["summary"]) is str:
            model._summary = value
        elif value is None:
            model._summary = None
        else:
            raise _model.mismatch("a string", value, "summary")
        if "initial_context" not in src_dict:
            model._initial_context = UNSET
            unknown += 1
        elif type(value := src_dict["initial_context"]) is str:
            model._initial_context = value
        elif value is None:
            model._initial_context = None
        else:
            raise _model.mismatch("a string", value, "initial_context")
        if "custom_metadata" not in src_dict:
            model._custom_metadata = UNSET
            unknown += 1
        elif type(value := src_dict["custom_metadata"]) is dict:
            model._custom_metadata = value
        elif value is None:
            model._custom_metadata = None
        else:
            raise _model.mismatch("an object", value, "custom_metadata")
        if "conversation" not in src_dict:
            model._conversation = UNSET
            unknown += 1
        elif type(value := src_dict["conversation"]) is dict:
            model._conversation = value
        elif value is None:
            model._conversation = None
        else:
            raise _model.mismatch("an object", value, "conversation")
        if "recording_details" not in src_dict:
            model._recording_details = UNSET
            unknown += 1
        elif type(value := src_dict["recording_details"]) is dict:
            model._recording_details = value
        elif value is None:
            model._recording_details = None
        else:
            raise _model.mismatch("an object", value, "recording_details")
        if "trunk_id" not in src_dict:
            model.trunk_id = None
            unknown += 1
        elif type(value := src_dict["trunk_id"]) is str:
            model.trunk_id = value
        elif value is None:
            model.trunk_id = None
            nulls += ("trunk_id",)
        else:
            raise _model.mismatch("a string", value, "trunk_id")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
