from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from .knowledge_base_source_type import KnowledgeBaseSourceType

_UrlCrawlOptions_model: type[_models.UrlCrawlOptions] = _model.later(
    f"{__package__}.url_crawl_options", "UrlCrawlOptions"
)
_KnowledgeBaseSourceType_members = _model.Members(KnowledgeBaseSourceType, str)


@_attrs_define(repr=False, match_args=False)
class CreateKnowledgeBaseSourceRequest(_model.Model):
    """A source to create.

    Attributes:
        name: The source's name.
        type_: Where the content of a source comes from.
        chunking_strategy: How the source is split into chunks.
        id: The source's ID: a UUID that you generate.
        domain: The web page's domain.
        file_size: The file's size in bytes.
        url_crawl_options: How far to follow links from a web page.
    """

    name: str = _attrs_field(repr=False)
    type_: KnowledgeBaseSourceType = _attrs_field(metadata={"key": "type"})
    chunking_strategy: str = _attrs_field(repr=False)
    id: UUID | None = None
    domain: str | None = _attrs_field(default=None, repr=False)
    file_size: int | None = None
    url_crawl_options: _models.UrlCrawlOptions | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "name",
            "type",
            "chunking_strategy",
            "id",
            "domain",
            "file_size",
            "url_crawl_options",
        )
    )
    __required__: ClassVar[frozenset[str]] = frozenset(
        (
            "name",
            "type",
            "chunking_strategy",
        )
    )
    __record__: ClassVar[str | None] = "id"

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        field_dict["name"] = self.name
        field_dict["type"] = _model.to_json(self.type_)
        field_dict["chunking_strategy"] = self.chunking_strategy
        if self.id is not None:
            field_dict["id"] = _model.to_json(self.id)
        if self.domain is not None:
            field_dict["domain"] = self.domain
        if self.file_size is not None:
            field_dict["file_size"] = self.file_size
        if self.url_crawl_options is not None:
            field_dict["url_crawl_options"] = _model.to_json(self.url_crawl_options)
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
        unknown = len(src_dict) - 7
        if "name" not in src_dict:
            raise _model.missing("name")
        elif type(value := src_dict["name"]) is str:
            model.name = value
        else:
            raise _model.mismatch("a string", value, "name")
        if "type" not in src_dict:
            raise _model.missing("type")
        elif type(value := src_dict["type"]) is str:
            model.type_ = _KnowledgeBaseSourceType_members[value]
        else:
            raise _model.mismatch("a string", value, "type")
        if "chunking_strategy" not in src_dict:
            raise _model.missing("chunking_strategy")
        elif type(value := src_dict["chunking_strategy"]) is str:
            model.chunking_strategy = value
        else:
            raise _model.mismatch("a string", value, "chunking_strategy")
        if "id" not in src_dict:
            model.id = None
            unknown += 1
        elif (value := src_dict["id"]) is None:
            model.id = None
            nulls += ("id",)
        else:
            try:
                model.id = _decode_id(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "id") from None
        if "domain" not in src_dict:
            model.domain = None
            unknown += 1
        elif type(value := src_dict["domain"]) is str:
            model.domain = value
        elif value is None:
            model.domain = None
            nulls += ("domain",)
        else:
            raise _model.mismatch("a string", value, "domain")
        if "file_size" not in src_dict:
            model.file_size = None
            unknown += 1
        elif type(value := src_dict["file_size"]) is int:
            model.file_size = value
        elif value is None:
            model.file_size = None
            nulls += ("file_size",)
        else:
            try:
                model.file_size = _model.integer(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "file_size") from None
        if "url_crawl_options" not in src_dict:
            model.url_crawl_options = None
            unknown += 1
        elif type(value := src_dict["url_crawl_options"]) is dict:
            try:
                model.url_crawl_options = _UrlCrawlOptions_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "url_crawl_options") from None
        elif value is None:
            model.url_crawl_options = None
            nulls += ("url_crawl_options",)
        else:
            raise _model.mismatch("an object", value, "url_crawl_options")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_id: Callable[[Any], UUID] = _model.uuid
