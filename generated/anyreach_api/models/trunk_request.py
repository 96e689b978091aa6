from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_TrunkInboundConfig_model: type[_models.TrunkInboundConfig] = _model.later(
    f"{__package__}.trunk_inbound_config", "TrunkInboundConfig"
)
_TrunkOutboundConfigRequest_model: type[_models.TrunkOutboundConfigRequest] = _model.later(
    f"{__package__}.trunk_outbound_config_request", "TrunkOutboundConfigRequest"
)


@_attrs_define(repr=False, match_args=False)
class TrunkRequest(_model.Model):
    """The trunk to create or update.

    Attributes:
        name: The trunk's name.
        outbound_config: The trunk's settings for outbound calls.
        inbound_config: A trunk's settings for inbound calls.
    """

    name: str | None = _attrs_field(default=None, repr=False)
    outbound_config: _models.TrunkOutboundConfigRequest | None = _attrs_field(
        default=None, repr=False
    )
    inbound_config: _models.TrunkInboundConfig | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "name",
            "outbound_config",
            "inbound_config",
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
        if self.name is not None:
            field_dict["name"] = self.name
        if self.outbound_config is not None:
            field_dict["outbound_config"] = _model.to_json(self.outbound_config)
        if self.inbound_config is not None:
            field_dict["inbound_config"] = _model.to_json(self.inbound_config)
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
                model.outbound_config = _TrunkOutboundConfigRequest_model.from_dict(value)
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
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
