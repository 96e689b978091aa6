from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_TrunkInboundConfig_model: type[_models.TrunkInboundConfig] = _model.later(
    f"{__package__}.trunk_inbound_config", "TrunkInboundConfig"
)
_TrunkOutboundConfig_model: type[_models.TrunkOutboundConfig] = _model.later(
    f"{__package__}.trunk_outbound_config", "TrunkOutboundConfig"
)


@_attrs_define(repr=False, match_args=False)
class Trunk(_model.Model):
    """A SIP trunk.

    Attributes:
        trunk_id: The trunk's ID.
        name: The trunk's name.
        outbound_config: A trunk's settings for outbound calls.
        inbound_config: A trunk's settings for inbound calls.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
    """

    trunk_id: str | None = None
    name: str | None = _attrs_field(default=None, repr=False)
    outbound_config: _models.TrunkOutboundConfig | None = _attrs_field(default=None, repr=False)
    inbound_config: _models.TrunkInboundConfig | None = _attrs_field(default=None, repr=False)
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "trunk_id",
            "name",
            "outbound_config",
            "inbound_config",
            "created_at",
            "updated_at",
        )
    )
    __record__: ClassVar[str | None] = "trunk_id"

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.trunk_id is not None:
            field_dict["trunk_id"] = self.trunk_id
        if self.name is not None:
            field_dict["name"] = self.name
        if self.outbound_config is not None:
            field_dict["outbound_config"] = _model.to_json(self.outbound_config)
        if self.inbound_config is not None:
            field_dict["inbound_config"] = _model.to_json(self.inbound_config)
        if self.created_at is not None:
            field_dict["created_at"] = _model.to_json(self.created_at)
        if self.updated_at is not None:
            field_dict["updated_at"] = _model.to_json(self.updated_at)
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
        unknown = len(src_dict) - 6
        if "trunk_id" not in src_dict:
            model.trunk_id = None
            unknown += 1
        elif type(value := src_dict["trunk_id"]) is str:
            model.trunk_id = value
        elif value is None:
            model.trunk_id = None
            nulls += ("trunk_id",)
        else:
            raise _model.mismatch("a string", value, "trunk_id")
        if "name" not in src_dict:
            model.name = None
            unknown += 1
        elif type(value := src_dict["name"]) is str:
            model.name = value
        elif value is None:
            model.name = None
            nulls += ("name",)
        else:
            raise _model.mismatch("a string", value, "name")
        if "outbound_config" not in src_dict:
            model.outbound_config = None
            unknown += 1
        elif type(value := src_dict["outbound_config"]) is dict:
            try:
                model.outbound_config = _TrunkOutboundConfig_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "outbound_config") from None
        elif value is None:
            model.outbound_config = None
            nulls += ("outbound_config",)
        else:
            raise _model.mismatch("an object", value, "outbound_config")
        if "inbound_config" not in src_dict:
            model.inbound_config = None
            unknown += 1
        elif type(value := src_dict["inbound_config"]) is dict:
            try:
                model.inbound_config = _TrunkInboundConfig_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "inbound_config") from None
        elif value is None:
            model.inbound_config = None
            nulls += ("inbound_config",)
        else:
            raise _model.mismatch("an object", value, "inbound_config")
        if "created_at" not in src_dict:
            model.created_at = None
            unknown += 1
        elif type(value := src_dict["created_at"]) is str:
            try:
                model.created_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.created_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "created_at") from None
        elif value is None:
            model.created_at = None
            nulls += ("created_at",)
        else:
            raise _model.mismatch("a date-time", value, "created_at")
        if "updated_at" not in src_dict:
            model.updated_at = None
            unknown += 1
        elif type(value := src_dict["updated_at"]) is str:
            try:
                model.updated_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.updated_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "updated_at") from None
        elif value is None:
            model.updated_at = None
            nulls += ("updated_at",)
        else:
            raise _model.mismatch("a date-time", value, "updated_at")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
