from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class ListenerToken(_model.Model):
    """Credentials for listening to a call.

    Attributes:
        url: The URL of the call.
        token: The listener's credential. Anyone with this token can listen.
        room_name: The call's room.
        expires_at: The token's expiry time.
    """

    url: str | None = _attrs_field(default=None, repr=False)
    token: str | None = _attrs_field(default=None, repr=False, metadata={"secret": True})
    room_name: str | None = _attrs_field(default=None, repr=False)
    expires_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "url",
            "token",
            "room_name",
            "expires_at",
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
        if self.url is not None:
            field_dict["url"] = self.url
        if self.token is not None:
            field_dict["token"] = self.token
        if self.room_name is not None:
            field_dict["room_name"] = self.room_name
        if self.expires_at is not None:
            field_dict["expires_at"] = _model.to_json(self.expires_at)
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
        if "url" not in src_dict:
            model.url = None
            unknown += 1
        elif type(value := src_dict["url"]) is str:
            model.url = value
        elif value is None:
            model.url = None
            nulls += ("url",)
        else:
            raise _model.mismatch("a string", value, "url")
        if "token" not in src_dict:
            model.token = None
            unknown += 1
        elif type(value := src_dict["token"]) is str:
            model.token = value
        elif value is None:
            model.token = None
            nulls += ("token",)
        else:
            raise _model.mismatch("a string", value, "token")
        if "room_name" not in src_dict:
            model.room_name = None
            unknown += 1
        elif type(value := src_dict["room_name"]) is str:
            model.room_name = value
        elif value is None:
            model.room_name = None
            nulls += ("room_name",)
        else:
            raise _model.mismatch("a string", value, "room_name")
        if "expires_at" not in src_dict:
            model.expires_at = None
            unknown += 1
        elif type(value := src_dict["expires_at"]) is str:
            try:
                model.expires_at = _model.fromisoformat(value)
            except (ValueError, OverflowError):
                try:
                    model.expires_at = _model.date_time(value)
                except _model.FAULTS as fault:
                    raise _model.inside(fault, "expires_at") from None
        elif value is None:
            model.expires_at = None
            nulls += ("expires_at",)
        else:
            raise _model.mismatch("a date-time", value, "expires_at")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
