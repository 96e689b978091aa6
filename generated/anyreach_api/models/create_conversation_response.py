from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.conversation import Conversation

_Conversation_model: type[Conversation] = _model.later(
    f"{__package__}.conversation", "Conversation"
)


@_attrs_define
class CreateConversationResponse(_model.Model):
    """A conversation that was created.

    Attributes:
        conversation: Fields marked sensitive are only returned to tokens whose role grants
            access to them.
        starting_message: The agent's greeting (text).
    """

    conversation: Conversation | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    starting_message: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self.conversation is not UNSET:
            field_dict["conversation"] = _model.to_json(self.conversation)
        if self.starting_message is not UNSET:
            field_dict["starting_message"] = self.starting_message
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
        unknown = len(src_dict) - 2
        if "conversation" not in src_dict:
            model.conversation = UNSET
            unknown += 1
        elif type(value := src_dict["conversation"]) is dict:
            try:
                model.conversation = _Conversation_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "conversation") from None
        elif value is None:
            model.conversation = UNSET
        else:
            raise _model.mismatch("an object", value, "conversation")
        if "starting_message" not in src_dict:
            model.starting_message = UNSET
            unknown += 1
        elif type(value := src_dict["starting_message"]) is str:
            model.starting_message = value
        elif value is None:
            model.starting_message = UNSET
        else:
            raise _model.mismatch("a string", value, "starting_message")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "conversation",
        "starting_message",
    )
)
