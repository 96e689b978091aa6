from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class UpdateAgentVersionRequest(_model.Model):
    """The changes to a draft.

    Attributes:
        config: The configuration. getAgentConfigSchema returns its schema.
        instruction_builder_inputs: Inputs for the instruction builder.
    """

    config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    instruction_builder_inputs: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "config",
            "instruction_builder_inputs",
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
        if self.instruction_builder_inputs is not None:
            field_dict["instruction_builder_inputs"] = self.instruction_builder_inputs
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
        if "instruction_builder_inputs" not in src_dict:
            model.instruction_builder_inputs = None
            unknown += 1
        elif type(value := src_dict["instruction_builder_inputs"]) is dict:
            model.instruction_builder_inputs = value
        elif value is None:
            model.instruction_builder_inputs = None
            nulls += ("instruction_builder_inputs",)
        else:
            raise _model.mismatch("an object", value, "instruction_builder_inputs")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
