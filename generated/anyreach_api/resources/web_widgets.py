"""The operations of the tag web_widgets."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from .. import models
from .._operation import Options
from .._resource import AsyncResource, Resource
from ..types import WithId


class WebWidgets(Resource):
    """Widgets that embed an agent in a web page."""

    def list(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List web widgets.

        Needs a token with the scope `web_widgets:read` or `web_widgets:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The web widgets.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listWebWidgets`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import list_web_widgets as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def create(
        self,
        *,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        domains: builtins.list[str] | None = None,
        published: bool | None = None,
        config: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.WebWidget:
        """Create a web widget.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            agent_id: The agent that the widget talks to.
            agent_version_id: The agent version that the widget talks to.
            domains: Domains where the widget can be embedded.
            published: Whether the widget is published. The API's default is `false`.
            config: How the widget looks and behaves.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The web widget.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import create_web_widget as operation

        request = operation.request(
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            domains=domains,
            published=published,
            config=config,
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get(
        self,
        web_widget_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.WebWidget:
        """Get a web widget.

        Needs a token with the scope `web_widgets:read` or `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The web widget.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import get_web_widget as operation

        request = operation.request(web_widget_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update(
        self,
        web_widget_id: str | WithId,
        *,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        domains: builtins.list[str] | None = None,
        published: bool | None = None,
        config: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.WebWidget:
        """Update a web widget.

        Updates only the fields you pass.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
            agent_id: The agent that the widget talks to.
            agent_version_id: The agent version that the widget talks to.
            domains: Domains where the widget can be embedded.
            published: Whether the widget is published. The API's default is `false`.
            config: How the widget looks and behaves.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The web widget.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import update_web_widget as operation

        request = operation.request(
            web_widget_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            domains=domains,
            published=published,
            config=config,
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def delete(
        self,
        web_widget_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete a web widget.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
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

        Source: the contract's `deleteWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import delete_web_widget as operation

        request = operation.request(web_widget_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def auto_brand(
        self,
        web_widget_id: str | WithId,
        *,
        domain: str | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Look up the brand of a domain.

        Looks up a domain's brand and applies it to the widget.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
            domain: The domain.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The brand.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The web widget does not exist, or no brand was found for the domain.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `autoBrandWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import auto_brand_web_widget as operation

        request = operation.request(web_widget_id, domain=domain)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )


class AsyncWebWidgets(AsyncResource):
    """Widgets that embed an agent in a web page."""

    async def list(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List web widgets.

        Needs a token with the scope `web_widgets:read` or `web_widgets:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The web widgets.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listWebWidgets`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import list_web_widgets as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def create(
        self,
        *,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        domains: builtins.list[str] | None = None,
        published: bool | None = None,
        config: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.WebWidget:
        """Create a web widget.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            agent_id: The agent that the widget talks to.
            agent_version_id: The agent version that the widget talks to.
            domains: Domains where the widget can be embedded.
            published: Whether the widget is published. The API's default is `false`.
            config: How the widget looks and behaves.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The web widget.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import create_web_widget as operation

        request = operation.request(
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            domains=domains,
            published=published,
            config=config,
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get(
        self,
        web_widget_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.WebWidget:
        """Get a web widget.

        Needs a token with the scope `web_widgets:read` or `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The web widget.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import get_web_widget as operation

        request = operation.request(web_widget_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update(
        self,
        web_widget_id: str | WithId,
        *,
        agent_id: str | None = None,
        agent_version_id: str | None = None,
        domains: builtins.list[str] | None = None,
        published: bool | None = None,
        config: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.WebWidget:
        """Update a web widget.

        Updates only the fields you pass.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
            agent_id: The agent that the widget talks to.
            agent_version_id: The agent version that the widget talks to.
            domains: Domains where the widget can be embedded.
            published: Whether the widget is published. The API's default is `false`.
            config: How the widget looks and behaves.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The web widget.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import update_web_widget as operation

        request = operation.request(
            web_widget_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            domains=domains,
            published=published,
            config=config,
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def delete(
        self,
        web_widget_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete a web widget.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
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

        Source: the contract's `deleteWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import delete_web_widget as operation

        request = operation.request(web_widget_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def auto_brand(
        self,
        web_widget_id: str | WithId,
        *,
        domain: str | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Look up the brand of a domain.

        Looks up a domain's brand and applies it to the widget.

        Needs a token with the scope `web_widgets:manage`.

        Args:
            web_widget_id: The web widget's ID.
            domain: The domain.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The brand.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The web widget does not exist, or no brand was found for the domain.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `autoBrandWebWidget`;
        https://docs.anyreach.ai/api-reference/web-widgets/overview.
        """
        from ..api.web_widgets import auto_brand_web_widget as operation

        request = operation.request(web_widget_id, domain=domain)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )
