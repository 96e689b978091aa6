from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_TimeWindow_model: type[_models.TimeWindow] = _model.later(
    f"{__package__}.time_window", "TimeWindow"
)


@_attrs_define(repr=False, match_args=False)
class CampaignConfiguration(_model.Model):
    """When and how campaigns place calls.

    Attributes:
        id: The configuration's ID.
        default_timezone: IANA time zone for contacts without one.
        default_windows: When calls can be placed. An empty list means never.
    """

    id: str | None = None
    default_timezone: str | None = _attrs_field(default=None, repr=False)
    default_windows: list[_models.TimeWindow] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "id",
            "default_timezone",
            "default_windows",
        )
    )
    __record__: ClassVar[str | None] = "id"

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.id is not None:
            field_dict["id"] = self.id
        if self.default_timezone is not None:
            field_dict["default_timezone"] = self.default_timezone
        if self.default_windows is not None:
            field_dict["default_windows"] = _model.to_json(self.default_windows)
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
        if "id" not in src_dict:
            model.id = None
            unknown += 1
        elif type(value := src_dict["id"]) is str:
            model.id = value
        elif value is None:
            model.id = None
            nulls += ("id",)
        else:
            raise _model.mismatch("a string", value, "id")
        if "default_timezone" not in src_dict:
            model.default_timezone = None
            unknown += 1
        elif type(value := src_dict["default_timezone"]) is str:
            model.default_timezone = value
        elif value is None:
            model.default_timezone = None
            nulls += ("default_timezone",)
        else:
            raise _model.mismatch("a string", value, "default_timezone")
        if "default_windows" not in src_dict:
            model.default_windows = None
            unknown += 1
        elif (value := src_dict["default_windows"]) is None:
            model.default_windows = None
            nulls += ("default_windows",)
        else:
            try:
                model.default_windows = _decode_default_windows(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "default_windows") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_default_windows: Callable[[Any], list[_models.TimeWindow]] = _model.list_of(
    _TimeWindow_model.from_dict
)
