from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from ..types import UNSET, Unset

_KnowledgeBaseSource_model: type[_models.KnowledgeBaseSource] = _model.later(
    f"{__package__}.knowledge_base_source", "KnowledgeBaseSource"
)


@_attrs_define(repr=False, match_args=False)
class KnowledgeBaseDatasetSource(_model.Model):
    """A source's use in a dataset.

    Attributes:
        id: The ID of this use.
        source_id: The source's ID.
        dataset_id: The dataset's ID.
        chunking_strategy: How the source is split into chunks.
        total_chunks: Total number of chunks.
        processed_chunks: Number of chunks processed.
        sources: A file or web page.
        created_at: Creation timestamp.
        updated_at: Last-update timestamp.
    """

    id: str | None = None
    source_id: str | None = None
    dataset_id: str | None = None
    chunking_strategy: str | None = _attrs_field(default=None, repr=False)
    _total_chunks: int | None | Unset = _attrs_field(default=UNSET, alias="total_chunks")
    _processed_chunks: int | None | Unset = _attrs_field(default=UNSET, alias="processed_chunks")
    sources: _models.KnowledgeBaseSource | None = _attrs_field(default=None, repr=False)
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "id",
            "source_id",
            "dataset_id",
            "chunking_strategy",
            "total_chunks",
            "processed_chunks",
            "sources",
            "created_at",
            "updated_at",
        )
    )
    __record__: ClassVar[str | None] = "id"

    @property
    def total_chunks(self) -> int | None:
        """Total number of chunks."""
        return None if self._total_chunks is UNSET else self._total_chunks

    @total_chunks.setter
    def total_chunks(self, value: int | None) -> None:
        self._total_chunks = value

    @property
    def processed_chunks(self) -> int | None:
        """Number of chunks processed."""
        return None if self._processed_chunks is UNSET else self._processed_chunks

    @processed_chunks.setter
    def processed_chunks(self, value: int | None) -> None:
        self._processed_chunks = value

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
        if self.source_id is not None:
            field_dict["source_id"] = self.source_id
        if self.dataset_id is not None:
            field_dict["dataset_id"] = self.dataset_id
        if self.chunking_strategy is not None:
            field_dict["chunking_strategy"] = self.chunking_strategy
        if self._total_chunks is not UNSET:
            field_dict["total_chunks"] = self._total_chunks
        if self._processed_chunks is not UNSET:
            field_dict["processed_chunks"] = self._processed_chunks
        if self.sources is not None:
            field_dict["sources"] = _model.to_json(self.sources)
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
        if "source_id" not in src_dict:
            model.source_id = None
            unknown += 1
        elif type(value := src_dict["source_id"]) is str:
            model.source_id = value
        elif value is None:
            model.source_id = None
            nulls += ("source_id",)
        else:
            raise _model.mismatch("a string", value, "source_id")
        if "dataset_id" not in src_dict:
            model.dataset_id = None
            unknown += 1
        elif type(value := src_dict["dataset_id"]) is str:
            model.dataset_id = value
        elif value is None:
            model.dataset_id = None
            nulls += ("dataset_id",)
        else:
            raise _model.mismatch("a string", value, "dataset_id")
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
        if "total_chunks" not in src_dict:
            model._total_chunks = UNSET
            unknown += 1
        elif type(value := src_dict["total_chunks"]) is int:
            model._total_chunks = value
        elif value is None:
            model._total_chunks = None
        else:
            try:
                model._total_chunks = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "total_chunks") from None
        if "processed_chunks" not in src_dict:
            model._processed_chunks = UNSET
            unknown += 1
        elif type(value := src_dict["processed_chunks"]) is int:
            model._processed_chunks = value
        elif value is None:
            model._processed_chunks = None
        else:
            try:
                model._processed_chunks = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "processed_chunks") from None
        if "sources" not in src_dict:
            model.sources = None
            unknown += 1
        elif type(value := src_dict["sources"]) is dict:
            try:
                model.sources = _KnowledgeBaseSource_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "sources") from None
        elif value is None:
            model.sources = None
            nulls += ("sources",)
        else:
            raise _model.mismatch("an object", value, "sources")
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
