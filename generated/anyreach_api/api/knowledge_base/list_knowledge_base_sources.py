"""GET /knowledge-base/datasets/{dataset_id}/sources: List a dataset's sources"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from ... import _operation, models
from ..._paging import Pagination
from ...models.knowledge_base_dataset_source import KnowledgeBaseDatasetSource
from ...models.knowledge_base_source_page import KnowledgeBaseSourcePage
from ...types import WithId

_decode_2xx: Callable[[Any], models.KnowledgeBaseSourcePage] = KnowledgeBaseSourcePage.from_dict
_item: Callable[[Any], models.KnowledgeBaseDatasetSource] = KnowledgeBaseDatasetSource.from_dict
INFO: Final = _operation.Info(
    id="listKnowledgeBaseSources",
    method="GET",
    path="/knowledge-base/datasets/{dataset_id}/sources",
    tag="knowledge_base",
    name="list_sources",
    repeatable=True,
    errors={
        "401": "The credential is missing, invalid or deleted, or names no organization.",
        "403": "The token's role doesn't grant access to this action.",
        "404": "The record does not exist.",
    },
    pagination=Pagination(
        kind="next-cursor",
        item=_item,
        items=("data",),
        next=("pagination", "next_cursor"),
        limit="limit",
        cursor="cursor",
    ),
)


def request(
    dataset_id: str | WithId,
    *,
    source_name: str | None = None,
    source_type: models.KnowledgeBaseSourceType | Literal["FILE", "URL"] | None = None,
    file_extension: str | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> _operation.Request:
    """Build the request.

    Returns:
        The request, without base URL and credentials.

    Raises:
        errors.ConfigurationError: An argument is invalid.
    """
    query = _operation.Query()
    query.add("source_name", source_name)
    query.add("source_type", source_type)
    query.add("file_extension", file_extension)
    query.add("limit", limit)
    query.add("cursor", cursor)
    return _operation.Request(
        INFO,
        "/knowledge-base/datasets/" + _operation.path("dataset_id", dataset_id) + "/sources",
        query,
    )


def read(answer: _operation.Answer) -> models.KnowledgeBaseSourcePage:
    """Check and decode a successful response.

    Returns:
        The decoded response.

    Raises:
        errors.DecodeError: The response doesn't match the contract.
    """
    return _decode_2xx(answer.json())
