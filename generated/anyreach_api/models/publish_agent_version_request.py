from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .publish_direction import PublishDirection

_PublishDirection_members = _model.Members(PublishDirection, str)


@_attrs_define(repr=False, match_args=False)
class PublishAgentVersionRequest(_model.Model):
    """Phone numbers to assign to or unassign from the published version.

    Attributes:
        phone_numbers: The phone numbers to assign.
        unassign_phone_numbers: The phone numbers to unassign.
        direction: The call direction the numbers are assigned for.
    """

    phone_numbers: list[str] | None = _attrs_field(default=None, repr=False)
    unassign_phone_numbers: list[str] | None = _attrs_field(default=None, repr=False)
    direction: PublishDirection | None = PublishDirection.INBOUND
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "phone_numbers",
            "unassign_phone_numbers",
            "direction",
        )
    )

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.phone_numbers is not None:
            field_dict["phone_numbers"] = _model.to_json(self.phone_numbers)
        if self.unassign_phone_numbers is not None:
            field_dict["unassign_phone_numbers"] = _model.to_json(self.unassign_phone_numbers)
        if self.direction is not None:
            field_dict["direction"] = _model.to_json(self.direction)
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
        unknown = len(src_dict) - 3
        if "phone_numbers" not in src_dict:
            model.phone_numbers = None
            unknown += 1
        elif (value := src_dict["phone_numbers"]) is None:
            model.phone_numbers = None
            nulls += ("phone_numbers",)
        else:
            try:
                model.phone_numbers = _decode_phone_numbers(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "phone_numbers") from None
        if "unassign_phone_numbers" not in src_dict:
            model.unassign_phone_numbers = None
            unknown += 1
        elif (value := src_dict["unassign_phone_numbers"]) is None:
            model.unassign_phone_numbers = None
            nulls += ("unassign_phone_numbers",)
        else:
            try:
                model.unassign_phone_numbers = _decode_unassign_phone_numbers(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "unassign_phone_numbers") from None
        if "direction" not in src_dict:
            model.direction = None
            unknown += 1
        elif type(value := src_dict["direction"]) is str:
            model.direction = _PublishDirection_members[value]
        elif value is None:
            model.direction = None
            nulls += ("direction",)
        else:
            raise _model.mismatch("a string", value, "direction")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_phone_numbers: Callable[[Any], list[str]] = _model.list_of(_model.string)
_decode_unassign_phone_numbers: Callable[[Any], list[str]] = _model.list_of(_model.string)
