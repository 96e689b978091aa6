from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class WebWidget(_model.Model):
    """A widget that embeds an agent in a web page.

    Attributes:
        id: The web widget's ID.
        organization_id: Your organization ID.
        agent_id: The agent that the widget talks to.
        agent_version_id: The agent version that the widget talks to.
        domains: Domains where the widget can be embedded.
        published: Whether the widget is published.
        config: How the widget looks and behaves.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
    """

    id: str | None = None
    organization_id: str | None = None
    agent_id: str | None = None
    agent_version_id: str | None = None
    domains: list[str] | None = _attrs_field(default=None, repr=False)
    published: bool | None = None
    config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "id",
            "organization_id",
            "agent_id",
            "agent_version_id",
            "domains",
            "published",
            "config",
            "created_at",
            "updated_at",
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
        if self.organization_id is not None:
            field_dict["organization_id"] = self.organization_id
        if self.agent_id is not None:
            field_dict["agent_id"] = self.agent_id
        if self.agent_version_id is not None:
            field_dict["agent_version_id"] = self.agent_version_id
        if self.domains is not None:
            field_dict["domains"] = _model.to_json(self.domains)
        if self.published is not None:
            field_dict["published"] = self.published
        if self.config is not None:
            field_dict["config"] = self.config
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
        unknown = len(src_dict) - 9
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
        if "organization_id" not in src_dict:
            model.organization_id = None
            unknown += 1
        elif type(value := src_dict["organization_id"]) is str:
            model.organization_id = value
        elif value is None:
            model.organization_id = None
            nulls += ("organization_id",)
        else:
            raise _model.mismatch("a string", value, "organization_id")
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
        if "agent_version_id" not in src_dict:
            model.agent_version_id = None
            unknown += 1
        elif type(value := src_dict["agent_version_id"]) is str:
            model.agent_version_id = value
        elif value is None:
            model.agent_version_id = None
            nulls += ("agent_version_id",)
        else:
            raise _model.mismatch("a string", value, "agent_version_id")
        if "domains" not in src_dict:
            model.domains = None
            unknown += 1
        elif (value := src_dict["domains"]) is None:
            model.domains = None
            nulls += ("domains",)
        else:
            try:
                model.domains = _decode_domains(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "domains") from None
        if "published" not in src_dict:
            model.published = None
            unknown += 1
        elif type(value := src_dict["published"]) is bool:
            model.published = value
        elif value is None:
            model.published = None
            nulls += ("published",)
        else:
            raise _model.mismatch("a boolean", value, "published")
        if "config" not in src_dict:
            model.config = None
            unknown += 1
        elif type(value := src_dict["config"]) is dict:
            model.config = value
        elif value is None:
            model.config = None
            nulls += ("config",)
        else:
            raise _model.mismatch("an object", value, "config")
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


_decode_domains: Callable[[Any], list[str]] = _model.list_of(_model.string)
