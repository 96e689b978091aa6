"""The operations of the tag campaigns."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from .. import models
from .._operation import Options
from .._paging import AsyncPages, Pages
from .._resource import AsyncResource, Resource
from ..types import WithId


class Campaigns(Resource):
    """Outbound calls to lists of contacts."""

    def list(
        self,
        *,
        name: str | None = None,
        status: builtins.list[models.CampaignStatus | Literal["active", "paused", "closed"]]
        | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Pages[models.Campaign]:
        """List campaigns.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            name: Return only campaigns whose name contains this text.
            status: Return only campaigns with one of these statuses.
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

        Source: the contract's `listCampaigns`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaigns as operation

        return self._client._pages(
            operation,
            {"name": name, "status": status},
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
        external_id: str | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Campaign:
        """Create a campaign.

        Creates a campaign. A new campaign is active.

        Needs a token with the scope `campaigns:manage`.

        Args:
            name: The campaign's name.
            external_id: Your own ID for the campaign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The campaign.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import create_campaign as operation

        request = operation.request(name=name, external_id=external_id)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Campaign:
        """Get a campaign.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The campaign.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign as operation

        request = operation.request(campaign_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update(
        self,
        campaign_id: str | WithId,
        *,
        name: str | None = None,
        external_id: str | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Campaign:
        """Update a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            name: The campaign's name.
            external_id: Your own ID for the campaign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The campaign.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import update_campaign as operation

        request = operation.request(campaign_id, name=name, external_id=external_id)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def start(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Start a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The updated campaign.

        Raises:
            BadRequestError: 400: The campaign's status does not allow this.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `startCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import start_campaign as operation

        request = operation.request(campaign_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def pause(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Pause a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The updated campaign.

        Raises:
            BadRequestError: 400: The campaign's status does not allow this.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `pauseCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import pause_campaign as operation

        request = operation.request(campaign_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def close(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Close a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The updated campaign.

        Raises:
            BadRequestError: 400: The campaign's status does not allow this.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `closeCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import close_campaign as operation

        request = operation.request(campaign_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def list_contacts(
        self,
        campaign_id: str | WithId,
        *,
        status: str | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Pages[models.CampaignContact]:
        """List a campaign's contacts.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            status: Return only contacts with this status.
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
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listCampaignContacts`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaign_contacts as operation

        return self._client._pages(
            operation,
            {"campaign_id": campaign_id, "status": status},
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def upsert_contacts(
        self,
        campaign_id: str | WithId,
        *,
        contacts: builtins.list[models.CampaignContactRequest] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Add or update contacts.

        Adds contacts, or updates those whose external_id is already in the campaign, up to
        1,000 per request. An active campaign calls them.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            contacts: At most 1,000 contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The number of contacts added or updated, and their IDs.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `upsertCampaignContacts`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import upsert_campaign_contacts as operation

        request = operation.request(campaign_id, contacts=contacts)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get_contact(
        self,
        campaign_id: str | WithId,
        contact_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.CampaignContact:
        """Get a campaign contact.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            contact_id: The contact's UUID or your own external_id.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The contact.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignContact`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_contact as operation

        request = operation.request(campaign_id, contact_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def delete_contact(
        self,
        campaign_id: str | WithId,
        contact_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Delete a campaign contact.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            contact_id: The contact's UUID or your own external_id.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The contact was deleted.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteCampaignContact`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import delete_campaign_contact as operation

        request = operation.request(campaign_id, contact_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def get_stats(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.CampaignStats:
        """Get a campaign's statistics.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The statistics.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignStats`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_stats as operation

        request = operation.request(campaign_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def list_configurations(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List campaign configurations.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The configurations.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listCampaignConfigurations`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaign_configurations as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def create_configuration(
        self,
        *,
        default_timezone: str | None = None,
        default_windows: builtins.list[models.TimeWindow] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.CampaignConfiguration:
        """Create a campaign configuration.

        Needs a token with the scope `campaigns:manage`.

        Args:
            default_timezone: IANA time zone for contacts without one.
            default_windows: When calls can be placed. An empty list means never.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The configuration.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import create_campaign_configuration as operation

        request = operation.request(
            default_timezone=default_timezone, default_windows=default_windows
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def get_configuration(
        self,
        config_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.CampaignConfiguration:
        """Get a campaign configuration.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            config_id: The configuration's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The configuration.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_configuration as operation

        request = operation.request(config_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def delete_configuration(
        self,
        config_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Delete a campaign configuration.

        Deletes a configuration that no campaign uses.

        Needs a token with the scope `campaigns:manage`.

        Args:
            config_id: The configuration's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The configuration was deleted.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import delete_campaign_configuration as operation

        request = operation.request(config_id)
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update_configuration(
        self,
        config_id: str | WithId,
        *,
        default_timezone: str | None = None,
        default_windows: builtins.list[models.TimeWindow] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.CampaignConfiguration:
        """Update a campaign configuration.

        Needs a token with the scope `campaigns:manage`.

        Args:
            config_id: The configuration's ID.
            default_timezone: IANA time zone for contacts without one.
            default_windows: When calls can be placed. An empty list means never.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The configuration.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import update_campaign_configuration as operation

        request = operation.request(
            config_id, default_timezone=default_timezone, default_windows=default_windows
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def list_timezones(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List campaign time zones.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The time zones.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listCampaignTimezones`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaign_timezones as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def get_concurrency_settings(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Get the concurrency settings.

        Returns your organization's limits. The default is 10 concurrent calls.

        Needs a token with the scope `campaigns:read` or `campaigns:manage` or
        `concurrency:read` or `concurrency:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The settings.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignConcurrencySettings`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_concurrency_settings as operation

        request = operation.request()
        return self._client._call(operation, request, Options(timeout, extra_headers, extra_query))

    def update_concurrency_settings(
        self,
        *,
        body: dict[str, Any],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Update the concurrency settings.

        Needs a token with the scope `campaigns:manage` or `concurrency:manage`.

        Args:
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The settings.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateCampaignConcurrencySettings`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import update_campaign_concurrency_settings as operation

        request = operation.request(body=body)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )


class AsyncCampaigns(AsyncResource):
    """Outbound calls to lists of contacts."""

    def list(
        self,
        *,
        name: str | None = None,
        status: builtins.list[models.CampaignStatus | Literal["active", "paused", "closed"]]
        | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> AsyncPages[models.Campaign]:
        """List campaigns.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            name: Return only campaigns whose name contains this text.
            status: Return only campaigns with one of these statuses.
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

        Source: the contract's `listCampaigns`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaigns as operation

        return self._client._pages(
            operation,
            {"name": name, "status": status},
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
        external_id: str | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Campaign:
        """Create a campaign.

        Creates a campaign. A new campaign is active.

        Needs a token with the scope `campaigns:manage`.

        Args:
            name: The campaign's name.
            external_id: Your own ID for the campaign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The campaign.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import create_campaign as operation

        request = operation.request(name=name, external_id=external_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.Campaign:
        """Get a campaign.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The campaign.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign as operation

        request = operation.request(campaign_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update(
        self,
        campaign_id: str | WithId,
        *,
        name: str | None = None,
        external_id: str | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.Campaign:
        """Update a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            name: The campaign's name.
            external_id: Your own ID for the campaign.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The campaign.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import update_campaign as operation

        request = operation.request(campaign_id, name=name, external_id=external_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def start(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Start a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The updated campaign.

        Raises:
            BadRequestError: 400: The campaign's status does not allow this.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `startCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import start_campaign as operation

        request = operation.request(campaign_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def pause(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Pause a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The updated campaign.

        Raises:
            BadRequestError: 400: The campaign's status does not allow this.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `pauseCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import pause_campaign as operation

        request = operation.request(campaign_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def close(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Close a campaign.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The updated campaign.

        Raises:
            BadRequestError: 400: The campaign's status does not allow this.
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `closeCampaign`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import close_campaign as operation

        request = operation.request(campaign_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    def list_contacts(
        self,
        campaign_id: str | WithId,
        *,
        status: str | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> AsyncPages[models.CampaignContact]:
        """List a campaign's contacts.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            status: Return only contacts with this status.
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
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listCampaignContacts`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaign_contacts as operation

        return self._client._pages(
            operation,
            {"campaign_id": campaign_id, "status": status},
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    async def upsert_contacts(
        self,
        campaign_id: str | WithId,
        *,
        contacts: builtins.list[models.CampaignContactRequest] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Add or update contacts.

        Adds contacts, or updates those whose external_id is already in the campaign, up to
        1,000 per request. An active campaign calls them.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            contacts: At most 1,000 contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The number of contacts added or updated, and their IDs.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `upsertCampaignContacts`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import upsert_campaign_contacts as operation

        request = operation.request(campaign_id, contacts=contacts)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get_contact(
        self,
        campaign_id: str | WithId,
        contact_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.CampaignContact:
        """Get a campaign contact.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            contact_id: The contact's UUID or your own external_id.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The contact.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignContact`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_contact as operation

        request = operation.request(campaign_id, contact_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def delete_contact(
        self,
        campaign_id: str | WithId,
        contact_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Delete a campaign contact.

        Needs a token with the scope `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            contact_id: The contact's UUID or your own external_id.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The contact was deleted.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteCampaignContact`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import delete_campaign_contact as operation

        request = operation.request(campaign_id, contact_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def get_stats(
        self,
        campaign_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.CampaignStats:
        """Get a campaign's statistics.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            campaign_id: The campaign's UUID or your own external_id. `default` is the campaign for
                ad-hoc contacts.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The statistics.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignStats`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_stats as operation

        request = operation.request(campaign_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def list_configurations(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List campaign configurations.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The configurations.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listCampaignConfigurations`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaign_configurations as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def create_configuration(
        self,
        *,
        default_timezone: str | None = None,
        default_windows: builtins.list[models.TimeWindow] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.CampaignConfiguration:
        """Create a campaign configuration.

        Needs a token with the scope `campaigns:manage`.

        Args:
            default_timezone: IANA time zone for contacts without one.
            default_windows: When calls can be placed. An empty list means never.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The configuration.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import create_campaign_configuration as operation

        request = operation.request(
            default_timezone=default_timezone, default_windows=default_windows
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def get_configuration(
        self,
        config_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> models.CampaignConfiguration:
        """Get a campaign configuration.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            config_id: The configuration's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The configuration.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_configuration as operation

        request = operation.request(config_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def delete_configuration(
        self,
        config_id: str | WithId,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Delete a campaign configuration.

        Deletes a configuration that no campaign uses.

        Needs a token with the scope `campaigns:manage`.

        Args:
            config_id: The configuration's ID.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The configuration was deleted.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `deleteCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import delete_campaign_configuration as operation

        request = operation.request(config_id)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update_configuration(
        self,
        config_id: str | WithId,
        *,
        default_timezone: str | None = None,
        default_windows: builtins.list[models.TimeWindow] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> models.CampaignConfiguration:
        """Update a campaign configuration.

        Needs a token with the scope `campaigns:manage`.

        Args:
            config_id: The configuration's ID.
            default_timezone: IANA time zone for contacts without one.
            default_windows: When calls can be placed. An empty list means never.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The configuration.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateCampaignConfiguration`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import update_campaign_configuration as operation

        request = operation.request(
            config_id, default_timezone=default_timezone, default_windows=default_windows
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def list_timezones(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """List campaign time zones.

        Needs a token with the scope `campaigns:read` or `campaigns:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The time zones.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `listCampaignTimezones`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import list_campaign_timezones as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def get_concurrency_settings(
        self,
        *,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Any:
        """Get the concurrency settings.

        Returns your organization's limits. The default is 10 concurrent calls.

        Needs a token with the scope `campaigns:read` or `campaigns:manage` or
        `concurrency:read` or `concurrency:manage`.

        Args:
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.

        Returns:
            The settings.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `getCampaignConcurrencySettings`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import get_campaign_concurrency_settings as operation

        request = operation.request()
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query)
        )

    async def update_concurrency_settings(
        self,
        *,
        body: dict[str, Any],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Update the concurrency settings.

        Needs a token with the scope `campaigns:manage` or `concurrency:manage`.

        Args:
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The settings.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `updateCampaignConcurrencySettings`;
        https://docs.anyreach.ai/api-reference/campaigns/overview.
        """
        from ..api.campaigns import update_campaign_concurrency_settings as operation

        request = operation.request(body=body)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )
