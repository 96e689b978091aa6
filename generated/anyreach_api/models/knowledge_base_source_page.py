from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models

_KnowledgeBaseDatasetSource_model: type[_models.KnowledgeBaseDatasetSource] = _model.later(
    f"{__package__}.knowledge_base_dataset_source", "KnowledgeBaseDatasetSource"
)
_KnowledgeBasePagination_model: type[_models.KnowledgeBasePagination] = _model.later(
    f"{__package__}.knowledge_base_pagination", "KnowledgeBasePagination"
)


@_attrs_define(repr=False, match_args=False)
class KnowledgeBaseSourcePage(_model.Model):
    """A page of sources.

    Attributes:
        data: The sources.
        pagination: The position of the next page.
    """

    data: list[_models.KnowledgeBaseDatasetSource] | None = _attrs_field(default=None, repr=False)
    pagination: _models.KnowledgeBasePagination | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "data",
            "pagination",
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
        if self.data is not None:
            field_dict["data"] = _model.to_json(self.data)
        if self.pagination is not None:
            field_dict["pagination"] = _model.to_json(self.pagination)
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
        if "data" not in src_dict:
            model.data = None
            unknown += 1
        elif (value := src_dict["data"]) is None:
            model.data = None
            nulls += ("data",)
        else:
            try:
                model.data = _decode_data(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "data") from None
        if "pagination" not in src_dict:
            model.pagination = None
            unknown += 1
        elif type(value := src_dict["pagination"]) is dict:
            try:
                model.pagination = _KnowledgeBasePagination_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "pagination") from None
        elif value is None:
            model.pagination = None
            nulls += ("pagination",)
        else:
            raise _model.mismatch("an object", value, "pagination")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_data: Callable[[Any], list[_models.KnowledgeBaseDatasetSource]] = _model.list_of(
    _KnowledgeBaseDatasetSource_model.from_dict
)
