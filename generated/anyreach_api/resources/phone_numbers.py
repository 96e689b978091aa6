"""The operations of the tag phone_numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from .. import models
from .._operation import Options
from .._paging import AsyncPages, Pages
from .._resource import AsyncResource, Resource


class PhoneNumbers(Resource):
    """Your organization's phone numbers."""

    def list(
        self,
        *,
        phone_number: str | None = None,
        trunk_id: str | None = None,
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
    ) -> Pages[models.PhoneNumber]:
        """List phone numbers.

        Needs a token with the scope `phone_numbers:read` or `phone_numbers:manage`.

        Args:
            phone_number: Return only numbers that contain this text.
            trunk_id: Return only numbers on this trunk.
            created_after: Return only numbers created at or after this time.
            created_before: Return only numbers created at or before this time.
            updated_after: Return only numbers updated at or after this time.
            updated_before: Return only numbers updated at or before this time.
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

        Source: the contract's `listPhoneNumbers`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import list_phone_numbers as operation

        return self._client._pages(
            operation,
            {
                "phone_number": phone_number,
                "trunk_id": trunk_id,
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
        trunk_id: str,
        phone_number: str | None = None,
        outbound_shareable: bool | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.PhoneNumber:
        """Register a phone number.

        Registers a number on your own trunk. Managed trunks don't accept numbers this way.

        Needs a token with the scope `phone_numbers:manage`.

        Args:
            trunk_id: The trunk that carries the number's calls. It must not be a managed trunk.
            phone_number: The number in E.164 format, including the plus sign.
            outbound_shareable: Whether several agents can call from the number.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The phone number.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createPhoneNumber`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import create_phone_number as operation

        request = operation.request(
            trunk_id=trunk_id, phone_number=phone_number, outbound_shareable=outbound_shareable
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get(
        self,
        phone_number: str,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.PhoneNumber:
        """Get a phone number.

        Needs a token with the scope `phone_numbers:read` or `phone_numbers:manage`.

        Args:
            phone_number: The number in E.164 format, including the plus sign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The phone number.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getPhoneNumber`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import get_phone_number as operation

        request = operation.request(phone_number)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update(
        self,
        phone_number: str,
        *,
        outbound_shareable: bool | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.PhoneNumber:
        """Update a phone number.

        Sets whether several agents can call from a number.

        Needs a token with the scope `phone_numbers:manage`.

        Args:
            phone_number: The number in E.164 format, including the plus sign.
            outbound_shareable: Whether several agents can call from the number.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The phone number.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updatePhoneNumber`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import update_phone_number as operation

        request = operation.request(phone_number, outbound_shareable=outbound_shareable)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )


class AsyncPhoneNumbers(AsyncResource):
    """Your organization's phone numbers."""

    def list(
        self,
        *,
        phone_number: str | None = None,
        trunk_id: str | None = None,
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
    ) -> AsyncPages[models.PhoneNumber]:
        """List phone numbers.

        Needs a token with the scope `phone_numbers:read` or `phone_numbers:manage`.

        Args:
            phone_number: Return only numbers that contain this text.
            trunk_id: Return only numbers on this trunk.
            created_after: Return only numbers created at or after this time.
            created_before: Return only numbers created at or before this time.
            updated_after: Return only numbers updated at or after this time.
            updated_before: Return only numbers updated at or before this time.
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

        Source: the contract's `listPhoneNumbers`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import list_phone_numbers as operation

        return self._client._pages(
            operation,
            {
                "phone_number": phone_number,
                "trunk_id": trunk_id,
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
        trunk_id: str,
        phone_number: str | None = None,
        outbound_shareable: bool | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.PhoneNumber:
        """Register a phone number.

        Registers a number on your own trunk. Managed trunks don't accept numbers this way.

        Needs a token with the scope `phone_numbers:manage`.

        Args:
            trunk_id: The trunk that carries the number's calls. It must not be a managed trunk.
            phone_number: The number in E.164 format, including the plus sign.
            outbound_shareable: Whether several agents can call from the number.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The phone number.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createPhoneNumber`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import create_phone_number as operation

        request = operation.request(
            trunk_id=trunk_id, phone_number=phone_number, outbound_shareable=outbound_shareable
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get(
        self,
        phone_number: str,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.PhoneNumber:
        """Get a phone number.

        Needs a token with the scope `phone_numbers:read` or `phone_numbers:manage`.

        Args:
            phone_number: The number in E.164 format, including the plus sign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The phone number.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getPhoneNumber`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import get_phone_number as operation

        request = operation.request(phone_number)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update(
        self,
        phone_number: str,
        *,
        outbound_shareable: bool | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.PhoneNumber:
        """Update a phone number.

        Sets whether several agents can call from a number.

        Needs a token with the scope `phone_numbers:manage`.

        Args:
            phone_number: The number in E.164 format, including the plus sign.
            outbound_shareable: Whether several agents can call from the number.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The phone number.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updatePhoneNumber`;
        https://docs.anyreach.ai/api-reference/telephony/overview.
        """
        from ..api.phone_numbers import update_phone_number as operation

        request = operation.request(phone_number, outbound_shareable=outbound_shareable)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )
