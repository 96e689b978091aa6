from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class CompareAgentVersionsRequest(_model.Model):
    """The versions to compare.

    Attributes:
        from_version: The number of the earlier version.
        to_version: The number of the later version.
    """

    from_version: int | None = None
    to_version: int | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "from_version",
            "to_version",
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
        if self.from_version is not None:
            field_dict["from_version"] = self.from_version
        if self.to_version is not None:
            field_dict["to_version"] = self.to_version
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
        if "from_version" not in src_dict:
            model.from_version = None
            unknown += 1
        elif type(value := src_dict["from_version"]) is int:
            model.from_version = value
        elif value is None:
            model.from_version = None
            nulls += ("from_version",)
        else:
            try:
                model.from_version = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "from_version") from None
        if "to_version" not in src_dict:
            model.to_version = None
            unknown += 1
        elif type(value := src_dict["to_version"]) is int:
            model.to_version = value
        elif value is None:
            model.to_version = None
            nulls += ("to_version",)
        else:
            try:
                model.to_version = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "to_version") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
