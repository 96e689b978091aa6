from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class UsageSummary(_model.Model):
    """Number of calls, minutes and workflow runs.

    Attributes:
        total_calls: Total number of calls.
        voice_calls: Number of voice calls.
        chat_calls: Number of chats.
        inbound_calls: Number of inbound calls.
        voice_minutes: Voice minutes.
        chat_minutes: Chat minutes.
        workflow_runs_total: Number of workflow runs.
        workflow_runs_success: Number of successful workflow runs.
        workflow_runs_failed: Number of failed workflow runs.
    """

    total_calls: int | None = None
    voice_calls: int | None = None
    chat_calls: int | None = None
    inbound_calls: int | None = None
    voice_minutes: float | None = None
    chat_minutes: float | None = None
    workflow_runs_total: int | None = None
    workflow_runs_success: int | None = None
    workflow_runs_failed: int | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "total_calls",
            "voice_calls",
            "chat_calls",
            "inbound_calls",
            "voice_minutes",
            "chat_minutes",
            "workflow_runs_total",
            "workflow_runs_success",
            "workflow_runs_failed",
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
        if self.total_calls is not None:
            field_dict["total_calls"] = self.total_calls
        if self.voice_calls is not None:
            field_dict["voice_calls"] = self.voice_calls
        if self.chat_calls is not None:
            field_dict["chat_calls"] = self.chat_calls
        if self.inbound_calls is not None:
            field_dict["inbound_calls"] = self.inbound_calls
        if self.voice_minutes is not None:
            field_dict["voice_minutes"] = self.voice_minutes
        if self.chat_minutes is not None:
            field_dict["chat_minutes"] = self.chat_minutes
        if self.workflow_runs_total is not None:
            field_dict["workflow_runs_total"] = self.workflow_runs_total
        if self.workflow_runs_success is not None:
            field_dict["workflow_runs_success"] = self.workflow_runs_success
        if self.workflow_runs_failed is not None:
            field_dict["workflow_runs_failed"] = self.workflow_runs_failed
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
        unknown = len(src_dict) - 9
        if "total_calls" not in src_dict:
            model.total_calls = None
            unknown += 1
        elif type(value := src_dict["total_calls"]) is int:
            model.total_calls = value
        elif value is None:
            model.total_calls = None
            nulls += ("total_calls",)
        else:
            try:
                model.total_calls = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "total_calls") from None
        if "voice_calls" not in src_dict:
            model.voice_calls = None
            unknown += 1
        elif type(value := src_dict["voice_calls"]) is int:
            model.voice_calls = value
        elif value is None:
            model.voice_calls = None
            nulls += ("voice_calls",)
        else:
            try:
                model.voice_calls = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "voice_calls") from None
        if "chat_calls" not in src_dict:
            model.chat_calls = None
            unknown += 1
        elif type(value := src_dict["chat_calls"]) is int:
            model.chat_calls = value
        elif value is None:
            model.chat_calls = None
            nulls += ("chat_calls",)
        else:
            try:
                model.chat_calls = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "chat_calls") from None
        if "inbound_calls" not in src_dict:
            model.inbound_calls = None
            unknown += 1
        elif type(value := src_dict["inbound_calls"]) is int:
            model.inbound_calls = value
        elif value is None:
            model.inbound_calls = None
            nulls += ("inbound_calls",)
        else:
            try:
                model.inbound_calls = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "inbound_calls") from None
        if "voice_minutes" not in src_dict:
            model.voice_minutes = None
            unknown += 1
        elif type(value := src_dict["voice_minutes"]) is float:
            model.voice_minutes = value
        elif value is None:
            model.voice_minutes = None
            nulls += ("voice_minutes",)
        else:
            try:
                model.voice_minutes = _model.number(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "voice_minutes") from None
        if "chat_minutes" not in src_dict:
            model.chat_minutes = None
            unknown += 1
        elif type(value := src_dict["chat_minutes"]) is float:
            model.chat_minutes = value
        elif value is None:
            model.chat_minutes = None
            nulls += ("chat_minutes",)
        else:
            try:
                model.chat_minutes = _model.number(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "chat_minutes") from None
        if "workflow_runs_total" not in src_dict:
            model.workflow_runs_total = None
            unknown += 1
        elif type(value := src_dict["workflow_runs_total"]) is int:
            model.workflow_runs_total = value
        elif value is None:
            model.workflow_runs_total = None
            nulls += ("workflow_runs_total",)
        else:
            try:
                model.workflow_runs_total = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "workflow_runs_total") from None
        if "workflow_runs_success" not in src_dict:
            model.workflow_runs_success = None
            unknown += 1
        elif type(value := src_dict["workflow_runs_success"]) is int:
            model.workflow_runs_success = value
        elif value is None:
            model.workflow_runs_success = None
            nulls += ("workflow_runs_success",)
        else:
            try:
                model.workflow_runs_success = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "workflow_runs_success") from None
        if "workflow_runs_failed" not in src_dict:
            model.workflow_runs_failed = None
            unknown += 1
        elif type(value := src_dict["workflow_runs_failed"]) is int:
            model.workflow_runs_failed = value
        elif value is None:
            model.workflow_runs_failed = None
            nulls += ("workflow_runs_failed",)
        else:
            try:
                model.workflow_runs_failed = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "workflow_runs_failed") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
