from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class CampaignContactCounts(_model.Model):
    """Number of contacts by status.

    Attributes:
        total: Total number of contacts.
        pending: Number of contacts not yet called.
        in_progress: Number of contacts being called.
        completed: Number of contacts reached.
        exhausted: Number of contacts that could not be reached.
    """

    total: int | None = None
    pending: int | None = None
    in_progress: int | None = None
    completed: int | None = None
    exhausted: int | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "total",
            "pending",
            "in_progress",
            "completed",
            "exhausted",
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
        if self.pending is not None:
            field_dict["pending"] = self.pending
        if self.in_progress is not None:
            field_dict["in_progress"] = self.in_progress
        if self.completed is not None:
            field_dict["completed"] = self.completed
        if self.exhausted is not None:
            field_dict["exhausted"] = self.exhausted
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
        unknown = len(src_dict) - 5
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
        if "pending" not in src_dict:
            model.pending = None
            unknown += 1
        elif type(value := src_dict["pending"]) is int:
            model.pending = value
        elif value is None:
            model.pending = None
            nulls += ("pending",)
        else:
            try:
                model.pending = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "pending") from None
        if "in_progress" not in src_dict:
            model.in_progress = None
            unknown += 1
        elif type(value := src_dict["in_progress"]) is int:
            model.in_progress = value
        elif value is None:
            model.in_progress = None
            nulls += ("in_progress",)
        else:
            try:
                model.in_progress = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "in_progress") from None
        if "completed" not in src_dict:
            model.completed = None
            unknown += 1
        elif type(value := src_dict["completed"]) is int:
            model.completed = value
        elif value is None:
            model.completed = None
            nulls += ("completed",)
        else:
            try:
                model.completed = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "completed") from None
        if "exhausted" not in src_dict:
            model.exhausted = None
            unknown += 1
        elif type(value := src_dict["exhausted"]) is int:
            model.exhausted = value
        elif value is None:
            model.exhausted = None
            nulls += ("exhausted",)
        else:
            try:
                model.exhausted = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "exhausted") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
