from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset


@_attrs_define(repr=False, match_args=False)
class KnowledgeBasePagination(_model.Model):
    """The position of the next page.

    Attributes:
        limit: Maximum number of sources per page.
        next_cursor: The next page's cursor. null on the last page.
    """

    limit: int | None = None
    _next_cursor: str | None | Unset = _attrs_field(default=UNSET, alias="next_cursor", repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "limit",
            "next_cursor",
        )
    )

    @property
    def next_cursor(self) -> str | None:
        """The next page's cursor. null on the last page."""
        return None if self._next_cursor is UNSET else self._next_cursor

    @next_cursor.setter
    def next_cursor(self, value: str | None) -> None:
        self._next_cursor = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.limit is not None:
            field_dict["limit"] = self.limit
        if self._next_cursor is not UNSET:
            field_dict["next_cursor"] = self._next_cursor
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
        if "limit" not in src_dict:
            model.limit = None
            unknown += 1
        elif type(value := src_dict["limit"]) is int:
            model.limit = value
        elif value is None:
            model.limit = None
            nulls += ("limit",)
        else:
            try:
                model.limit = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "limit") from None
        if "next_cursor" not in src_dict:
            model._next_cursor = UNSET
            unknown += 1
        elif type(value := src_dict["next_cursor"]) is str:
            model._next_cursor = value
        elif value is None:
            model._next_cursor = None
        else:
            raise _model.mismatch("a string", value, "next_cursor")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
