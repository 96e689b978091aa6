"""The operations of the tag members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._operation import Options
from .._resource import AsyncResource, Resource


class Members(Resource):
    """Members of your organization and their permissions."""

    def get_my_scopes(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """Get your own scopes.

        Returns the scopes that the token's owner has in the organization. Every token can call
        this.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The scopes.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getMyScopes`;
        https://docs.anyreach.ai/organizations/roles-and-permissions.
        """
        from ..api.members import get_my_scopes as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))


class AsyncMembers(AsyncResource):
    """Members of your organization and their permissions."""

    async def get_my_scopes(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """Get your own scopes.

        Returns the scopes that the token's owner has in the organization. Every token can call
        this.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The scopes.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getMyScopes`;
        https://docs.anyreach.ai/organizations/roles-and-permissions.
        """
        from ..api.members import get_my_scopes as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )
