from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from .campaign_status import CampaignStatus

_CampaignAttemptCounts_model: type[_models.CampaignAttemptCounts] = _model.later(
    f"{__package__}.campaign_attempt_counts", "CampaignAttemptCounts"
)
_CampaignContactCounts_model: type[_models.CampaignContactCounts] = _model.later(
    f"{__package__}.campaign_contact_counts", "CampaignContactCounts"
)
_CampaignStatus_members = _model.Members(CampaignStatus, str)


@_attrs_define(repr=False, match_args=False)
class CampaignStats(_model.Model):
    """A campaign's progress.

    Attributes:
        campaign_id: The campaign's UUID.
        status: Current state of the campaign.
        contacts: Number of contacts by status.
        attempts: Number of calls placed.
        active_calls: Number of calls in progress.
        concurrency_limit: Maximum number of concurrent calls.
    """

    campaign_id: str | None = None
    status: CampaignStatus | None = None
    contacts: _models.CampaignContactCounts | None = _attrs_field(default=None, repr=False)
    attempts: _models.CampaignAttemptCounts | None = _attrs_field(default=None, repr=False)
    active_calls: int | None = None
    concurrency_limit: int | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "campaign_id",
            "status",
            "contacts",
            "attempts",
            "active_calls",
            "concurrency_limit",
        )
    )
    __record__: ClassVar[str | None] = "campaign_id"

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.campaign_id is not None:
            field_dict["campaign_id"] = self.campaign_id
        if self.status is not None:
            field_dict["status"] = _model.to_json(self.status)
        if self.contacts is not None:
            field_dict["contacts"] = _model.to_json(self.contacts)
        if self.attempts is not None:
            field_dict["attempts"] = _model.to_json(self.attempts)
        if self.active_calls is not None:
            field_dict["active_calls"] = self.active_calls
        if self.concurrency_limit is not None:
            field_dict["concurrency_limit"] = self.concurrency_limit
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
        unknown = len(src_dict) - 6
        if "campaign_id" not in src_dict:
            model.campaign_id = None
            unknown += 1
        elif type(value := src_dict["campaign_id"]) is str:
            model.campaign_id = value
        elif value is None:
            model.campaign_id = None
            nulls += ("campaign_id",)
        else:
            raise _model.mismatch("a string", value, "campaign_id")
        if "status" not in src_dict:
            model.status = None
            unknown += 1
        elif type(value := src_dict["status"]) is str:
            model.status = _CampaignStatus_members[value]
        elif value is None:
            model.status = None
            nulls += ("status",)
        else:
            raise _model.mismatch("a string", value, "status")
        if "contacts" not in src_dict:
            model.contacts = None
            unknown += 1
        elif type(value := src_dict["contacts"]) is dict:
            try:
                model.contacts = _CampaignContactCounts_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "contacts") from None
        elif value is None:
            model.contacts = None
            nulls += ("contacts",)
        else:
            raise _model.mismatch("an object", value, "contacts")
        if "attempts" not in src_dict:
            model.attempts = None
            unknown += 1
        elif type(value := src_dict["attempts"]) is dict:
            try:
                model.attempts = _CampaignAttemptCounts_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "attempts") from None
        elif value is None:
            model.attempts = None
            nulls += ("attempts",)
        else:
            raise _model.mismatch("an object", value, "attempts")
        if "active_calls" not in src_dict:
            model.active_calls = None
            unknown += 1
        elif type(value := src_dict["active_calls"]) is int:
            model.active_calls = value
        elif value is None:
            model.active_calls = None
            nulls += ("active_calls",)
        else:
            try:
                model.active_calls = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "active_calls") from None
        if "concurrency_limit" not in src_dict:
            model.concurrency_limit = None
            unknown += 1
        elif type(value := src_dict["concurrency_limit"]) is int:
            model.concurrency_limit = value
        elif value is None:
            model.concurrency_limit = None
            nulls += ("concurrency_limit",)
        else:
            try:
                model.concurrency_limit = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "concurrency_limit") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
