from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET, Unset
from .file_upload_status import FileUploadStatus

_FileUploadStatus_members = _model.Members(FileUploadStatus, str)


@_attrs_define(repr=False, match_args=False)
class KnowledgeBaseSourceUpload(_model.Model):
    """The created source and its upload URL.

    Attributes:
        id: The source's ID.
        name: The source's name.
        file_upload_status: Current state of the upload.
        presigned_url: The URL to upload the file to. Anyone with this URL can upload.
        content_type: The media type of the upload.
    """

    id: str | None = None
    name: str | None = _attrs_field(default=None, repr=False)
    file_upload_status: FileUploadStatus | None = None
    _presigned_url: str | None | Unset = _attrs_field(
        default=UNSET, alias="presigned_url", repr=False, metadata={"secret": True}
    )
    _content_type: str | None | Unset = _attrs_field(
        default=UNSET, alias="content_type", repr=False
    )
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "id",
            "name",
            "file_upload_status",
            "presigned_url",
            "content_type",
        )
    )
    __record__: ClassVar[str | None] = "id"

    @property
    def presigned_url(self) -> str | None:
        """The URL to upload the file to. Anyone with this URL can upload."""
        return None if self._presigned_url is UNSET else self._presigned_url

    @presigned_url.setter
    def presigned_url(self, value: str | None) -> None:
        self._presigned_url = value

    @property
    def content_type(self) -> str | None:
        """The media type of the upload."""
        return None if self._content_type is UNSET else self._content_type

    @content_type.setter
    def content_type(self, value: str | None) -> None:
        self._content_type = value

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
        if self.name is not None:
            field_dict["name"] = self.name
        if self.file_upload_status is not None:
            field_dict["file_upload_status"] = _model.to_json(self.file_upload_status)
        if self._presigned_url is not UNSET:
            field_dict["presigned_url"] = self._presigned_url
        if self._content_type is not UNSET:
            field_dict["content_type"] = self._content_type
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
        if "file_upload_status" not in src_dict:
            model.file_upload_status = None
            unknown += 1
        elif type(value := src_dict["file_upload_status"]) is str:
            model.file_upload_status = _FileUploadStatus_members[value]
        elif value is None:
            model.file_upload_status = None
            nulls += ("file_upload_status",)
        else:
            raise _model.mismatch("a string", value, "file_upload_status")
        if "presigned_url" not in src_dict:
            model._presigned_url = UNSET
            unknown += 1
        elif type(value := src_dict["presigned_url"]) is str:
            model._presigned_url = value
        elif value is None:
            model._presigned_url = None
        else:
            raise _model.mismatch("a string", value, "presigned_url")
        if "content_type" not in src_dict:
            model._content_type = UNSET
            unknown += 1
        elif type(value := src_dict["content_type"]) is str:
            model._content_type = value
        elif value is None:
            model._content_type = None
        else:
            raise _model.mismatch("a string", value, "content_type")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
