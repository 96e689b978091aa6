from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class CampaignAttemptCounts(_model.Model):
    """Number of calls placed.

    Attributes:
        total: Number of calls placed.
        average_per_contact: Average number of calls per contact.
    """

    total: int | None = None
    average_per_contact: float | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "total",
            "average_per_contact",
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
        if self.total is not None:
            field_dict["total"] = self.total
        if self.average_per_contact is not None:
            field_dict["average_per_contact"] = self.average_per_contact
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
        if "total" not in src_dict:
            model.total = None
            unknown += 1
        elif type(value := src_dict["total"]) is int:
            model.total = value
        elif value is None:
            model.total = None
            nulls += ("total",)
        else:
            try:
                model.total = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "total") from None
        if "average_per_contact" not in src_dict:
            model.average_per_contact = None
            unknown += 1
        elif type(value := src_dict["average_per_contact"]) is float:
            model.average_per_contact = value
        elif value is None:
            model.average_per_contact = None
            nulls += ("average_per_contact",)
        else:
            try:
                model.average_per_contact = _model.number(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "average_per_contact") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
