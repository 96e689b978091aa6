"""POST /knowledge-base/datasets: Create a dataset"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="createKnowledgeBase",
    method="POST",
    path="/knowledge-base/datasets",
    tag="knowledge_base",
    name="create",
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(
    *,
    name: str | None = None,
    description: str | None = None,
    embedding_model: str | None = None,
    embedding_dimension: int | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    fields: dict[str, Any] = {}
    if name is not None:
        fields["name"] = name
    if description is not None:
        fields["description"] = description
    if embedding_model is not None:
        fields["embedding_model"] = embedding_model
    if embedding_dimension is not None:
        fields["embedding_dimension"] = embedding_dimension
    content = _operation.Json(fields)
    return _operation.Request(INFO, "/knowledge-base/datasets", body=content)


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
