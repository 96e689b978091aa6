from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from ... import _model, errors
from ...models.error import Error
from ...types import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from ...client import AuthenticatedClient, Client

OPERATION_ID: Final = "getMyScopes"
EXTENSIONS: Final[dict[str, Any]] = {}
_decode_200: Callable[[Any], list[str]] = _model.list_of(_model.string)
_decode_401: Callable[[Any], Error] = Error.from_dict


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/admin/members/me/scopes",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | list[str] | None:
    if response.status_code == 200:
        return _decode_200(response.json())
    if response.status_code == 401:
        return _decode_401(response.json())
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _parse_success(status_code: int, data: Any) -> list[str]:
    """Check and decode the decoded JSON of a documented 2xx answer.

    Raises:
        errors.DecodeError: The data, or the status, is not what the contract says.
    """
    if status_code == 200:
        return _decode_200(data)
    raise errors.DecodeError((), f"the contract does not document status {status_code}")


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | list[str]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | list[str]]:
    """Get your own scopes

     Returns the scopes that the token's owner has in the organization. Every token may ask.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[str]]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> Error | list[str] | None:
    """Get your own scopes

     Returns the scopes that the token's owner has in the organization. Every token may ask.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[str]
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | list[str]]:
    """Get your own scopes

     Returns the scopes that the token's owner has in the organization. Every token may ask.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[str]]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> Error | list[str] | None:
    """Get your own scopes

     Returns the scopes that the token's owner has in the organization. Every token may ask.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[str]
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
