from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define(repr=False, match_args=False)
class CreateOrganizationPatRequest(_model.Model):
    """The access token to create.

    Attributes:
        name: The access token's name.
        expires_at: Expiry time in milliseconds since 1970-01-01 UTC. null if it never expires.
    """

    name: str | None = _attrs_field(default=None, repr=False)
    _expires_at: int | None | Unset = _attrs_field(default=UNSET, alias="expires_at")
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "name",
            "expires_at",
        )
    )

    @property
    def expires_at(self) -> int | None:
        """Expiry time in milliseconds since 1970-01-01 UTC. null if it never expires."""
        return None if self._expires_at is UNSET else self._expires_at

    @expires_at.setter
    def expires_at(self, value: int | None) -> None:
        self._expires_at = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.name is not None:
            field_dict["name"] = self.name
        if self._expires_at is not UNSET:
            field_dict["expires_at"] = self._expires_at
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
        unknown = len(src_dict) - 2
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
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
