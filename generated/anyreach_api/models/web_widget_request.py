from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class WebWidgetRequest(_model.Model):
    """The web widget to create or update.

    Attributes:
        agent_id: The agent that the widget talks to.
        agent_version_id: The agent version that the widget talks to.
        domains: Domains where the widget can be embedded.
        published: Whether the widget is published.
        config: How the widget looks and behaves.
    """

    agent_id: str | None = None
    agent_version_id: str | None = None
    domains: list[str] | None = _attrs_field(default=None, repr=False)
    published: bool | None = False
    config: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "agent_id",
            "agent_version_id",
            "domains",
            "published",
            "config",
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
        if self.agent_id is not None:
            field_dict["agent_id"] = self.agent_id
        if self.agent_version_id is not None:
            field_dict["agent_version_id"] = self.agent_version_id
        if self.domains is not None:
            field_dict["domains"] = _model.to_json(self.domains)
        if self.published is not None:
            field_dict["published"] = self.published
        if self.config is not None:
            field_dict["config"] = self.config
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
        if "agent_id" not in src_dict:
            model.agent_id = None
            unknown += 1
        elif type(value := src_dict["agent_id"]) is str:
            model.agent_id = value
        elif value is None:
            model.agent_id = None
            nulls += ("agent_id",)
        else:
            raise _model.mismatch("a string", value, "agent_id")
        if "agent_version_id" not in src_dict:
            model.agent_version_id = None
            unknown += 1
        elif type(value := src_dict["agent_version_id"]) is str:
            model.agent_version_id = value
        elif value is None:
            model.agent_version_id = None
            nulls += ("agent_version_id",)
        else:
            raise _model.mismatch("a string", value, "agent_version_id")
        if "domains" not in src_dict:
            model.domains = None
            unknown += 1
        elif (value := src_dict["domains"]) is None:
            model.domains = None
            nulls += ("domains",)
        else:
            try:
                model.domains = _decode_domains(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "domains") from None
        if "published" not in src_dict:
            model.published = None
            unknown += 1
        elif type(value := src_dict["published"]) is bool:
            model.published = value
        elif value is None:
            model.published = None
            nulls += ("published",)
        else:
            raise _model.mismatch("a boolean", value, "published")
        if "config" not in src_dict:
            model.config = None
            unknown += 1
        elif type(value := src_dict["config"]) is dict:
            model.config = value
        elif value is None:
            model.config = None
            nulls += ("config",)
        else:
            raise _model.mismatch("an object", value, "config")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model


_decode_domains: Callable[[Any], list[str]] = _model.list_of(_model.string)
