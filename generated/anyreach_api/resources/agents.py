"""The operations of the tag agents."""

from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping
from typing import Any, Literal

from .. import models
from .._operation import Options
from .._paging import AsyncPages, Pages
from .._resource import AsyncResource, Resource
from ..types import WithId


class Agents(Resource):
    """Agents and their versions."""

    def list(
        self,
        *,
        name: str | None = None,
        active: bool | None = None,
        is_demo: bool | None = None,
        metadata: dict[str, Any] | None = None,
        created_after: datetime.datetime | None = None,
        created_before: datetime.datetime | None = None,
        updated_after: datetime.datetime | None = None,
        updated_before: datetime.datetime | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Pages[models.Agent]:
        """List agents.

        Lists the organization's agents.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            name: Return only agents with this name.
            active: Return only active agents, or only inactive ones.
            is_demo: Return only demo agents, or exclude them.
            metadata: Only agents with this metadata.
            created_after: Return only agents created at or after this time.
            created_before: Return only agents created at or before this time.
            updated_after: Return only agents updated at or after this time.
            updated_before: Return only agents updated at or before this time.
            page_size: Number of records per request; None for the API's default.
            limit: Maximum number of records to return; None for all.
            cursor: Cursor to resume from: the `next_cursor` of a page.
            on_invalid: Whether an invalid record is an error (`"raise"`), or is skipped with a
                logged warning (`"skip"`). `Page.skipped` counts skipped records.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A lazy list: iterate over its records, or over its `pages()`.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listAgents`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import list_agents as operation

        return self._client._pages(
            operation,
            {
                "name": name,
                "active": active,
                "is_demo": is_demo,
                "metadata": metadata,
                "created_after": created_after,
                "created_before": created_before,
                "updated_after": updated_after,
                "updated_before": updated_before,
            },
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def create(
        self,
        *,
        name: str,
        description: str | None = None,
        active: bool | None = None,
        is_demo: bool | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Agent:
        """Create an agent.

        Needs a token with the scope `agents:manage`.

        Args:
            name: The agent's name.
            description: The agent's purpose.
            active: Whether the agent is active. The API's default is `true`.
            is_demo: Whether this is a demo agent. The API's default is `false`.
            metadata: Your own metadata.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The agent.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import create_agent as operation

        request = operation.request(
            name=name, description=description, active=active, is_demo=is_demo, metadata=metadata
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get(
        self,
        agent_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Agent:
        """Get an agent.

        Retrieves an agent with its versions, assigned phone numbers, web widgets, SIP endpoint
        state and conversation statistics.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The agent.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import get_agent as operation

        request = operation.request(agent_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update(
        self,
        agent_id: str | WithId,
        *,
        name: str | None = None,
        description: str | None = None,
        active: bool | None = None,
        is_demo: bool | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Update an agent.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            name: The agent's name.
            description: The agent's purpose.
            active: Whether the agent is active.
            is_demo: Whether this is a demo agent.
            metadata: Your own metadata.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The updated agent.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import update_agent as operation

        request = operation.request(
            agent_id,
            name=name,
            description=description,
            active=active,
            is_demo=is_demo,
            metadata=metadata,
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def delete(
        self,
        agent_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete an agent.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import delete_agent as operation

        request = operation.request(agent_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def list_versions(
        self,
        agent_id: str | WithId,
        *,
        version: int | None = None,
        published: bool | None = None,
        created_after: datetime.datetime | None = None,
        created_before: datetime.datetime | None = None,
        updated_after: datetime.datetime | None = None,
        updated_before: datetime.datetime | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Pages[models.AgentVersion]:
        """List an agent's versions.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: Return only the version with this number.
            published: Return only published versions, or only drafts.
            created_after: Return only versions created at or after this time.
            created_before: Return only versions created at or before this time.
            updated_after: Return only versions updated at or after this time.
            updated_before: Return only versions updated at or before this time.
            page_size: Number of records per request; None for the API's default.
            limit: Maximum number of records to return; None for all.
            cursor: Cursor to resume from: the `next_cursor` of a page.
            on_invalid: Whether an invalid record is an error (`"raise"`), or is skipped with a
                logged warning (`"skip"`). `Page.skipped` counts skipped records.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A lazy list: iterate over its records, or over its `pages()`.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listAgentVersions`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import list_agent_versions as operation

        return self._client._pages(
            operation,
            {
                "agent_id": agent_id,
                "version": version,
                "published": published,
                "created_after": created_after,
                "created_before": created_before,
                "updated_after": updated_after,
                "updated_before": updated_before,
            },
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def create_version(
        self,
        agent_id: str | WithId,
        *,
        config: dict[str, Any] | None = None,
        base_version: int | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Create a version of an agent.

        Creates a draft from a configuration or from an earlier version. Pass exactly one of
        config and base_version.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            config: The configuration. getAgentConfigSchema returns its schema.
            base_version: The number of the version to start from.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The draft.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import create_agent_version as operation

        request = operation.request(agent_id, config=config, base_version=base_version)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get_version(
        self,
        agent_id: str | WithId,
        version: int | str,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.AgentVersion:
        """Get a version of an agent.

        Retrieves a version by its number. `latest` creates a draft if there is none.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: The version's number, or `latest`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The version.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import get_agent_version as operation

        request = operation.request(agent_id, version)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update_version(
        self,
        agent_id: str | WithId,
        version: int | str,
        *,
        config: dict[str, Any] | None = None,
        instruction_builder_inputs: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Update a version of an agent.

        Updates a draft. A published version cannot be updated.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: The version's number, or `latest`.
            config: The configuration. getAgentConfigSchema returns its schema.
            instruction_builder_inputs: Inputs for the instruction builder.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The updated version.

        Raises:
            BadRequestError: 400: The version is published.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import update_agent_version as operation

        request = operation.request(
            agent_id, version, config=config, instruction_builder_inputs=instruction_builder_inputs
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def publish_version(
        self,
        agent_id: str | WithId,
        version: int | str,
        *,
        phone_numbers: builtins.list[str] | None = None,
        unassign_phone_numbers: builtins.list[str] | None = None,
        direction: models.PublishDirection | Literal["inbound", "outbound", "both"] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> builtins.list[models.PhoneNumber]:
        """Publish a version of an agent.

        Publishes a version, and assigns or unassigns phone numbers.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: The version's number, or `latest`.
            phone_numbers: The phone numbers to assign.
            unassign_phone_numbers: The phone numbers to unassign.
            direction: The call direction the numbers are assigned for. The API's default is
                `"inbound"`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The updated phone numbers.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `publishAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import publish_agent_version as operation

        request = operation.request(
            agent_id,
            version,
            phone_numbers=phone_numbers,
            unassign_phone_numbers=unassign_phone_numbers,
            direction=direction,
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def compare_versions(
        self,
        agent_id: str | WithId,
        *,
        from_version: int | None = None,
        to_version: int | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> str:
        """Compare two versions of an agent.

        Describes the differences between two versions in prose. The text is streamed.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            from_version: The number of the earlier version.
            to_version: The number of the later version.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The description.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `compareAgentVersions`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import compare_agent_versions as operation

        request = operation.request(agent_id, from_version=from_version, to_version=to_version)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get_config_schema(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Get the schema of agent configurations.

        Returns the JSON Schema of an agent's configuration.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A JSON Schema.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgentConfigSchema`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import get_agent_config_schema as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))


class AsyncAgents(AsyncResource):
    """Agents and their versions."""

    def list(
        self,
        *,
        name: str | None = None,
        active: bool | None = None,
        is_demo: bool | None = None,
        metadata: dict[str, Any] | None = None,
        created_after: datetime.datetime | None = None,
        created_before: datetime.datetime | None = None,
        updated_after: datetime.datetime | None = None,
        updated_before: datetime.datetime | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> AsyncPages[models.Agent]:
        """List agents.

        Lists the organization's agents.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            name: Return only agents with this name.
            active: Return only active agents, or only inactive ones.
            is_demo: Return only demo agents, or exclude them.
            metadata: Only agents with this metadata.
            created_after: Return only agents created at or after this time.
            created_before: Return only agents created at or before this time.
            updated_after: Return only agents updated at or after this time.
            updated_before: Return only agents updated at or before this time.
            page_size: Number of records per request; None for the API's default.
            limit: Maximum number of records to return; None for all.
            cursor: Cursor to resume from: the `next_cursor` of a page.
            on_invalid: Whether an invalid record is an error (`"raise"`), or is skipped with a
                logged warning (`"skip"`). `Page.skipped` counts skipped records.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A lazy list: iterate over its records, or over its `pages()`.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listAgents`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import list_agents as operation

        return self._client._pages(
            operation,
            {
                "name": name,
                "active": active,
                "is_demo": is_demo,
                "metadata": metadata,
                "created_after": created_after,
                "created_before": created_before,
                "updated_after": updated_after,
                "updated_before": updated_before,
            },
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    async def create(
        self,
        *,
        name: str,
        description: str | None = None,
        active: bool | None = None,
        is_demo: bool | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Agent:
        """Create an agent.

        Needs a token with the scope `agents:manage`.

        Args:
            name: The agent's name.
            description: The agent's purpose.
            active: Whether the agent is active. The API's default is `true`.
            is_demo: Whether this is a demo agent. The API's default is `false`.
            metadata: Your own metadata.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The agent.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import create_agent as operation

        request = operation.request(
            name=name, description=description, active=active, is_demo=is_demo, metadata=metadata
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get(
        self,
        agent_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Agent:
        """Get an agent.

        Retrieves an agent with its versions, assigned phone numbers, web widgets, SIP endpoint
        state and conversation statistics.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The agent.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import get_agent as operation

        request = operation.request(agent_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update(
        self,
        agent_id: str | WithId,
        *,
        name: str | None = None,
        description: str | None = None,
        active: bool | None = None,
        is_demo: bool | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Update an agent.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            name: The agent's name.
            description: The agent's purpose.
            active: Whether the agent is active.
            is_demo: Whether this is a demo agent.
            metadata: Your own metadata.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The updated agent.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import update_agent as operation

        request = operation.request(
            agent_id,
            name=name,
            description=description,
            active=active,
            is_demo=is_demo,
            metadata=metadata,
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def delete(
        self,
        agent_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete an agent.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteAgent`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import delete_agent as operation

        request = operation.request(agent_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    def list_versions(
        self,
        agent_id: str | WithId,
        *,
        version: int | None = None,
        published: bool | None = None,
        created_after: datetime.datetime | None = None,
        created_before: datetime.datetime | None = None,
        updated_after: datetime.datetime | None = None,
        updated_before: datetime.datetime | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> AsyncPages[models.AgentVersion]:
        """List an agent's versions.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: Return only the version with this number.
            published: Return only published versions, or only drafts.
            created_after: Return only versions created at or after this time.
            created_before: Return only versions created at or before this time.
            updated_after: Return only versions updated at or after this time.
            updated_before: Return only versions updated at or before this time.
            page_size: Number of records per request; None for the API's default.
            limit: Maximum number of records to return; None for all.
            cursor: Cursor to resume from: the `next_cursor` of a page.
            on_invalid: Whether an invalid record is an error (`"raise"`), or is skipped with a
                logged warning (`"skip"`). `Page.skipped` counts skipped records.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A lazy list: iterate over its records, or over its `pages()`.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listAgentVersions`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import list_agent_versions as operation

        return self._client._pages(
            operation,
            {
                "agent_id": agent_id,
                "version": version,
                "published": published,
                "created_after": created_after,
                "created_before": created_before,
                "updated_after": updated_after,
                "updated_before": updated_before,
            },
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    async def create_version(
        self,
        agent_id: str | WithId,
        *,
        config: dict[str, Any] | None = None,
        base_version: int | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Create a version of an agent.

        Creates a draft from a configuration or from an earlier version. Pass exactly one of
        config and base_version.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            config: The configuration. getAgentConfigSchema returns its schema.
            base_version: The number of the version to start from.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The draft.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import create_agent_version as operation

        request = operation.request(agent_id, config=config, base_version=base_version)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get_version(
        self,
        agent_id: str | WithId,
        version: int | str,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.AgentVersion:
        """Get a version of an agent.

        Retrieves a version by its number. `latest` creates a draft if there is none.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: The version's number, or `latest`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The version.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import get_agent_version as operation

        request = operation.request(agent_id, version)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update_version(
        self,
        agent_id: str | WithId,
        version: int | str,
        *,
        config: dict[str, Any] | None = None,
        instruction_builder_inputs: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Update a version of an agent.

        Updates a draft. A published version cannot be updated.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: The version's number, or `latest`.
            config: The configuration. getAgentConfigSchema returns its schema.
            instruction_builder_inputs: Inputs for the instruction builder.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The updated version.

        Raises:
            BadRequestError: 400: The version is published.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import update_agent_version as operation

        request = operation.request(
            agent_id, version, config=config, instruction_builder_inputs=instruction_builder_inputs
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def publish_version(
        self,
        agent_id: str | WithId,
        version: int | str,
        *,
        phone_numbers: builtins.list[str] | None = None,
        unassign_phone_numbers: builtins.list[str] | None = None,
        direction: models.PublishDirection | Literal["inbound", "outbound", "both"] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> builtins.list[models.PhoneNumber]:
        """Publish a version of an agent.

        Publishes a version, and assigns or unassigns phone numbers.

        Needs a token with the scope `agents:manage`.

        Args:
            agent_id: The agent's ID.
            version: The version's number, or `latest`.
            phone_numbers: The phone numbers to assign.
            unassign_phone_numbers: The phone numbers to unassign.
            direction: The call direction the numbers are assigned for. The API's default is
                `"inbound"`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The updated phone numbers.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `publishAgentVersion`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import publish_agent_version as operation

        request = operation.request(
            agent_id,
            version,
            phone_numbers=phone_numbers,
            unassign_phone_numbers=unassign_phone_numbers,
            direction=direction,
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def compare_versions(
        self,
        agent_id: str | WithId,
        *,
        from_version: int | None = None,
        to_version: int | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> str:
        """Compare two versions of an agent.

        Describes the differences between two versions in prose. The text is streamed.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            agent_id: The agent's ID.
            from_version: The number of the earlier version.
            to_version: The number of the later version.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The description.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `compareAgentVersions`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import compare_agent_versions as operation

        request = operation.request(agent_id, from_version=from_version, to_version=to_version)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get_config_schema(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Get the schema of agent configurations.

        Returns the JSON Schema of an agent's configuration.

        Needs a token with the scope `agents:read` or `agents:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            A JSON Schema.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getAgentConfigSchema`;
        https://docs.anyreach.ai/api-reference/agents/overview.
        """
        from ..api.agents import get_agent_config_schema as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )
