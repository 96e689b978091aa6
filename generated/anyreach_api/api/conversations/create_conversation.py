from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from ... import errors
from ...models.create_conversation_request import CreateConversationRequest
from ...models.create_conversation_response import CreateConversationResponse
from ...models.error import Error
from ...types import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from ...client import AuthenticatedClient, Client

OPERATION_ID: Final = "createConversation"
EXTENSIONS: Final[dict[str, Any]] = {
    "x-required-scopes": ["conversations:manage"],
    "x-confirm": "starts a real conversation: on the telephone a phone rings",
}
_decode_200: Callable[[Any], CreateConversationResponse] = CreateConversationResponse.from_dict
_decode_202: Callable[[Any], CreateConversationResponse] = CreateConversationResponse.from_dict
_decode_401: Callable[[Any], Error] = Error.from_dict
_decode_403: Callable[[Any], Error] = Error.from_dict
_decode_422: Callable[[Any], Error] = Error.from_dict


def _get_kwargs(
    *,
    body: CreateConversationRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/core/conversations",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateConversationResponse | Error | None:
    if response.status_code == 200:
        return _decode_200(response.json())
    if response.status_code == 202:
        return _decode_202(response.json())
    if response.status_code == 401:
        return _decode_401(response.json())
    if response.status_code == 403:
        return _decode_403(response.json())
    if response.status_code == 422:
        return _decode_422(response.json())
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _parse_success(status_code: int, data: Any) -> CreateConversationResponse:
    """Check and decode the decoded JSON of a documented 2xx answer.

    Raises:
        errors.DecodeError: The data, or the status, is not what the contract says.
    """
    if status_code == 200:
        return _decode_200(data)
    if status_code == 202:
        return _decode_202(data)
    raise errors.DecodeError((), f"the contract does not document status {status_code}")


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CreateConversationResponse | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateConversationRequest,
) -> Response[CreateConversationResponse | Error]:
    """Create a conversation

     Creates a conversation. On the telephone it is queued, and a real phone will ring; the other
    channels answer at once. Requires a token with write access.

    Args:
        body (CreateConversationRequest): What a new conversation is to be.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateConversationResponse | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: CreateConversationRequest,
) -> CreateConversationResponse | Error | None:
    """Create a conversation

     Creates a conversation. On the telephone it is queued, and a real phone will ring; the other
    channels answer at once. Requires a token with write access.

    Args:
        body (CreateConversationRequest): What a new conversation is to be.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateConversationResponse | Error
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateConversationRequest,
) -> Response[CreateConversationResponse | Error]:
    """Create a conversation

     Creates a conversation. On the telephone it is queued, and a real phone will ring; the other
    channels answer at once. Requires a token with write access.

    Args:
        body (CreateConversationRequest): What a new conversation is to be.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateConversationResponse | Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CreateConversationRequest,
) -> CreateConversationResponse | Error | None:
    """Create a conversation

     Creates a conversation. On the telephone it is queued, and a real phone will ring; the other
    channels answer at once. Requires a token with write access.

    Args:
        body (CreateConversationRequest): What a new conversation is to be.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateConversationResponse | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
