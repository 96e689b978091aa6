from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..models.status import Status
from ..types import UNSET, Unset

_Status_members = _model.Members(Status, str)


@_attrs_define
class EndConversationResponse(_model.Model):
    """A conversation that was ended.

    Attributes:
        conversation_id: The ID of the conversation.
        status: Current state of the conversation.
        duration: Conversation length in seconds.
        summary: Sensitive. Generated conversation summary.
    """

    conversation_id: str | Unset = UNSET
    status: Status | Unset = UNSET
    duration: int | None | Unset = UNSET
    summary: str | None | Unset = _attrs_field(
        default=UNSET, repr=_model.redacted, metadata={"sensitive": True}
    )
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self.conversation_id is not UNSET:
            field_dict["conversation_id"] = self.conversation_id
        if self.status is not UNSET:
            field_dict["status"] = _model.to_json(self.status)
        if self.duration is not UNSET:
            field_dict["duration"] = self.duration
        if self.summary is not UNSET:
            field_dict["summary"] = self.summary
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
        unknown = len(src_dict) - 4
        if "conversation_id" not in src_dict:
            model.conversation_id = UNSET
            unknown += 1
        elif type(value := src_dict["conversation_id"]) is str:
            model.conversation_id = value
        elif value is None:
            model.conversation_id = UNSET
        else:
            raise _model.mismatch("a string", value, "conversation_id")
        if "status" not in src_dict:
            model.status = UNSET
            unknown += 1
        elif type(value := src_dict["status"]) is str:
            model.status = _Status_members[value]
        elif value is None:
            model.status = UNSET
        else:
            raise _model.mismatch("a string", value, "status")
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
        if "summary" not in src_dict:
            model.summary = UNSET
            unknown += 1
        elif type(value := src_dict["summary"]) is str:
            model.summary = value
        elif value is None:
            model.summary = None
        else:
            raise _model.mismatch("a string", value, "summary")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "conversation_id",
        "status",
        "duration",
        "summary",
    )
)
