from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from ..types import UNSET, Unset

_AgentAssistSentiment_model: type[_models.AgentAssistSentiment] = _model.later(
    f"{__package__}.agent_assist_sentiment", "AgentAssistSentiment"
)


@_attrs_define(repr=False, match_args=False)
class AgentAssistHeader(_model.Model):
    """The caller and the state of the call.

    Attributes:
        caller_name: The caller's name.
        phone_number: The caller's number.
        call_duration_seconds: Call length so far, in seconds.
        sentiment: The caller's mood.
    """

    _caller_name: str | None | Unset = _attrs_field(default=UNSET, alias="caller_name", repr=False)
    phone_number: str | None = _attrs_field(default=None, repr=False)
    _call_duration_seconds: int | None | Unset = _attrs_field(
        default=UNSET, alias="call_duration_seconds"
    )
    sentiment: _models.AgentAssistSentiment | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "caller_name",
            "phone_number",
            "call_duration_seconds",
            "sentiment",
        )
    )

    @property
    def caller_name(self) -> str | None:
        """The caller's name."""
        return None if self._caller_name is UNSET else self._caller_name

    @caller_name.setter
    def caller_name(self, value: str | None) -> None:
        self._caller_name = value

    @property
    def call_duration_seconds(self) -> int | None:
        """Call length so far, in seconds."""
        return None if self._call_duration_seconds is UNSET else self._call_duration_seconds

    @call_duration_seconds.setter
    def call_duration_seconds(self, value: int | None) -> None:
        self._call_duration_seconds = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self._caller_name is not UNSET:
            field_dict["caller_name"] = self._caller_name
        if self.phone_number is not None:
            field_dict["phone_number"] = self.phone_number
        if self._call_duration_seconds is not UNSET:
            field_dict["call_duration_seconds"] = self._call_duration_seconds
        if self.sentiment is not None:
            field_dict["sentiment"] = _model.to_json(self.sentiment)
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
        unknown = len(src_dict) - 4
        if "caller_name" not in src_dict:
            model._caller_name = UNSET
            unknown += 1
        elif type(value := src_dict["caller_name"]) is str:
            model._caller_name = value
        elif value is None:
            model._caller_name = None
        else:
            raise _model.mismatch("a string", value, "caller_name")
        if "phone_number" not in src_dict:
            model.phone_number = None
            unknown += 1
        elif type(value := src_dict["phone_number"]) is str:
            model.phone_number = value
        elif value is None:
            model.phone_number = None
            nulls += ("phone_number",)
        else:
            raise _model.mismatch("a string", value, "phone_number")
        if "call_duration_seconds" not in src_dict:
            model._call_duration_seconds = UNSET
            unknown += 1
        elif type(value := src_dict["call_duration_seconds"]) is int:
            model._call_duration_seconds = value
        elif value is None:
            model._call_duration_seconds = None
        else:
            try:
                model._call_duration_seconds = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "call_duration_seconds") from None
        if "sentiment" not in src_dict:
            model.sentiment = None
            unknown += 1
        elif type(value := src_dict["sentiment"]) is dict:
            try:
                model.sentiment = _AgentAssistSentiment_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "sentiment") from None
        elif value is None:
            model.sentiment = None
            nulls += ("sentiment",)
        else:
            raise _model.mismatch("an object", value, "sentiment")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
