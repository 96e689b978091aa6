from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define(repr=False, match_args=False)
class CampaignAttempt(_model.Model):
    """A call to a contact.

    Attributes:
        phone_number: The number that was called.
        conversation_id: The conversation of the call.
    """

    phone_number: str | None = _attrs_field(default=None, repr=False)
    _conversation_id: str | None | Unset = _attrs_field(default=UNSET, alias="conversation_id")
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "phone_number",
            "conversation_id",
        )
    )

    @property
    def conversation_id(self) -> str | None:
        """The conversation of the call."""
        return None if self._conversation_id is UNSET else self._conversation_id

    @conversation_id.setter
    def conversation_id(self, value: str | None) -> None:
        self._conversation_id = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.phone_number is not None:
            field_dict["phone_number"] = self.phone_number
        if self._conversation_id is not UNSET:
            field_dict["conversation_id"] = self._conversation_id
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
        if "phone_number" not in src_dict:
            model.phone_number = None
            unknown += 1
        elif type(value := src_dict["phone_number"]) is str:
            model.phone_number = value
        elif value is None:
            model.phone_number = None
            nulls += ("phone_number",)
        else:
            raise _model.mismatch("a string", value, "phone_number")
        if "conversation_id" not in src_dict:
            model._conversation_id = UNSET
            unknown += 1
        elif type(value := src_dict["conversation_id"]) is str:
            model._conversation_id = value
        elif value is None:
            model._conversation_id = None
        else:
            raise _model.mismatch("a string", value, "conversation_id")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
