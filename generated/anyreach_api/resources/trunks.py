"""The operations of the tag trunks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from .. import models
from .._operation import Options
from .._paging import AsyncPages, Pages
from .._resource import AsyncResource, Resource
from ..types import WithId


class Trunks(Resource):
    """SIP trunks that carry calls."""

    def list(
        self,
        *,
        name: str | None = None,
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
    ) -> Pages[models.Trunk]:
        """List trunks.

        Needs a token with the scope `trunks:read` or `trunks:manage`.

        Args:
            name: Return only trunks with this name.
            created_after: Return only trunks created at or after this time.
            created_before: Return only trunks created at or before this time.
            updated_after: Return only trunks updated at or after this time.
            updated_before: Return only trunks updated at or before this time.
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

        Source: the contract's `listTrunks`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import list_trunks as operation

        return self._client._pages(
            operation,
            {
                "name": name,
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
        name: str | None = None,
        outbound_config: models.TrunkOutboundConfigRequest | None = None,
        inbound_config: models.TrunkInboundConfig | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Trunk:
        """Create a trunk.

        Needs a token with the scope `trunks:manage`.

        Args:
            name: The trunk's name.
            outbound_config: The trunk's settings for outbound calls.
            inbound_config: A trunk's settings for inbound calls.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The trunk.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import create_trunk as operation

        request = operation.request(
            name=name, outbound_config=outbound_config, inbound_config=inbound_config
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get(
        self,
        trunk_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Trunk:
        """Get a trunk.

        Needs a token with the scope `trunks:read` or `trunks:manage`.

        Args:
            trunk_id: The trunk's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The trunk.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import get_trunk as operation

        request = operation.request(trunk_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update(
        self,
        trunk_id: str | WithId,
        *,
        name: str | None = None,
        outbound_config: models.TrunkOutboundConfigRequest | None = None,
        inbound_config: models.TrunkInboundConfig | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Trunk:
        """Update a trunk.

        Updates your own trunk. A managed trunk cannot be updated.

        Needs a token with the scope `trunks:manage`.

        Args:
            trunk_id: The trunk's ID.
            name: The trunk's name.
            outbound_config: The trunk's settings for outbound calls.
            inbound_config: A trunk's settings for inbound calls.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The trunk.

        Raises:
            BadRequestError: 400: The trunk is managed and cannot be updated.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import update_trunk as operation

        request = operation.request(
            trunk_id, name=name, outbound_config=outbound_config, inbound_config=inbound_config
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def delete(
        self,
        trunk_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete a trunk.

        Deletes your own trunk. A managed trunk cannot be deleted.

        Needs a token with the scope `trunks:manage`.

        Args:
            trunk_id: The trunk's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Raises:
            BadRequestError: 400: The trunk is managed and cannot be updated.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import delete_trunk as operation

        request = operation.request(trunk_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))


class AsyncTrunks(AsyncResource):
    """SIP trunks that carry calls."""

    def list(
        self,
        *,
        name: str | None = None,
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
    ) -> AsyncPages[models.Trunk]:
        """List trunks.

        Needs a token with the scope `trunks:read` or `trunks:manage`.

        Args:
            name: Return only trunks with this name.
            created_after: Return only trunks created at or after this time.
            created_before: Return only trunks created at or before this time.
            updated_after: Return only trunks updated at or after this time.
            updated_before: Return only trunks updated at or before this time.
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

        Source: the contract's `listTrunks`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import list_trunks as operation

        return self._client._pages(
            operation,
            {
                "name": name,
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
        name: str | None = None,
        outbound_config: models.TrunkOutboundConfigRequest | None = None,
        inbound_config: models.TrunkInboundConfig | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Trunk:
        """Create a trunk.

        Needs a token with the scope `trunks:manage`.

        Args:
            name: The trunk's name.
            outbound_config: The trunk's settings for outbound calls.
            inbound_config: A trunk's settings for inbound calls.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The trunk.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import create_trunk as operation

        request = operation.request(
            name=name, outbound_config=outbound_config, inbound_config=inbound_config
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get(
        self,
        trunk_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Trunk:
        """Get a trunk.

        Needs a token with the scope `trunks:read` or `trunks:manage`.

        Args:
            trunk_id: The trunk's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The trunk.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import get_trunk as operation

        request = operation.request(trunk_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update(
        self,
        trunk_id: str | WithId,
        *,
        name: str | None = None,
        outbound_config: models.TrunkOutboundConfigRequest | None = None,
        inbound_config: models.TrunkInboundConfig | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Trunk:
        """Update a trunk.

        Updates your own trunk. A managed trunk cannot be updated.

        Needs a token with the scope `trunks:manage`.

        Args:
            trunk_id: The trunk's ID.
            name: The trunk's name.
            outbound_config: The trunk's settings for outbound calls.
            inbound_config: A trunk's settings for inbound calls.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The trunk.

        Raises:
            BadRequestError: 400: The trunk is managed and cannot be updated.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import update_trunk as operation

        request = operation.request(
            trunk_id, name=name, outbound_config=outbound_config, inbound_config=inbound_config
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def delete(
        self,
        trunk_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete a trunk.

        Deletes your own trunk. A managed trunk cannot be deleted.

        Needs a token with the scope `trunks:manage`.

        Args:
            trunk_id: The trunk's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Raises:
            BadRequestError: 400: The trunk is managed and cannot be updated.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteTrunk`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.trunks import delete_trunk as operation

        request = operation.request(trunk_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )
