from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define
class ConversationAgent(_model.Model):
    """Sensitive. The handling agent."""

    id: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    name: str | Unset = _attrs_field(default=UNSET, repr=_model.hidden)
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self.id is not UNSET:
            field_dict["id"] = self.id
        if self.name is not UNSET:
            field_dict["name"] = self.name
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
        if "id" not in src_dict:
            model.id = UNSET
            unknown += 1
        elif type(value := src_dict["id"]) is str:
            model.id = value
        elif value is None:
            model.id = UNSET
        else:
            raise _model.mismatch("a string", value, "id")
        if "name" not in src_dict:
            model.name = UNSET
            unknown += 1
        elif type(value := src_dict["name"]) is str:
            model.name = value
        elif value is None:
            model.name = UNSET
        else:
            raise _model.mismatch("a string", value, "name")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in _KEYS} if unknown else {}
        )
        return model


_KEYS: frozenset[str] = frozenset(
    (
        "id",
        "name",
    )
)
