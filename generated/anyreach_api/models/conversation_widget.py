from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class ConversationWidget(_model.Model):
    """A user interface element in the agent's reply.

    Attributes:
        type_: The widget's type.
        data: The widget's content.
    """

    type_: str | None = _attrs_field(default=None, repr=False, metadata={"key": "type"})
    data: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "type",
            "data",
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
        if self.type_ is not None:
            field_dict["type"] = self.type_
        if self.data is not None:
            field_dict["data"] = self.data
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
        if "type" not in src_dict:
            model.type_ = None
            unknown += 1
        elif type(value := src_dict["type"]) is str:
            model.type_ = value
        elif value is None:
            model.type_ = None
            nulls += ("type",)
        else:
            raise _model.mismatch("a string", value, "type")
        if "data" not in src_dict:
            model.data = None
            unknown += 1
        elif type(value := src_dict["data"]) is dict:
            model.data = value
        elif value is None:
            model.data = None
            nulls += ("data",)
        else:
            raise _model.mismatch("an object", value, "data")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
