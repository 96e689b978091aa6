from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET


@_attrs_define(repr=False, match_args=False)
class UrlCrawlOptions(_model.Model):
    """How far to follow links from a web page.

    Attributes:
        limit: Maximum number of pages to crawl.
        max_depth: Maximum link depth.
        add_to_datasets: Datasets to add the pages to.
    """

    limit: int | None = None
    max_depth: int | None = None
    _add_to_datasets: Any = _attrs_field(default=UNSET, alias="add_to_datasets", repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "limit",
            "max_depth",
            "add_to_datasets",
        )
    )

    @property
    def add_to_datasets(self) -> Any:
        """Datasets to add the pages to."""
        return None if self._add_to_datasets is UNSET else self._add_to_datasets

    @add_to_datasets.setter
    def add_to_datasets(self, value: Any) -> None:
        self._add_to_datasets = value

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
        if self.max_depth is not None:
            field_dict["max_depth"] = self.max_depth
        if self._add_to_datasets is not UNSET:
            field_dict["add_to_datasets"] = self._add_to_datasets
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
        unknown = len(src_dict) - 3
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
        if "max_depth" not in src_dict:
            model.max_depth = None
            unknown += 1
        elif type(value := src_dict["max_depth"]) is int:
            model.max_depth = value
        elif value is None:
            model.max_depth = None
            nulls += ("max_depth",)
        else:
            try:
                model.max_depth = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "max_depth") from None
        if "add_to_datasets" not in src_dict:
            model._add_to_datasets = UNSET
            unknown += 1
        else:
            model._add_to_datasets = src_dict["add_to_datasets"]
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
