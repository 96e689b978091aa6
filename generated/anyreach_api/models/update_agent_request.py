from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model


@_attrs_define(repr=False, match_args=False)
class UpdateAgentRequest(_model.Model):
    """The changes to an agent.

    Attributes:
        name: The agent's name.
        description: The agent's purpose.
        active: Whether the agent is active.
        is_demo: Whether this is a demo agent.
        metadata: Your own metadata.
    """

    name: str | None = _attrs_field(default=None, repr=False)
    description: str | None = _attrs_field(default=None, repr=False)
    active: bool | None = None
    is_demo: bool | None = None
    metadata: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "name",
            "description",
            "active",
            "is_demo",
            "metadata",
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
        if self.active is not None:
            field_dict["active"] = self.active
        if self.is_demo is not None:
            field_dict["is_demo"] = self.is_demo
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
        unknown = len(src_dict) - 5
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
        if "active" not in src_dict:
            model.active = None
            unknown += 1
        elif type(value := src_dict["active"]) is bool:
            model.active = value
        elif value is None:
            model.active = None
            nulls += ("active",)
        else:
            raise _model.mismatch("a boolean", value, "active")
        if "is_demo" not in src_dict:
            model.is_demo = None
            unknown += 1
        elif type(value := src_dict["is_demo"]) is bool:
            model.is_demo = value
        elif value is None:
            model.is_demo = None
            nulls += ("is_demo",)
        else:
            raise _model.mismatch("a boolean", value, "is_demo")
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
