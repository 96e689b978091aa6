from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from ..types import UNSET, Unset

_AgentAssistHeader_model: type[_models.AgentAssistHeader] = _model.later(
    f"{__package__}.agent_assist_header", "AgentAssistHeader"
)


@_attrs_define(repr=False, match_args=False)
class AgentAssist(_model.Model):
    """A conversation as shown to a person who takes over the call.

    Attributes:
        header: The caller and the state of the call.
        transfer_reason: Reason for the handover.
        call_summary: Summary of the call so far.
        information_collected: Information collected from the caller.
        suggested_next_steps: Suggested next steps.
        transcript: The transcript.
        compliance_flags: Compliance flags for the call.
    """

    header: _models.AgentAssistHeader | None = _attrs_field(default=None, repr=False)
    _transfer_reason: str | None | Unset = _attrs_field(
        default=UNSET, alias="transfer_reason", repr=False
    )
    call_summary: list[str] | None = _attrs_field(default=None, repr=False)
    information_collected: list[dict[str, Any]] | None = _attrs_field(default=None, repr=False)
    suggested_next_steps: list[dict[str, Any]] | None = _attrs_field(default=None, repr=False)
    transcript: list[dict[str, Any]] | None = _attrs_field(default=None, repr=False)
    compliance_flags: list[Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "header",
            "transfer_reason",
            "call_summary",
            "information_collected",
            "suggested_next_steps",
            "transcript",
            "compliance_flags",
        )
    )

    @property
    def transfer_reason(self) -> str | None:
        """Reason for the handover."""
        return None if self._transfer_reason is UNSET else self._transfer_reason

    @transfer_reason.setter
    def transfer_reason(self, value: str | None) -> None:
        self._transfer_reason = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.header is not None:
            field_dict["header"] = _model.to_json(self.header)
        if self._transfer_reason is not UNSET:
            field_dict["transfer_reason"] = self._transfer_reason
        if self.call_summary is not None:
            field_dict["call_summary"] = _model.to_json(self.call_summary)
        if self.information_collected is not None:
            field_dict["information_collected"] = _model.to_json(self.information_collected)
        if self.suggested_next_steps is not None:
            field_dict["suggested_next_steps"] = _model.to_json(self.suggested_next_steps)
        if self.transcript is not None:
            field_dict["transcript"] = _model.to_json(self.transcript)
        if self.compliance_flags is not None:
            field_dict["compliance_flags"] = _model.to_json(self.compliance_flags)
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
        unknown = len(src_dict) - 7
        if "header" not in src_dict:
            model.header = None
            unknown += 1
        elif type(value := src_dict["header"]) is dict:
            try:
                model.header = _AgentAssistHeader_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "header") from None
        elif value is None:
            model.header = None
            nulls += ("header",)
        else:
            raise _model.mismatch("an object", value, "header")
        if "transfer_reason" not in src_dict:
            model._transfer_reason = UNSET
            unknown += 1
        elif type(value := src_dict["transfer_reason"]) is str:
            model._transfer_reason = value
        elif value is None:
            model._transfer_reason = None
        else:
            raise _model.mismatch("a string", value, "transfer_reason")
        if "call_summary" not in src_dict:
            model.call_summary = None
            unknown += 1
        elif (value := src_dict["call_summary"]) is None:
            model.call_summary = None
            nulls += ("call_summary",)
        else:
            try:
                model.call_summary = _decode_call_summary(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "call_summary") from None
        if "information_collected" not in src_dict:
            model.information_collected = None
            unknown += 1
        elif (value := src_dict["information_collected"]) is None:
            model.information_collected = None
            nulls += ("information_collected",)
        else:
            try:
                model.information_collected = _decode_information_collected(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "information_collected") from None
        if "suggested_next_steps" not in src_dict:
            model.suggested_next_steps = None
            unknown += 1
        elif (value := src_dict["suggested_next_steps"]) is None:
            model.suggested_next_steps = None
            nulls += ("suggested_next_steps",)
        else:
            try:
                model.suggested_next_steps = _decode_suggested_next_steps(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "suggested_next_steps") from None
        if "transcript" not in src_dict:
            model.transcript = None
            unknown += 1
        elif (value := src_dict["transcript"]) is None:
            model.transcript = None
            nulls += ("transcript",)
        else:
            try:
                model.transcript = _decode_transcript(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "transcript") from None
        if "compliance_flags" not in src_dict:
            model.compliance_flags = None
            unknown += 1
        elif (value := src_dict["compliance_flags"]) is None:
            model.compliance_flags = None
            nulls += ("compliance_flags",)
        else:
            try:
                model.compliance_flags = _decode_compliance_flags(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "compliance_flags") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_call_summary: Callable[[Any], list[str]] = _model.list_of(_model.string)
_decode_information_collected: Callable[[Any], list[dict[str, Any]]] = _model.list_of(
    _model.mapping
)
_decode_suggested_next_steps: Callable[[Any], list[dict[str, Any]]] = _model.list_of(_model.mapping)
_decode_transcript: Callable[[Any], list[dict[str, Any]]] = _model.list_of(_model.mapping)
_decode_compliance_flags: Callable[[Any], list[Any]] = _model.list_of(_model.anything)
