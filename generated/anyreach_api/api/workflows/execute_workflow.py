"""POST /workflow/workflow-executions: Execute a workflow"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _operation, models
from ...models.workflow_execution import WorkflowExecution
from ...types import UNSET, Unset

_decode_2xx: Callable[[Any], models.WorkflowExecution] = WorkflowExecution.from_dict
INFO: Final = _operation.Info(
    id="executeWorkflow",
    method="POST",
    path="/workflow/workflow-executions",
    tag="workflows",
    name="execute",
    repeatable=False,
    confirm="runs a workflow, which can act outside",
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
    *,
    workflow_id: str | None = None,
    workflow_version: Any | None | Unset = UNSET,
    input_data: dict[str, Any] | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if workflow_id is not None:
        fields["workflow_id"] = workflow_id
    if workflow_version is not UNSET:
        fields["workflow_version"] = workflow_version
    if input_data is not None:
        fields["input_data"] = input_data
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/workflow/workflow-executions", body=content)


def read(answer: _operation.Answer) -> models.WorkflowExecution:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
