from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .weekday import Weekday

_Weekday_members = _model.Members(Weekday, str)


@_attrs_define(repr=False, match_args=False)
class TimeWindow(_model.Model):
    """Hours when calls can be placed.

    Attributes:
        days: The days of the week.
        start: Start time as HH:MM.
        end: End time as HH:MM.
    """

    days: list[Weekday] | None = _attrs_field(default=None, repr=False)
    start: str | None = _attrs_field(default=None, repr=False)
    end: str | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "days",
            "start",
            "end",
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
        if self.days is not None:
            field_dict["days"] = _model.to_json(self.days)
        if self.start is not None:
            field_dict["start"] = self.start
        if self.end is not None:
            field_dict["end"] = self.end
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
        if "days" not in src_dict:
            model.days = None
            unknown += 1
        elif (value := src_dict["days"]) is None:
            model.days = None
            nulls += ("days",)
        else:
            try:
                model.days = _decode_days(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "days") from None
        if "start" not in src_dict:
            model.start = None
            unknown += 1
        elif type(value := src_dict["start"]) is str:
            model.start = value
        elif value is None:
            model.start = None
            nulls += ("start",)
        else:
            raise _model.mismatch("a string", value, "start")
        if "end" not in src_dict:
            model.end = None
            unknown += 1
        elif type(value := src_dict["end"]) is str:
            model.end = value
        elif value is None:
            model.end = None
            nulls += ("end",)
        else:
            raise _model.mismatch("a string", value, "end")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_days: Callable[[Any], list[Weekday]] = _model.list_of(_Weekday_members.decode)
