from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_CampaignContact_model: type[_models.CampaignContact] = _model.later(
    f"{__package__}.campaign_contact", "CampaignContact"
)


@_attrs_define(repr=False, match_args=False)
class CampaignContactPage(_model.Model):
    """A page of contacts.

    Attributes:
        total: Total number of contacts.
        limit: Maximum number of contacts per page.
        offset: Number of contacts skipped.
        contacts: The contacts.
    """

    total: int | None = None
    limit: int | None = None
    offset: int | None = None
    contacts: list[_models.CampaignContact] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "total",
            "limit",
            "offset",
            "contacts",
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
        if self.limit is not None:
            field_dict["limit"] = self.limit
        if self.offset is not None:
            field_dict["offset"] = self.offset
        if self.contacts is not None:
            field_dict["contacts"] = _model.to_json(self.contacts)
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
        if "limit" not in src_dict:
            model.limit = None
            unknown += 1
        elif type(value := src_dict["limit"]) is int:
            model.limit = value
        elif value is None:
            model.limit = None
            nulls += ("limit",)
        else:
            try:
                model.limit = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "limit") from None
        if "offset" not in src_dict:
            model.offset = None
            unknown += 1
        elif type(value := src_dict["offset"]) is int:
            model.offset = value
        elif value is None:
            model.offset = None
            nulls += ("offset",)
        else:
            try:
                model.offset = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "offset") from None
        if "contacts" not in src_dict:
            model.contacts = None
            unknown += 1
        elif (value := src_dict["contacts"]) is None:
            model.contacts = None
            nulls += ("contacts",)
        else:
            try:
                model.contacts = _decode_contacts(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "contacts") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_contacts: Callable[[Any], list[_models.CampaignContact]] = _model.list_of(
    _CampaignContact_model.from_dict
)
