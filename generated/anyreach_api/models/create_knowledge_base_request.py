from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class CreateKnowledgeBaseRequest(_model.Model):
    """The dataset to create.

    Attributes:
        name: The dataset's name.
        description: The dataset's description.
        embedding_model: The embedding model.
        embedding_dimension: The embedding dimension.
    """

    name: str | None = _attrs_field(default=None, repr=False)
    description: str | None = _attrs_field(default=None, repr=False)
    embedding_model: str | None = _attrs_field(default=None, repr=False)
    embedding_dimension: int | None = None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "name",
            "description",
            "embedding_model",
            "embedding_dimension",
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
        if self.name is not None:
            field_dict["name"] = self.name
        if self.description is not None:
            field_dict["description"] = self.description
        if self.embedding_model is not None:
            field_dict["embedding_model"] = self.embedding_model
        if self.embedding_dimension is not None:
            field_dict["embedding_dimension"] = self.embedding_dimension
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
        if "description" not in src_dict:
            model.description = None
            unknown += 1
        elif type(value := src_dict["description"]) is str:
            model.description = value
        elif value is None:
            model.description = None
            nulls += ("description",)
        else:
            raise _model.mismatch("a string", value, "description")
        if "embedding_model" not in src_dict:
            model.embedding_model = None
            unknown += 1
        elif type(value := src_dict["embedding_model"]) is str:
            model.embedding_model = value
        elif value is None:
            model.embedding_model = None
            nulls += ("embedding_model",)
        else:
            raise _model.mismatch("a string", value, "embedding_model")
        if "embedding_dimension" not in src_dict:
            model.embedding_dimension = None
            unknown += 1
        elif type(value := src_dict["embedding_dimension"]) is int:
            model.embedding_dimension = value
        elif value is None:
            model.embedding_dimension = None
            nulls += ("embedding_dimension",)
        else:
            try:
                model.embedding_dimension = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "embedding_dimension") from None
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
