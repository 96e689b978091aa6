from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define(repr=False, match_args=False)
class KnowledgeBaseSource(_model.Model):
    """A file or web page.

    Attributes:
        id: The source's ID.
        organization_id: Your organization ID.
        name: The source's name.
        domain: The web page's domain.
        chunking_strategy: How the source is split into chunks.
        file_size: The file's size in bytes.
        description: The source's description.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
    """

    id: str | None = None
    organization_id: str | None = None
    name: str | None = _attrs_field(default=None, repr=False)
    _domain: str | None | Unset = _attrs_field(default=UNSET, alias="domain", repr=False)
    chunking_strategy: str | None = _attrs_field(default=None, repr=False)
    _file_size: int | None | Unset = _attrs_field(default=UNSET, alias="file_size")
    _description: str | None | Unset = _attrs_field(default=UNSET, alias="description", repr=False)
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "id",
            "organization_id",
            "name",
            "domain",
            "chunking_strategy",
            "file_size",
            "description",
            "created_at",
            "updated_at",
        )
    )
    __record__: ClassVar[str | None] = "id"

    @property
    def domain(self) -> str | None:
        """The web page's domain."""
        return None if self._domain is UNSET else self._domain

    @domain.setter
    def domain(self, value: str | None) -> None:
        self._domain = value

    @property
    def file_size(self) -> int | None:
        """The file's size in bytes."""
        return None if self._file_size is UNSET else self._file_size

    @file_size.setter
    def file_size(self, value: int | None) -> None:
        self._file_size = value

    @property
    def description(self) -> str | None:
        """The source's description."""
        return None if self._description is UNSET else self._description

    @description.setter
    def description(self, value: str | None) -> None:
        self._description = value

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
        if self.name is not None:
            field_dict["name"] = self.name
        if self._domain is not UNSET:
            field_dict["domain"] = self._domain
        if self.chunking_strategy is not None:
            field_dict["chunking_strategy"] = self.chunking_strategy
        if self._file_size is not UNSET:
            field_dict["file_size"] = self._file_size
        if self._description is not UNSET:
            field_dict["description"] = self._description
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
        if "name" not in src_dict:
            model.name = None
            unknown += 1
        elif type(value := src_dict["name"]) is str:
            model.name = value
        elif value is None:
            model.name = None
            nulls += ("name",)
        else:
            raise _model.mismatch("a string", value, "name")
        if "domain" not in src_dict:
            model._domain = UNSET
            unknown += 1
        elif type(value := src_dict["domain"]) is str:
            model._domain = value
        elif value is None:
            model._domain = None
        else:
            raise _model.mismatch("a string", value, "domain")
        if "chunking_strategy" not in src_dict:
            model.chunking_strategy = None
            unknown += 1
        elif type(value := src_dict["chunking_strategy"]) is str:
            model.chunking_strategy = value
        elif value is None:
            model.chunking_strategy = None
            nulls += ("chunking_strategy",)
        else:
            raise _model.mismatch("a string", value, "chunking_strategy")
        if "file_size" not in src_dict:
            model._file_size = UNSET
            unknown += 1
        elif type(value := src_dict["file_size"]) is int:
            model._file_size = value
        elif value is None:
            model._file_size = None
        else:
            try:
                model._file_size = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "file_size") from None
        if "description" not in src_dict:
            model._description = UNSET
            unknown += 1
        elif type(value := src_dict["description"]) is str:
            model._description = value
        elif value is None:
            model._description = None
        else:
            raise _model.mismatch("a string", value, "description")
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
