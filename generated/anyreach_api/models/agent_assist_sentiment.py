from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET


@_attrs_define(repr=False, match_args=False)
class AgentAssistSentiment(_model.Model):
    """The caller's mood.

    Attributes:
        label: The mood as one word.
        level: The mood's strength.
    """

    label: str | None = _attrs_field(default=None, repr=False)
    _level: Any = _attrs_field(default=UNSET, alias="level", repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "label",
            "level",
        )
    )

    @property
    def level(self) -> Any:
        """The mood's strength."""
        return None if self._level is UNSET else self._level

    @level.setter
    def level(self, value: Any) -> None:
        self._level = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.label is not None:
            field_dict["label"] = self.label
        if self._level is not UNSET:
            field_dict["level"] = self._level
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
        if "label" not in src_dict:
            model.label = None
            unknown += 1
        elif type(value := src_dict["label"]) is str:
            model.label = value
        elif value is None:
            model.label = None
            nulls += ("label",)
        else:
            raise _model.mismatch("a string", value, "label")
        if "level" not in src_dict:
            model._level = UNSET
            unknown += 1
        else:
            model._level = src_dict["level"]
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
