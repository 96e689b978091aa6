"""POST /knowledge-base/sources: Create sources"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ... import _model, _operation, models
from ...models.knowledge_base_source_upload import KnowledgeBaseSourceUpload

_decode_2xx: Callable[[Any], list[models.KnowledgeBaseSourceUpload]] = _model.list_of(
    KnowledgeBaseSourceUpload.from_dict
)
INFO: Final = _operation.Info(
    id="createKnowledgeBaseSources",
    method="POST",
    path="/knowledge-base/sources",
    tag="knowledge_base",
    name="create_sources",
    scopes=("sources:manage",),
    repeatable=False,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
    },
)


def request(*, body: list[models.CreateKnowledgeBaseSourceRequest]) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    return _operation.Request(INFO, "/knowledge-base/sources", body=_operation.Json(body))


def read(answer: _operation.Answer) -> list[models.KnowledgeBaseSourceUpload]:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
