from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from ..types import UNSET


@_attrs_define(repr=False, match_args=False)
class ExecuteWorkflowRequest(_model.Model):
    """The workflow to run.

    Attributes:
        workflow_id: The workflow's ID.
        workflow_version: The workflow's version.
        input_data: The workflow's input.
    """

    workflow_id: str | None = None
    _workflow_version: Any = _attrs_field(default=UNSET, alias="workflow_version", repr=False)
    input_data: dict[str, Any] | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "workflow_id",
            "workflow_version",
            "input_data",
        )
    )
    __record__: ClassVar[str | None] = "workflow_id"

    @property
    def workflow_version(self) -> Any:
        """The workflow's version."""
        return None if self._workflow_version is UNSET else self._workflow_version

    @workflow_version.setter
    def workflow_version(self, value: Any) -> None:
        self._workflow_version = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.workflow_id is not None:
            field_dict["workflow_id"] = self.workflow_id
        if self._workflow_version is not UNSET:
            field_dict["workflow_version"] = self._workflow_version
        if self.input_data is not None:
            field_dict["input_data"] = self.input_data
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
        if "workflow_id" not in src_dict:
            model.workflow_id = None
            unknown += 1
        elif type(value := src_dict["workflow_id"]) is str:
            model.workflow_id = value
        elif value is None:
            model.workflow_id = None
            nulls += ("workflow_id",)
        else:
            raise _model.mismatch("a string", value, "workflow_id")
        if "workflow_version" not in src_dict:
            model._workflow_version = UNSET
            unknown += 1
        else:
            model._workflow_version = src_dict["workflow_version"]
        if "input_data" not in src_dict:
            model.input_data = None
            unknown += 1
        elif type(value := src_dict["input_data"]) is dict:
            model.input_data = value
        elif value is None:
            model.input_data = None
            nulls += ("input_data",)
        else:
            raise _model.mismatch("an object", value, "input_data")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
