"""The operations of the tag organizations."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from .. import models
from .._operation import Options
from .._resource import AsyncResource, Resource
from ..types import UNSET, Unset


class Organizations(Resource):
    """Your organization's access tokens and usage."""

    def list_pats(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List organization access tokens.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The access tokens, without their keys.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listOrganizationPats`;
        https://docs.anyreach.ai/organizations/api-keys-and-tokens.
        """
        from ..api.organizations import list_organization_pats as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def create_pat(
        self,
        *,
        name: str | None = None,
        expires_at: int | None | Unset = UNSET,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.OrganizationPat:
        """Create an organization access token.

        Creates an access token. The pat_key is returned only once.

        Args:
            name: The access token's name.
            expires_at: Expiry time in milliseconds since 1970-01-01 UTC. null if it never expires.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The access token.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createOrganizationPat`;
        https://docs.anyreach.ai/organizations/api-keys-and-tokens.
        """
        from ..api.organizations import create_organization_pat as operation

        request = operation.request(name=name, expires_at=expires_at)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get_usage_summary(
        self,
        *,
        from_: datetime.datetime | None = None,
        to: datetime.datetime | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.UsageSummary:
        """Get a usage summary.

        Counts calls, minutes and workflow runs in a time range of at most 366 days.

        Needs a token with the scope `billing:manage`.

        Args:
            from_: Start of the range, in UTC.
            to: End of the range, in UTC. Must be later than from.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The summary.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getUsageSummary`.
        """
        from ..api.organizations import get_usage_summary as operation

        request = operation.request(from_=from_, to=to)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))


class AsyncOrganizations(AsyncResource):
    """Your organization's access tokens and usage."""

    async def list_pats(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List organization access tokens.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The access tokens, without their keys.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listOrganizationPats`;
        https://docs.anyreach.ai/organizations/api-keys-and-tokens.
        """
        from ..api.organizations import list_organization_pats as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def create_pat(
        self,
        *,
        name: str | None = None,
        expires_at: int | None | Unset = UNSET,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.OrganizationPat:
        """Create an organization access token.

        Creates an access token. The pat_key is returned only once.

        Args:
            name: The access token's name.
            expires_at: Expiry time in milliseconds since 1970-01-01 UTC. null if it never expires.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The access token.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createOrganizationPat`;
        https://docs.anyreach.ai/organizations/api-keys-and-tokens.
        """
        from ..api.organizations import create_organization_pat as operation

        request = operation.request(name=name, expires_at=expires_at)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get_usage_summary(
        self,
        *,
        from_: datetime.datetime | None = None,
        to: datetime.datetime | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.UsageSummary:
        """Get a usage summary.

        Counts calls, minutes and workflow runs in a time range of at most 366 days.

        Needs a token with the scope `billing:manage`.

        Args:
            from_: Start of the range, in UTC.
            to: End of the range, in UTC. Must be later than from.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The summary.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getUsageSummary`.
        """
        from ..api.organizations import get_usage_summary as operation

        request = operation.request(from_=from_, to=to)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )
