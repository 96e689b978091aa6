"""The operations of the tag workflows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import models
from .._operation import Options
from .._resource import AsyncResource, Resource
from ..types import UNSET, Unset


class Workflows(Resource):
    """Workflows that run before, during and after conversations."""

    def execute(
        self,
        *,
        workflow_id: str | None = None,
        workflow_version: Any | None | Unset = UNSET,
        input_data: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.WorkflowExecution:
        """Execute a workflow.

        Runs a workflow and waits for it to finish, for at most about a minute. A failed run is
        returned like a successful one: check its status.

        Args:
            workflow_id: The workflow's ID.
            workflow_version: The workflow's version.
            input_data: The workflow's input.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The execution.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `executeWorkflow`.
        """
        from ..api.workflows import execute_workflow as operation

        request = operation.request(
            workflow_id=workflow_id, workflow_version=workflow_version, input_data=input_data
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def start(
        self,
        *,
        workflow_id: str | None = None,
        workflow_version: Any | None | Unset = UNSET,
        input_data: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.StartedWorkflowExecution:
        """Start a workflow.

        Starts a workflow without waiting for it to finish.

        Args:
            workflow_id: The workflow's ID.
            workflow_version: The workflow's version.
            input_data: The workflow's input.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The execution.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `startWorkflow`.
        """
        from ..api.workflows import start_workflow as operation

        request = operation.request(
            workflow_id=workflow_id, workflow_version=workflow_version, input_data=input_data
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )


class AsyncWorkflows(AsyncResource):
    """Workflows that run before, during and after conversations."""

    async def execute(
        self,
        *,
        workflow_id: str | None = None,
        workflow_version: Any | None | Unset = UNSET,
        input_data: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.WorkflowExecution:
        """Execute a workflow.

        Runs a workflow and waits for it to finish, for at most about a minute. A failed run is
        returned like a successful one: check its status.

        Args:
            workflow_id: The workflow's ID.
            workflow_version: The workflow's version.
            input_data: The workflow's input.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The execution.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `executeWorkflow`.
        """
        from ..api.workflows import execute_workflow as operation

        request = operation.request(
            workflow_id=workflow_id, workflow_version=workflow_version, input_data=input_data
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def start(
        self,
        *,
        workflow_id: str | None = None,
        workflow_version: Any | None | Unset = UNSET,
        input_data: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.StartedWorkflowExecution:
        """Start a workflow.

        Starts a workflow without waiting for it to finish.

        Args:
            workflow_id: The workflow's ID.
            workflow_version: The workflow's version.
            input_data: The workflow's input.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The execution.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `startWorkflow`.
        """
        from ..api.workflows import start_workflow as operation

        request = operation.request(
            workflow_id=workflow_id, workflow_version=workflow_version, input_data=input_data
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )
