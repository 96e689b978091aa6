from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define
class ListConversationsCustomMetadata(_model.Model):
    """The contract says nothing about `ListConversationsCustomMetadata`."""

    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, ready for `json.dumps`; fields that are `UNSET` have no key."""
        field_dict: dict[str, Any] = dict(self.additional_properties)
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
        model.additional_properties = dict(src_dict)
        return model
