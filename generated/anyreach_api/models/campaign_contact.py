from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from ..types import UNSET

_CampaignAttempt_model: type[_models.CampaignAttempt] = _model.later(
    f"{__package__}.campaign_attempt", "CampaignAttempt"
)


@_attrs_define(repr=False, match_args=False)
class CampaignContact(_model.Model):
    """A campaign contact.

    Attributes:
        id: The contact's UUID.
        phone_numbers: Phone numbers in E.164 format, in dialing order.
        data: Becomes the call's custom_metadata.
        external_id: Your own ID for the contact. Unique within the campaign; an existing
            contact with this ID is updated.
        timezone: The contact's IANA time zone.
        scheduled_at: When to call.
        agent_id: The agent that calls.
        agent_config: An agent configuration to use instead of a stored agent.
        agent_number: The number to call from.
        agent_version: The version of the agent that calls.
        initial_context: Context injected into the agent at the start of the call.
        status: Current state of the contact.
        attempts: The calls placed to the contact.
    """

    id: str | None = None
    phone_numbers: list[str] | None = _attrs_field(default=None, repr=False)
    data: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    external_id: str | None = None
    timezone: str | None = _attrs_field(default=None, repr=False)
    scheduled_at: datetime.datetime | None = None
    agent_id: str | None = None
    agent_config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    agent_number: str | None = _attrs_field(default=None, repr=False)
    _agent_version: Any = _attrs_field(default=UNSET, alias="agent_version", repr=False)
    initial_context: str | None = _attrs_field(default=None, repr=False)
    status: str | None = _attrs_field(default=None, repr=False)
    attempts: list[_models.CampaignAttempt] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "id",
            "phone_numbers",
            "data",
            "external_id",
            "timezone",
            "scheduled_at",
            "agent_id",
            "agent_config",
            "agent_number",
            "agent_version",
            "initial_context",
            "status",
            "attempts",
        )
    )
    __record__: ClassVar[str | None] = "id"

    @property
    def agent_version(self) -> Any:
        """The version of the agent that calls."""
        return None if self._agent_version is UNSET else self._agent_version

    @agent_version.setter
    def agent_version(self, value: Any) -> None:
        self._agent_version = value

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
        if self.phone_numbers is not None:
            field_dict["phone_numbers"] = _model.to_json(self.phone_numbers)
        if self.data is not None:
            field_dict["data"] = self.data
        if self.external_id is not None:
            field_dict["external_id"] = self.external_id
        if self.timezone is not None:
            field_dict["timezone"] = self.timezone
        if self.scheduled_at is not None:
            field_dict["scheduled_at"] = _model.to_json(self.scheduled_at)
        if self.agent_id is not None:
            field_dict["agent_id"] = self.agent_id
        if self.agent_config is not None:
            field_dict["agent_config"] = self.agent_config
        if self.agent_number is not None:
            field_dict["agent_number"] = self.agent_number
        if self._agent_version is not UNSET:
            field_dict["agent_version"] = self._agent_version
        if self.initial_context is not None:
            field_dict["initial_context"] = self.initial_context
        if self.status is not None:
            field_dict["status"] = self.status
        if self.attempts is not None:
            field_dict["attempts"] = _model.to_json(self.attempts)
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
        unknown = len(src_dict) - 13
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
        if "phone_numbers" not in src_dict:
            model.phone_numbers = None
            unknown += 1
        elif (value := src_dict["phone_numbers"]) is None:
            model.phone_numbers = None
            nulls += ("phone_numbers",)
        else:
            try:
                model.phone_numbers = _decode_phone_numbers(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "phone_numbers") from None
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
        if "external_id" not in src_dict:
            model.external_id = None
            unknown += 1
        elif type(value := src_dict["external_id"]) is str:
            model.external_id = value
        elif value is None:
            model.external_id = None
            nulls += ("external_id",)
        else:
            raise _model.mismatch("a string", value, "external_id")
        if "timezone" not in src_dict:
            model.timezone = None
            unknown += 1
        elif type(value := src_dict["timezone"]) is str:
            model.timezone = value
        elif value is None:
            model.timezone = None
            nulls += ("timezone",)
        else:
            raise _model.mismatch("a string", value, "timezone")
        if "scheduled_at" not in src_dict:
            model.scheduled_at = None
            unknown += 1
        elif type(value := src_dict["scheduled_at"]) is str:
            try:
                model.scheduled_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.scheduled_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "scheduled_at") from None
        elif value is None:
            model.scheduled_at = None
            nulls += ("scheduled_at",)
        else:
            raise _model.mismatch("a date-time", value, "scheduled_at")
        if "agent_id" not in src_dict:
            model.agent_id = None
            unknown += 1
        elif type(value := src_dict["agent_id"]) is str:
            model.agent_id = value
        elif value is None:
            model.agent_id = None
            nulls += ("agent_id",)
        else:
            raise _model.mismatch("a string", value, "agent_id")
        if "agent_config" not in src_dict:
            model.agent_config = None
            unknown += 1
        elif type(value := src_dict["agent_config"]) is dict:
            model.agent_config = value
        elif value is None:
            model.agent_config = None
            nulls += ("agent_config",)
        else:
            raise _model.mismatch("an object", value, "agent_config")
        if "agent_number" not in src_dict:
            model.agent_number = None
            unknown += 1
        elif type(value := src_dict["agent_number"]) is str:
            model.agent_number = value
        elif value is None:
            model.agent_number = None
            nulls += ("agent_number",)
        else:
            raise _model.mismatch("a string", value, "agent_number")
        if "agent_version" not in src_dict:
            model._agent_version = UNSET
            unknown += 1
        else:
            model._agent_version = src_dict["agent_version"]
        if "initial_context" not in src_dict:
            model.initial_context = None
            unknown += 1
        elif type(value := src_dict["initial_context"]) is str:
            model.initial_context = value
        elif value is None:
            model.initial_context = None
            nulls += ("initial_context",)
        else:
            raise _model.mismatch("a string", value, "initial_context")
        if "status" not in src_dict:
            model.status = None
            unknown += 1
        elif type(value := src_dict["status"]) is str:
            model.status = value
        elif value is None:
            model.status = None
            nulls += ("status",)
        else:
            raise _model.mismatch("a string", value, "status")
        if "attempts" not in src_dict:
            model.attempts = None
            unknown += 1
        elif (value := src_dict["attempts"]) is None:
            model.attempts = None
            nulls += ("attempts",)
        else:
            try:
                model.attempts = _decode_attempts(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "attempts") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_phone_numbers: Callable[[Any], list[str]] = _model.list_of(_model.string)
_decode_attempts: Callable[[Any], list[_models.CampaignAttempt]] = _model.list_of(
    _CampaignAttempt_model.from_dict
)
