from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import _model
from .. import models as _models
from ..types import UNSET
from .workflow_execution_status import WorkflowExecutionStatus

_WorkflowError_model: type[_models.WorkflowError] = _model.later(
    f"{__package__}.workflow_error", "WorkflowError"
)
_WorkflowExecutionStatus_members = _model.Members(WorkflowExecutionStatus, str)


@_attrs_define(repr=False, match_args=False)
class WorkflowExecution(_model.Model):
    """A finished workflow run.

    Attributes:
        status: The run's outcome.
        execution_id: The execution's ID.
        output: The workflow's output, if it succeeded.
        error: The error that made a workflow run fail.
    """

    status: WorkflowExecutionStatus | None = None
    execution_id: str | None = None
    _output: Any = _attrs_field(default=UNSET, alias="output", repr=False)
    error: _models.WorkflowError | None = _attrs_field(default=None, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True, repr=False)
    _nulls: frozenset[str] = _attrs_field(default=_model.NO_NULLS, alias="nulls", kw_only=True)

    __keys__: ClassVar[frozenset[str]] = frozenset(
        (
            "status",
            "execution_id",
            "output",
            "error",
        )
    )
    __record__: ClassVar[str | None] = "execution_id"

    @property
    def output(self) -> Any:
        """The workflow's output, if it succeeded."""
        return None if self._output is UNSET else self._output

    @output.setter
    def output(self, value: Any) -> None:
        self._output = value

    def to_dict(self) -> dict[str, Any]:
        """Convert the model to JSON.

        Returns:
            The JSON object, ready for `json.dumps`. Withheld fields have no key.
        """
        field_dict: dict[str, Any] = dict(self.additional_properties)
        if self._nulls:
            field_dict.update(dict.fromkeys(self._nulls))
        if self.status is not None:
            field_dict["status"] = _model.to_json(self.status)
        if self.execution_id is not None:
            field_dict["execution_id"] = self.execution_id
        if self._output is not UNSET:
            field_dict["output"] = self._output
        if self.error is not None:
            field_dict["error"] = _model.to_json(self.error)
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
        if "status" not in src_dict:
            model.status = None
            unknown += 1
        elif type(value := src_dict["status"]) is str:
            model.status = _WorkflowExecutionStatus_members[value]
        elif value is None:
            model.status = None
            nulls += ("status",)
        else:
            raise _model.mismatch("a string", value, "status")
        if "execution_id" not in src_dict:
            model.execution_id = None
            unknown += 1
        elif type(value := src_dict["execution_id"]) is str:
            model.execution_id = value
        elif value is None:
            model.execution_id = None
            nulls += ("execution_id",)
        else:
            raise _model.mismatch("a string", value, "execution_id")
        if "output" not in src_dict:
            model._output = UNSET
            unknown += 1
        else:
            model._output = src_dict["output"]
        if "error" not in src_dict:
            model.error = None
            unknown += 1
        elif type(value := src_dict["error"]) is dict:
            try:
                model.error = _WorkflowError_model.from_dict(value)
            except _model.FAULTS as fault:
                raise _model.inside(fault, "error") from None
        elif value is None:
            model.error = None
            nulls += ("error",)
        else:
            raise _model.mismatch("an object", value, "error")
        model.additional_properties = (
            {key: value for key, value in src_dict.items() if key not in cls.__keys__}
            if unknown
            else {}
        )
        model._nulls = frozenset(nulls) if nulls else _model.NO_NULLS
        return model
