from __future__ import annotations

import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from ... import _model, errors
from ...models.channel import Channel
from ...models.conversation import Conversation
from ...models.direction import Direction
from ...models.error import Error
from ...models.status import Status
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from ...client import AuthenticatedClient, Client

OPERATION_ID: Final = "listConversations"
EXTENSIONS: Final[dict[str, Any]] = {
    "x-required-scopes": ["conversations:read", "conversations:manage"],
    "x-pagination": {
        "kind": "last-item",
        "limit": "limit",
        "cursor": "cursor",
        "items": "",
        "key": "created_at",
    },
}
_decode_200: Callable[[Any], list[Conversation]] = _model.list_of(Conversation.from_dict)
_decode_401: Callable[[Any], Error] = Error.from_dict
_decode_403: Callable[[Any], Error] = Error.from_dict


def _get_kwargs(
    *,
    direction: Direction | Unset = UNSET,
    channel: Channel | Unset = UNSET,
    status: Status | Unset = UNSET,
    user_id: str | Unset = UNSET,
    agent_id: str | Unset = UNSET,
    agent_version_id: str | Unset = UNSET,
    agent_number: str | Unset = UNSET,
    web_widget_id: str | Unset = UNSET,
    duration_above: int | Unset = UNSET,
    duration_below: int | Unset = UNSET,
    user_turn_count_above: int | Unset = UNSET,
    user_turn_count_below: int | Unset = UNSET,
    custom_metadata: str | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_direction: str | Unset = UNSET
    if not isinstance(direction, Unset):
        json_direction = direction.value

    params["direction"] = json_direction

    json_channel: str | Unset = UNSET
    if not isinstance(channel, Unset):
        json_channel = channel.value

    params["channel"] = json_channel

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params["user_id"] = user_id

    params["agent_id"] = agent_id

    params["agent_version_id"] = agent_version_id

    params["agent_number"] = agent_number

    params["web_widget_id"] = web_widget_id

    params["duration_above"] = duration_above

    params["duration_below"] = duration_below

    params["user_turn_count_above"] = user_turn_count_above

    params["user_turn_count_below"] = user_turn_count_below

    params["custom_metadata"] = custom_metadata

    json_created_after: str | Unset = UNSET
    if not isinstance(created_after, Unset):
        json_created_after = created_after.isoformat()
    params["created_after"] = json_created_after

    json_created_before: str | Unset = UNSET
    if not isinstance(created_before, Unset):
        json_created_before = created_before.isoformat()
    params["created_before"] = json_created_before

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/core/conversations",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | list[Conversation] | None:
    if response.status_code == 200:
        return _decode_200(response.json())
    if response.status_code == 401:
        return _decode_401(response.json())
    if response.status_code == 403:
        return _decode_403(response.json())
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _parse_success(status_code: int, data: Any) -> list[Conversation]:
    """Check and decode the decoded JSON of a documented 2xx answer.

    Raises:
        errors.DecodeError: The data, or the status, is not what the contract says.
    """
    if status_code == 200:
        return _decode_200(data)
    raise errors.DecodeError((), f"the contract does not document status {status_code}")


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | list[Conversation]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    direction: Direction | Unset = UNSET,
    channel: Channel | Unset = UNSET,
    status: Status | Unset = UNSET,
    user_id: str | Unset = UNSET,
    agent_id: str | Unset = UNSET,
    agent_version_id: str | Unset = UNSET,
    agent_number: str | Unset = UNSET,
    web_widget_id: str | Unset = UNSET,
    duration_above: int | Unset = UNSET,
    duration_below: int | Unset = UNSET,
    user_turn_count_above: int | Unset = UNSET,
    user_turn_count_below: int | Unset = UNSET,
    custom_metadata: str | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> Response[Error | list[Conversation]]:
    """List conversations

     Lists the organization's conversations, newest first by created_at. Pages walk backwards in time:
    the Base64 of the last item's created_at is the cursor of the next page, and a page with fewer than
    limit items is the last. Read-only tokens receive a reduced set of fields.

    Args:
        direction (Direction | Unset): Who initiated the conversation.
        channel (Channel | Unset): The conversation channel.
        status (Status | Unset): Current state of the conversation.
        user_id (str | Unset):
        agent_id (str | Unset):
        agent_version_id (str | Unset):
        agent_number (str | Unset):
        web_widget_id (str | Unset):
        duration_above (int | Unset):
        duration_below (int | Unset):
        user_turn_count_above (int | Unset):
        user_turn_count_below (int | Unset):
        custom_metadata (str | Unset):
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        limit (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[Conversation]]
    """

    kwargs = _get_kwargs(
        direction=direction,
        channel=channel,
        status=status,
        user_id=user_id,
        agent_id=agent_id,
        agent_version_id=agent_version_id,
        agent_number=agent_number,
        web_widget_id=web_widget_id,
        duration_above=duration_above,
        duration_below=duration_below,
        user_turn_count_above=user_turn_count_above,
        user_turn_count_below=user_turn_count_below,
        custom_metadata=custom_metadata,
        created_after=created_after,
        created_before=created_before,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    direction: Direction | Unset = UNSET,
    channel: Channel | Unset = UNSET,
    status: Status | Unset = UNSET,
    user_id: str | Unset = UNSET,
    agent_id: str | Unset = UNSET,
    agent_version_id: str | Unset = UNSET,
    agent_number: str | Unset = UNSET,
    web_widget_id: str | Unset = UNSET,
    duration_above: int | Unset = UNSET,
    duration_below: int | Unset = UNSET,
    user_turn_count_above: int | Unset = UNSET,
    user_turn_count_below: int | Unset = UNSET,
    custom_metadata: str | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> Error | list[Conversation] | None:
    """List conversations

     Lists the organization's conversations, newest first by created_at. Pages walk backwards in time:
    the Base64 of the last item's created_at is the cursor of the next page, and a page with fewer than
    limit items is the last. Read-only tokens receive a reduced set of fields.

    Args:
        direction (Direction | Unset): Who initiated the conversation.
        channel (Channel | Unset): The conversation channel.
        status (Status | Unset): Current state of the conversation.
        user_id (str | Unset):
        agent_id (str | Unset):
        agent_version_id (str | Unset):
        agent_number (str | Unset):
        web_widget_id (str | Unset):
        duration_above (int | Unset):
        duration_below (int | Unset):
        user_turn_count_above (int | Unset):
        user_turn_count_below (int | Unset):
        custom_metadata (str | Unset):
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        limit (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[Conversation]
    """

    return sync_detailed(
        client=client,
        direction=direction,
        channel=channel,
        status=status,
        user_id=user_id,
        agent_id=agent_id,
        agent_version_id=agent_version_id,
        agent_number=agent_number,
        web_widget_id=web_widget_id,
        duration_above=duration_above,
        duration_below=duration_below,
        user_turn_count_above=user_turn_count_above,
        user_turn_count_below=user_turn_count_below,
        custom_metadata=custom_metadata,
        created_after=created_after,
        created_before=created_before,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    direction: Direction | Unset = UNSET,
    channel: Channel | Unset = UNSET,
    status: Status | Unset = UNSET,
    user_id: str | Unset = UNSET,
    agent_id: str | Unset = UNSET,
    agent_version_id: str | Unset = UNSET,
    agent_number: str | Unset = UNSET,
    web_widget_id: str | Unset = UNSET,
    duration_above: int | Unset = UNSET,
    duration_below: int | Unset = UNSET,
    user_turn_count_above: int | Unset = UNSET,
    user_turn_count_below: int | Unset = UNSET,
    custom_metadata: str | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> Response[Error | list[Conversation]]:
    """List conversations

     Lists the organization's conversations, newest first by created_at. Pages walk backwards in time:
    the Base64 of the last item's created_at is the cursor of the next page, and a page with fewer than
    limit items is the last. Read-only tokens receive a reduced set of fields.

    Args:
        direction (Direction | Unset): Who initiated the conversation.
        channel (Channel | Unset): The conversation channel.
        status (Status | Unset): Current state of the conversation.
        user_id (str | Unset):
        agent_id (str | Unset):
        agent_version_id (str | Unset):
        agent_number (str | Unset):
        web_widget_id (str | Unset):
        duration_above (int | Unset):
        duration_below (int | Unset):
        user_turn_count_above (int | Unset):
        user_turn_count_below (int | Unset):
        custom_metadata (str | Unset):
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        limit (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[Conversation]]
    """

    kwargs = _get_kwargs(
        direction=direction,
        channel=channel,
        status=status,
        user_id=user_id,
        agent_id=agent_id,
        agent_version_id=agent_version_id,
        agent_number=agent_number,
        web_widget_id=web_widget_id,
        duration_above=duration_above,
        duration_below=duration_below,
        user_turn_count_above=user_turn_count_above,
        user_turn_count_below=user_turn_count_below,
        custom_metadata=custom_metadata,
        created_after=created_after,
        created_before=created_before,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    direction: Direction | Unset = UNSET,
    channel: Channel | Unset = UNSET,
    status: Status | Unset = UNSET,
    user_id: str | Unset = UNSET,
    agent_id: str | Unset = UNSET,
    agent_version_id: str | Unset = UNSET,
    agent_number: str | Unset = UNSET,
    web_widget_id: str | Unset = UNSET,
    duration_above: int | Unset = UNSET,
    duration_below: int | Unset = UNSET,
    user_turn_count_above: int | Unset = UNSET,
    user_turn_count_below: int | Unset = UNSET,
    custom_metadata: str | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
) -> Error | list[Conversation] | None:
    """List conversations

     Lists the organization's conversations, newest first by created_at. Pages walk backwards in time:
    the Base64 of the last item's created_at is the cursor of the next page, and a page with fewer than
    limit items is the last. Read-only tokens receive a reduced set of fields.

    Args:
        direction (Direction | Unset): Who initiated the conversation.
        channel (Channel | Unset): The conversation channel.
        status (Status | Unset): Current state of the conversation.
        user_id (str | Unset):
        agent_id (str | Unset):
        agent_version_id (str | Unset):
        agent_number (str | Unset):
        web_widget_id (str | Unset):
        duration_above (int | Unset):
        duration_below (int | Unset):
        user_turn_count_above (int | Unset):
        user_turn_count_below (int | Unset):
        custom_metadata (str | Unset):
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        limit (int | Unset):
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[Conversation]
    """

    return (
        await asyncio_detailed(
            client=client,
            direction=direction,
            channel=channel,
            status=status,
            user_id=user_id,
            agent_id=agent_id,
            agent_version_id=agent_version_id,
            agent_number=agent_number,
            web_widget_id=web_widget_id,
            duration_above=duration_above,
            duration_below=duration_below,
            user_turn_count_above=user_turn_count_above,
            user_turn_count_below=user_turn_count_below,
            custom_metadata=custom_metadata,
            created_after=created_after,
            created_before=created_before,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
