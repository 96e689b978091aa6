# Derived from _async_resource.py by `nox -s generate`: edit that one.
"""Workflows beyond one call of the contract: one method that runs them, and says how it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, overload

from anyreach._core.validation import check_text
from anyreach._errors import JobFailedError
from anyreach_api import models
from anyreach_api.resources import workflows as _generated
from anyreach_api.types import UNSET

_SECONDS: Final = 90.0  # the API waits for about 60; docs: workflows


class Workflows(_generated.Workflows):
    """Workflows: `client.workflows`.

    To the methods of the contract it adds running one.
    """

    @overload
    def run(
        self,
        workflow_id: str,
        input_data: Mapping[str, Any] | None = None,
        *,
        workflow_version: Any = UNSET,
        wait: Literal[True] = True,
        timeout: float = _SECONDS,
    ) -> models.WorkflowExecution: ...

    @overload
    def run(
        self,
        workflow_id: str,
        input_data: Mapping[str, Any] | None = None,
        *,
        workflow_version: Any = UNSET,
        wait: Literal[False],
        timeout: float = _SECONDS,
    ) -> models.StartedWorkflowExecution: ...

    def run(
        self,
        workflow_id: str,
        input_data: Mapping[str, Any] | None = None,
        *,
        workflow_version: Any = UNSET,
        wait: bool = True,
        timeout: float = _SECONDS,
    ) -> models.WorkflowExecution | models.StartedWorkflowExecution:
        """Run a workflow.

        It is never run twice: when no answer came, the error's `maybe_sent` says whether it may
        run. The API waits for its end for about a minute at most. No documented operation tells how
        an execution goes that takes longer, or that was run with `wait=False`.

        Args:
            workflow_id: The workflow's ID.
            input_data: The input of the workflow: a JSON object.
            workflow_version: The workflow's version; left out unless given.
            wait: Whether to wait for its end.
            timeout: Seconds for this call.

        Returns:
            The execution that succeeded, with its `output`; with `wait=False` that which was
            started.

        Raises:
            JobFailedError: The execution failed; the error's `record` is the execution, whose
                `error` says in which step.
            APIError: The call failed; the other subclasses say how.
            ConfigurationError: An argument cannot be used.

        Source: the contract's `executeWorkflow` and `startWorkflow`.
        """
        check_text("workflow_id", workflow_id)
        sent: dict[str, Any] = {"workflow_id": workflow_id, "workflow_version": workflow_version}
        sent |= {"input_data": input_data, "timeout": timeout}
        if not wait:
            return self.start(**sent)
        execution = self.execute(**sent)
        if execution.status == "failed":
            raise JobFailedError(
                "the workflow has failed", operation="executeWorkflow", record=execution
            )
        return execution
