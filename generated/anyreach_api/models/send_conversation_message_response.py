from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_ConversationWidget_model: type[_models.ConversationWidget] = _model.later(
    f"{__package__}.conversation_widget", "ConversationWidget"
)


@_attrs_define(repr=False, match_args=False)
class SendConversationMessageResponse(_model.Model):
    """The agent's reply to a message.

    Attributes:
        conversation_id: The ID of the conversation.
        reply: The agent's reply.
        tool_calls: The agent's tool calls in this turn and their results, paired by call_id.
        widgets: The widgets in this turn, if interactivity is rich.
    """

    conversation_id: str | None = None
    reply: str | None = _attrs_field(default=None, repr=False)
    tool_calls: list[dict[str, Any]] | None = _attrs_field(default=None, repr=False)
    widgets: list[_models.ConversationWidget] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "conversation_id",
            "reply",
            "tool_calls",
            "widgets",
        )
    )
    __record__: ClassVar[str | None] = "conversation_id"

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
        if self.reply is not None:
            field_dict["reply"] = self.reply
        if self.tool_calls is not None:
            field_dict["tool_calls"] = _model.to_json(self.tool_calls)
        if self.widgets is not None:
            field_dict["widgets"] = _model.to_json(self.widgets)
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
        if "reply" not in src_dict:
            model.reply = None
            unknown += 1
        elif type(value := src_dict["reply"]) is str:
            model.reply = value
        elif value is None:
            model.reply = None
            nulls += ("reply",)
        else:
            raise _model.mismatch("a string", value, "reply")
        if "tool_calls" not in src_dict:
            model.tool_calls = None
            unknown += 1
        elif (value := src_dict["tool_calls"]) is None:
            model.tool_calls = None
            nulls += ("tool_calls",)
        else:
            try:
                model.tool_calls = _decode_tool_calls(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "tool_calls") from None
        if "widgets" not in src_dict:
            model.widgets = None
            unknown += 1
        elif (value := src_dict["widgets"]) is None:
            model.widgets = None
            nulls += ("widgets",)
        else:
            try:
                model.widgets = _decode_widgets(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "widgets") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_tool_calls: Callable[[Any], list[dict[str, Any]]] = _model.list_of(_model.mapping)
_decode_widgets: Callable[[Any], list[_models.ConversationWidget]] = _model.list_of(
    _ConversationWidget_model.from_dict
)
