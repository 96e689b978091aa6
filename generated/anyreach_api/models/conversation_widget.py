from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.conversation_widget_data import ConversationWidgetData

_ConversationWidgetData_model: type[ConversationWidgetData] = _model.later(
    f"{__package__}.conversation_widget_data", "ConversationWidgetData"
)


@_attrs_define
class ConversationWidget(_model.Model):
    """A user interface element that the agent answers with.

    Attributes:
        type_: The kind of widget.
        data: What it shows.
    """

    type_: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    data: ConversationWidgetData | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self.type_ is not UNSET:
            field_dict["type"] = self.type_
        if self.data is not UNSET:
            field_dict["data"] = _model.to_json(self.data)
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
        if "type" not in src_dict:
            model.type_ = UNSET
            unknown += 1
        elif type(value := src_dict["type"]) is str:
            model.type_ = value
        elif value is None:
            model.type_ = UNSET
        else:
            raise _model.mismatch("a string", value, "type")
        if "data" not in src_dict:
            model.data = UNSET
            unknown += 1
        elif type(value := src_dict["data"]) is dict:
            try:
                model.data = _ConversationWidgetData_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "data") from None
        elif value is None:
            model.data = UNSET
        else:
            raise _model.mismatch("an object", value, "data")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "type",
        "data",
    )
)
