from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define(repr=False, match_args=False)
class OrganizationPat(_model.Model):
    """An organization access token.

    Attributes:
        key_id: The ID of the access token.
        name: The access token's name.
        pat_key: The access token itself. Returned only once.
        expires_at: Expiry time in milliseconds since 1970-01-01 UTC. null if it never expires.
        created_at: Creation time.
    """

    key_id: str | None = None
    name: str | None = _attrs_field(default=None, repr=False)
    pat_key: str | None = _attrs_field(default=None, repr=False, metadata={"secret": True})
    _expires_at: int | None | Unset = _attrs_field(default=UNSET, alias="expires_at")
    _created_at: Any = _attrs_field(default=UNSET, alias="created_at", repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "key_id",
            "name",
            "pat_key",
            "expires_at",
            "created_at",
        )
    )

    @property
    def expires_at(self) -> int | None:
        """Expiry time in milliseconds since 1970-01-01 UTC. null if it never expires."""
        return None if self._expires_at is UNSET else self._expires_at

    @expires_at.setter
    def expires_at(self, value: int | None) -> None:
        self._expires_at = value

    @property
    def created_at(self) -> Any:
        """Creation time."""
        return None if self._created_at is UNSET else self._created_at

    @created_at.setter
    def created_at(self, value: Any) -> None:
        self._created_at = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.key_id is not None:
            field_dict["key_id"] = self.key_id
        if self.name is not None:
            field_dict["name"] = self.name
        if self.pat_key is not None:
            field_dict["pat_key"] = self.pat_key
        if self._expires_at is not UNSET:
            field_dict["expires_at"] = self._expires_at
        if self._created_at is not UNSET:
            field_dict["created_at"] = self._created_at
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
        if "key_id" not in src_dict:
            model.key_id = None
            unknown += 1
        elif type(value := src_dict["key_id"]) is str:
            model.key_id = value
        elif value is None:
            model.key_id = None
            nulls += ("key_id",)
        else:
            raise _model.mismatch("a string", value, "key_id")
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
        if "pat_key" not in src_dict:
            model.pat_key = None
            unknown += 1
        elif type(value := src_dict["pat_key"]) is str:
            model.pat_key = value
        elif value is None:
            model.pat_key = None
            nulls += ("pat_key",)
        else:
            raise _model.mismatch("a string", value, "pat_key")
        if "expires_at" not in src_dict:
            model._expires_at = UNSET
            unknown += 1
        elif type(value := src_dict["expires_at"]) is int:
            model._expires_at = value
        elif value is None:
            model._expires_at = None
        else:
            try:
                model._expires_at = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "expires_at") from None
        if "created_at" not in src_dict:
            model._created_at = UNSET
            unknown += 1
        else:
            model._created_at = src_dict["created_at"]
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
