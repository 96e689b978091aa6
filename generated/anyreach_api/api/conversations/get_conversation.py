from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ... import errors
from ...models.conversation import Conversation
from ...models.error import Error
from ...types import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from ...client import AuthenticatedClient, Client

OPERATION_ID: Final = "getConversation"
EXTENSIONS: Final[dict[str, Any]] = {
    "x-required-scopes": ["conversations:read", "conversations:manage"]
}
_decode_200: Callable[[Any], Conversation] = Conversation.from_dict
_decode_401: Callable[[Any], Error] = Error.from_dict
_decode_403: Callable[[Any], Error] = Error.from_dict
_decode_404: Callable[[Any], Error] = Error.from_dict


def _get_kwargs(
    conversation_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/core/conversations/{conversation_id}".format(
            conversation_id=quote(str(conversation_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Conversation | Error | None:
    if response.status_code == 200:
        return _decode_200(response.json())
    if response.status_code == 401:
        return _decode_401(response.json())
    if response.status_code == 403:
        return _decode_403(response.json())
    if response.status_code == 404:
        return _decode_404(response.json())
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _parse_success(status_code: int, data: Any) -> Conversation:
    """Check and decode the decoded JSON of a documented 2xx answer.

    Raises:
        errors.DecodeError: The data, or the status, is not what the contract says.
    """
    if status_code == 200:
        return _decode_200(data)
    raise errors.DecodeError((), f"the contract does not document status {status_code}")


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Conversation | Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Conversation | Error]:
    """Get a conversation

     Retrieves a single conversation, including its transcript and recording when your token's role
    allows. Read-only tokens receive a reduced set of fields. Requires a token with read access.

    Args:
        conversation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Conversation | Error]
    """

    kwargs = _get_kwargs(
        conversation_id=conversation_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Conversation | Error | None:
    """Get a conversation

     Retrieves a single conversation, including its transcript and recording when your token's role
    allows. Read-only tokens receive a reduced set of fields. Requires a token with read access.

    Args:
        conversation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Conversation | Error
    """

    return sync_detailed(
        conversation_id=conversation_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Conversation | Error]:
    """Get a conversation

     Retrieves a single conversation, including its transcript and recording when your token's role
    allows. Read-only tokens receive a reduced set of fields. Requires a token with read access.

    Args:
        conversation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Conversation | Error]
    """

    kwargs = _get_kwargs(
        conversation_id=conversation_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Conversation | Error | None:
    """Get a conversation

     Retrieves a single conversation, including its transcript and recording when your token's role
    allows. Read-only tokens receive a reduced set of fields. Requires a token with read access.

    Args:
        conversation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Conversation | Error
    """

    return (
        await asyncio_detailed(
            conversation_id=conversation_id,
            client=client,
        )
    ).parsed
