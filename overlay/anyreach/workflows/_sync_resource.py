# Derived from _async_resource.py by `nox -s generate`: edit that one.
"""Workflow helpers: run a workflow and return its outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, overload

from anyreach._core.settings.validation import check_text
from anyreach._errors import JobFailedError
from anyreach_api import models
from anyreach_api.resources import workflows as _generated
from anyreach_api.types import UNSET

_SECONDS: Final = 90.0  # the API waits for about 60; docs: workflows


class Workflows(_generated.Workflows):
    """Workflows: `client.workflows`.

    Adds to the contract's methods: `run()`.
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

        The request is never sent twice. If no response arrives, the error's `maybe_sent` says
        whether the workflow may run. The API waits at most about a minute. No documented operation
        reports on a run that takes longer, or one started with `wait=False`.

        Args:
            workflow_id: The workflow's ID.
            input_data: The workflow's input: a JSON object.
            workflow_version: The workflow's version. Left out by default.
            wait: Whether to wait for the run to finish.
            timeout: Seconds for this call.

        Returns:
            The successful run, with its `output`; with `wait=False`, the started run.

        Raises:
            JobFailedError: The run failed. The error's `record` is the run, with its `error`.
            APIError: The call failed in another way. See the other subclasses.
            ConfigurationError: An argument is invalid.

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
                "the workflow failed", operation="executeWorkflow", record=execution
            )
        return execution
