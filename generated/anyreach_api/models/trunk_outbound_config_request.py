from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class TrunkOutboundConfigRequest(_model.Model):
    """The trunk's settings for outbound calls.

    Attributes:
        address: The SIP address.
        auth_username: The user name.
        auth_password: The password.
        transport: The transport.
        media_encryption: How media is encrypted.
    """

    address: str = _attrs_field(repr=False)
    auth_username: str = _attrs_field(repr=False)
    auth_password: str = _attrs_field(repr=False, metadata={"secret": True})
    transport: str | None = _attrs_field(default="UDP", repr=False)
    media_encryption: str | None = _attrs_field(default="NONE", repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "address",
            "auth_username",
            "auth_password",
            "transport",
            "media_encryption",
        )
    )
    __required__: ClassVar[frozenset[str]] = frozenset(
        (
            "address",
            "auth_username",
            "auth_password",
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
        field_dict["address"] = self.address
        field_dict["auth_username"] = self.auth_username
        field_dict["auth_password"] = self.auth_password
        if self.transport is not None:
            field_dict["transport"] = self.transport
        if self.media_encryption is not None:
            field_dict["media_encryption"] = self.media_encryption
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
        if "address" not in src_dict:
            raise _model.missing("address")
        elif type(value := src_dict["address"]) is str:
            model.address = value
        else:
            raise _model.mismatch("a string", value, "address")
        if "auth_username" not in src_dict:
            raise _model.missing("auth_username")
        elif type(value := src_dict["auth_username"]) is str:
            model.auth_username = value
        else:
            raise _model.mismatch("a string", value, "auth_username")
        if "auth_password" not in src_dict:
            raise _model.missing("auth_password")
        elif type(value := src_dict["auth_password"]) is str:
            model.auth_password = value
        else:
            raise _model.mismatch("a string", value, "auth_password")
        if "transport" not in src_dict:
            model.transport = None
            unknown += 1
        elif type(value := src_dict["transport"]) is str:
            model.transport = value
        elif value is None:
            model.transport = None
            nulls += ("transport",)
        else:
            raise _model.mismatch("a string", value, "transport")
        if "media_encryption" not in src_dict:
            model.media_encryption = None
            unknown += 1
        elif type(value := src_dict["media_encryption"]) is str:
            model.media_encryption = value
        elif value is None:
            model.media_encryption = None
            nulls += ("media_encryption",)
        else:
            raise _model.mismatch("a string", value, "media_encryption")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
