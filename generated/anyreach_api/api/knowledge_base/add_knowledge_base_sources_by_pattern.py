"""POST /knowledge-base/datasets/{dataset_id}/sources/pattern: Add sources to a dataset by pattern"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation
from ...types import WithId

_decode_2xx: Callable[[Any], Any] = _model.anything
INFO: Final = _operation.Info(
    id="addKnowledgeBaseSourcesByPattern",
    method="POST",
    path="/knowledge-base/datasets/{dataset_id}/sources/pattern",
    tag="knowledge_base",
    name="add_sources_by_pattern",
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
)


def request(dataset_id: str | WithId, *, body: dict[str, Any]) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(
        INFO,
        "/knowledge-base/datasets/"
        + _operation.path("dataset_id", dataset_id)
        + "/sources/pattern",
        body=_operation.Json(body),
    )


def read(answer: _operation.Answer) -> Any:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _operation.anything(answer)
