from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_Conversation_model: type[_models.Conversation] = _model.later(
    f"{__package__}.conversation", "Conversation"
)


@_attrs_define(repr=False, match_args=False)
class CreateConversationResponse(_model.Model):
    """The created conversation.

    Attributes:
        conversation: Fields marked sensitive are only returned to tokens whose role grants
            access to them.
        starting_message: The agent's greeting (text).
    """

    conversation: _models.Conversation | None = _attrs_field(default=None, repr=False)
    starting_message: str | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "conversation",
            "starting_message",
        )
    )
    __record__: ClassVar[str | None] = "id"

    @property
    def id(self) -> str | None:
        """The id of `conversation`."""
        return None if self.conversation is None else self.conversation.id

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.conversation is not None:
            field_dict["conversation"] = _model.to_json(self.conversation)
        if self.starting_message is not None:
            field_dict["starting_message"] = self.starting_message
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
        unknown = len(src_dict) - 2
        if "conversation" not in src_dict:
            model.conversation = None
            unknown += 1
        elif type(value := src_dict["conversation"]) is dict:
            try:
                model.conversation = _Conversation_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "conversation") from None
        elif value is None:
            model.conversation = None
            nulls += ("conversation",)
        else:
            raise _model.mismatch("an object", value, "conversation")
        if "starting_message" not in src_dict:
            model.starting_message = None
            unknown += 1
        elif type(value := src_dict["starting_message"]) is str:
            model.starting_message = value
        elif value is None:
            model.starting_message = None
            nulls += ("starting_message",)
        else:
            raise _model.mismatch("a string", value, "starting_message")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
