from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..models.interactivity import Interactivity
from ..types import UNSET, Unset

_Interactivity_members = _model.Members(Interactivity, str)


@_attrs_define
class SendConversationMessageRequest(_model.Model):
    """A message of the user.

    Attributes:
        text: What the user says.
        interactivity: Whether the agent may answer with widgets beside its text.
    """

    text: str = _attrs_field(repr=_model.hidden)
    interactivity: Interactivity | Unset = Interactivity.PLAIN
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        field_dict["text"] = self.text
        if self.interactivity is not UNSET:
            field_dict["interactivity"] = _model.to_json(self.interactivity)
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
        if "text" not in src_dict:
            raise _model.missing("text")
        elif type(value := src_dict["text"]) is str:
            model.text = value
        else:
            raise _model.mismatch("a string", value, "text")
        if "interactivity" not in src_dict:
            model.interactivity = UNSET
            unknown += 1
        elif type(value := src_dict["interactivity"]) is str:
            model.interactivity = _Interactivity_members[value]
        elif value is None:
            model.interactivity = UNSET
        else:
            raise _model.mismatch("a string", value, "interactivity")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "text",
        "interactivity",
    )
)
