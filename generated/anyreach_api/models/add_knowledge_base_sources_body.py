from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, FileInput, Unset


@_attrs_define(repr=False, match_args=False)
class AddKnowledgeBaseSourcesBody(_model.Model):
    """The file and its metadata.

    Attributes:
        file: The file.
        metadata: The file's metadata.
    """

    _file: FileInput | None | Unset = _attrs_field(default=UNSET, alias="file", repr=False)
    metadata: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "file",
            "metadata",
        )
    )

    @property
    def file(self) -> FileInput | None:
        """The file."""
        return None if self._file is UNSET else self._file

    @file.setter
    def file(self, value: FileInput | None) -> None:
        self._file = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self._file is not UNSET:
            field_dict["file"] = _model.to_json(self._file)
        if self.metadata is not None:
            field_dict["metadata"] = self.metadata
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
        if "file" not in src_dict:
            model._file = UNSET
            unknown += 1
        else:
            model._file = src_dict["file"]
        if "metadata" not in src_dict:
            model.metadata = None
            unknown += 1
        elif type(value := src_dict["metadata"]) is dict:
            model.metadata = value
        elif value is None:
            model.metadata = None
            nulls += ("metadata",)
        else:
            raise _model.mismatch("an object", value, "metadata")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
