from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define(repr=False, match_args=False)
class PhoneNumber(_model.Model):
    """One of your organization's phone numbers.

    Attributes:
        phone_number: The number in E.164 format, including the plus sign.
        inbound_agent_version_id: The agent version that answers inbound calls.
        outbound_agent_version_id: The agent version that places outbound calls.
        trunk_id: The trunk that carries the number's calls.
        outbound_shareable: Whether several agents can call from the number.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
    """

    phone_number: str | None = _attrs_field(default=None, repr=False)
    _inbound_agent_version_id: str | None | Unset = _attrs_field(
        default=UNSET, alias="inbound_agent_version_id"
    )
    _outbound_agent_version_id: str | None | Unset = _attrs_field(
        default=UNSET, alias="outbound_agent_version_id"
    )
    trunk_id: str | None = None
    outbound_shareable: bool | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "phone_number",
            "inbound_agent_version_id",
            "outbound_agent_version_id",
            "trunk_id",
            "outbound_shareable",
            "created_at",
            "updated_at",
        )
    )

    @property
    def inbound_agent_version_id(self) -> str | None:
        """The agent version that answers inbound calls."""
        return None if self._inbound_agent_version_id is UNSET else self._inbound_agent_version_id

    @inbound_agent_version_id.setter
    def inbound_agent_version_id(self, value: str | None) -> None:
        self._inbound_agent_version_id = value

    @property
    def outbound_agent_version_id(self) -> str | None:
        """The agent version that places outbound calls."""
        return None if self._outbound_agent_version_id is UNSET else self._outbound_agent_version_id

    @outbound_agent_version_id.setter
    def outbound_agent_version_id(self, value: str | None) -> None:
        self._outbound_agent_version_id = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.phone_number is not None:
            field_dict["phone_number"] = self.phone_number
        if self._inbound_agent_version_id is not UNSET:
            field_dict["inbound_agent_version_id"] = self._inbound_agent_version_id
        if self._outbound_agent_version_id is not UNSET:
            field_dict["outbound_agent_version_id"] = self._outbound_agent_version_id
        if self.trunk_id is not None:
            field_dict["trunk_id"] = self.trunk_id
        if self.outbound_shareable is not None:
            field_dict["outbound_shareable"] = self.outbound_shareable
        if self.created_at is not None:
            field_dict["created_at"] = _model.to_json(self.created_at)
        if self.updated_at is not None:
            field_dict["updated_at"] = _model.to_json(self.updated_at)
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
        if "inbound_agent_version_id" not in src_dict:
            model._inbound_agent_version_id = UNSET
            unknown += 1
        elif type(value := src_dict["inbound_agent_version_id"]) is str:
            model._inbound_agent_version_id = value
        elif value is None:
            model._inbound_agent_version_id = None
        else:
            raise _model.mismatch("a string", value, "inbound_agent_version_id")
        if "outbound_agent_version_id" not in src_dict:
            model._outbound_agent_version_id = UNSET
            unknown += 1
        elif type(value := src_dict["outbound_agent_version_id"]) is str:
            model._outbound_agent_version_id = value
        elif value is None:
            model._outbound_agent_version_id = None
        else:
            raise _model.mismatch("a string", value, "outbound_agent_version_id")
        if "trunk_id" not in src_dict:
            model.trunk_id = None
            unknown += 1
        elif type(value := src_dict["trunk_id"]) is str:
            model.trunk_id = value
        elif value is None:
            model.trunk_id = None
            nulls += ("trunk_id",)
        else:
            raise _model.mismatch("a string", value, "trunk_id")
        if "outbound_shareable" not in src_dict:
            model.outbound_shareable = None
            unknown += 1
        elif type(value := src_dict["outbound_shareable"]) is bool:
            model.outbound_shareable = value
        elif value is None:
            model.outbound_shareable = None
            nulls += ("outbound_shareable",)
        else:
            raise _model.mismatch("a boolean", value, "outbound_shareable")
        if "created_at" not in src_dict:
            model.created_at = None
            unknown += 1
        elif type(value := src_dict["created_at"]) is str:
            try:
                model.created_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.created_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "created_at") from None
        elif value is None:
            model.created_at = None
            nulls += ("created_at",)
        else:
            raise _model.mismatch("a date-time", value, "created_at")
        if "updated_at" not in src_dict:
            model.updated_at = None
            unknown += 1
        elif type(value := src_dict["updated_at"]) is str:
            try:
                model.updated_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.updated_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "updated_at") from None
        elif value is None:
            model.updated_at = None
            nulls += ("updated_at",)
        else:
            raise _model.mismatch("a date-time", value, "updated_at")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
