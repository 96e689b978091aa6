from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ... import errors
from ...models.error import Error
from ...models.send_conversation_message_request import SendConversationMessageRequest
from ...models.send_conversation_message_response import SendConversationMessageResponse
from ...types import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from ...client import AuthenticatedClient, Client

OPERATION_ID: Final = "sendConversationMessage"
EXTENSIONS: Final[dict[str, Any]] = {
    "x-required-scopes": ["conversations:manage"],
    "x-record-id": {"parameter": "conversation_id", "property": "conversation_id"},
}
_decode_200: Callable[[Any], SendConversationMessageResponse] = (
    SendConversationMessageResponse.from_dict
)
_decode_401: Callable[[Any], Error] = Error.from_dict
_decode_403: Callable[[Any], Error] = Error.from_dict
_decode_404: Callable[[Any], Error] = Error.from_dict
_decode_409: Callable[[Any], Error] = Error.from_dict


def _get_kwargs(
    conversation_id: str,
    *,
    body: SendConversationMessageRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/core/conversations/{conversation_id}/messages".format(
            conversation_id=quote(str(conversation_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | SendConversationMessageResponse | None:
    if response.status_code == 200:
        return _decode_200(response.json())
    if response.status_code == 401:
        return _decode_401(response.json())
    if response.status_code == 403:
        return _decode_403(response.json())
    if response.status_code == 404:
        return _decode_404(response.json())
    if response.status_code == 409:
        return _decode_409(response.json())
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _parse_success(status_code: int, data: Any) -> SendConversationMessageResponse:
    """Check and decode the decoded JSON of a documented 2xx answer.

    Raises:
        errors.DecodeError: The data, or the status, is not what the contract says.
    """
    if status_code == 200:
        return _decode_200(data)
    raise errors.DecodeError((), f"the contract does not document status {status_code}")


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | SendConversationMessageResponse]:
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
    body: SendConversationMessageRequest,
) -> Response[Error | SendConversationMessageResponse]:
    """Send a message

     Sends a message of the user to a text conversation that is active (triggered, ringing or
    in_progress), runs one turn of the agent, and returns its reply. Requires a token with write access.

    Args:
        conversation_id (str):
        body (SendConversationMessageRequest): A message of the user.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SendConversationMessageResponse]
    """

    kwargs = _get_kwargs(
        conversation_id=conversation_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SendConversationMessageRequest,
) -> Error | SendConversationMessageResponse | None:
    """Send a message

     Sends a message of the user to a text conversation that is active (triggered, ringing or
    in_progress), runs one turn of the agent, and returns its reply. Requires a token with write access.

    Args:
        conversation_id (str):
        body (SendConversationMessageRequest): A message of the user.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SendConversationMessageResponse
    """

    return sync_detailed(
        conversation_id=conversation_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SendConversationMessageRequest,
) -> Response[Error | SendConversationMessageResponse]:
    """Send a message

     Sends a message of the user to a text conversation that is active (triggered, ringing or
    in_progress), runs one turn of the agent, and returns its reply. Requires a token with write access.

    Args:
        conversation_id (str):
        body (SendConversationMessageRequest): A message of the user.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | SendConversationMessageResponse]
    """

    kwargs = _get_kwargs(
        conversation_id=conversation_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    conversation_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: SendConversationMessageRequest,
) -> Error | SendConversationMessageResponse | None:
    """Send a message

     Sends a message of the user to a text conversation that is active (triggered, ringing or
    in_progress), runs one turn of the agent, and returns its reply. Requires a token with write access.

    Args:
        conversation_id (str):
        body (SendConversationMessageRequest): A message of the user.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | SendConversationMessageResponse
    """

    return (
        await asyncio_detailed(
            conversation_id=conversation_id,
            client=client,
            body=body,
        )
    ).parsed
