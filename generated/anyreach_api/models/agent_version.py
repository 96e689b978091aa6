from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class AgentVersion(_model.Model):
    """A version of an agent.

    Attributes:
        version: The version's number.
        published: Whether the version is published.
        config: The agent's configuration.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
    """

    version: int | None = None
    published: bool | None = None
    config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "version",
            "published",
            "config",
            "created_at",
            "updated_at",
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
        if self.version is not None:
            field_dict["version"] = self.version
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
        unknown = len(src_dict) - 5
        if "version" not in src_dict:
            model.version = None
            unknown += 1
        elif type(value := src_dict["version"]) is int:
            model.version = value
        elif value is None:
            model.version = None
            nulls += ("version",)
        else:
            try:
                model.version = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "version") from None
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
