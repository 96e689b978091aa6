from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class CreateAgentVersionRequest(_model.Model):
    """The draft to create. Pass exactly one of config and base_version.

    Attributes:
        config: The configuration. getAgentConfigSchema returns its schema.
        base_version: The number of the version to start from.
    """

    config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    base_version: int | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "config",
            "base_version",
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
        if self.config is not None:
            field_dict["config"] = self.config
        if self.base_version is not None:
            field_dict["base_version"] = self.base_version
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
        if "config" not in src_dict:
            model.config = None
            unknown += 1
        elif type(value := src_dict["config"]) is dict:
            model.config = value
        elif value is None:
            model.config = None
            nulls += ("config",)
        else:
            raise _model.mismatch("an object", value, "config")
        if "base_version" not in src_dict:
            model.base_version = None
            unknown += 1
        elif type(value := src_dict["base_version"]) is int:
            model.base_version = value
        elif value is None:
            model.base_version = None
            nulls += ("base_version",)
        else:
            try:
                model.base_version = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "base_version") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
