from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset
from .status import Status

_Status_members = _model.Members(Status, str)


@_attrs_define(repr=False, match_args=False)
class EndConversationResponse(_model.Model):
    """The ended conversation.

    Attributes:
        conversation_id: The ID of the conversation.
        status: Current state of the conversation.
        duration: Conversation length in seconds.
        summary: Sensitive. Generated conversation summary.
    """

    conversation_id: str | None = None
    status: Status | None = None
    _duration: int | None | Unset = _attrs_field(default=UNSET, alias="duration")
    _summary: str | None | Unset = _attrs_field(
        default=UNSET, alias="summary", repr=False, metadata={"sensitive": True}
    )
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "conversation_id",
            "status",
            "duration",
            "summary",
        )
    )
    __record__: ClassVar[str | None] = "conversation_id"
    __scope__: ClassVar[str] = "conversations:read_sensitive"

    @property
    def duration(self) -> int | None:
        """Conversation length in seconds."""
        return None if self._duration is UNSET else self._duration

    @duration.setter
    def duration(self, value: int | None) -> None:
        self._duration = value

    @property
    def summary(self) -> str | None:
        """Sensitive. Generated conversation summary."""
        if self._summary is UNSET:
            raise _model.withheld(self, "summary")
        return self._summary

    @summary.setter
    def summary(self, value: str | None) -> None:
        self._summary = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.conversation_id is not None:
            field_dict["conversation_id"] = self.conversation_id
        if self.status is not None:
            field_dict["status"] = _model.to_json(self.status)
        if self._duration is not UNSET:
            field_dict["duration"] = self._duration
        if self._summary is not UNSET:
            field_dict["summary"] = self._summary
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
        unknown = len(src_dict) - 4
        if "conversation_id" not in src_dict:
            model.conversation_id = None
            unknown += 1
        elif type(value := src_dict["conversation_id"]) is str:
            model.conversation_id = value
        elif value is None:
            model.conversation_id = None
            nulls += ("conversation_id",)
        else:
            raise _model.mismatch("a string", value, "conversation_id")
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
        if "summary" not in src_dict:
            model._summary = UNSET
            unknown += 1
        elif type(value := src_dict["summary"]) is str:
            model._summary = value
        elif value is None:
            model._summary = None
        else:
            raise _model.mismatch("a string", value, "summary")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
