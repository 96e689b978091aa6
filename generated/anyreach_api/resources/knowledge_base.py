"""The operations of the tag knowledge_base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .. import models
from .._operation import Options
from .._paging import AsyncPages, Pages
from .._resource import AsyncResource, Resource
from ..types import FileInput, WithId


class KnowledgeBase(Resource):
    """Datasets that agents search, and their sources."""

    def list_sources(
        self,
        dataset_id: str | WithId,
        *,
        source_name: str | None = None,
        source_type: models.KnowledgeBaseSourceType | Literal["FILE", "URL"] | None = None,
        file_extension: str | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Pages[models.KnowledgeBaseDatasetSource]:
        """List a dataset's sources.

        Args:
            dataset_id: The dataset's ID.
            source_name: Return only sources with this name.
            source_type: Return only sources of this type.
            file_extension: Return only files with this extension.
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

        Source: the contract's `listKnowledgeBaseSources`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import list_knowledge_base_sources as operation

        return self._client._pages(
            operation,
            {
                "dataset_id": dataset_id,
                "source_name": source_name,
                "source_type": source_type,
                "file_extension": file_extension,
            },
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    def add_sources(
        self,
        dataset_id: str | WithId,
        *,
        file: FileInput | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Add a file to a dataset.

        Uploads a file and adds it to the dataset as a source.

        Args:
            dataset_id: The dataset's ID.
            file: The file.
            metadata: The file's metadata.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The source.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `addKnowledgeBaseSources`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import add_knowledge_base_sources as operation

        request = operation.request(dataset_id, file=file, metadata=metadata)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def add_sources_by_pattern(
        self,
        dataset_id: str | WithId,
        *,
        body: dict[str, Any],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Add sources to a dataset by pattern.

        Args:
            dataset_id: The dataset's ID.
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The sources.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `addKnowledgeBaseSourcesByPattern`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import (
            add_knowledge_base_sources_by_pattern as operation,
        )

        request = operation.request(dataset_id, body=body)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def query(
        self,
        dataset_id: str | WithId,
        *,
        body: dict[str, Any],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Query a dataset.

        Searches the dataset for content that answers a question.

        Args:
            dataset_id: The dataset's ID.
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The search results.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `queryKnowledgeBase`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import query_knowledge_base as operation

        request = operation.request(dataset_id, body=body)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def create(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        embedding_model: str | None = None,
        embedding_dimension: int | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Create a dataset.

        Args:
            name: The dataset's name.
            description: The dataset's description.
            embedding_model: The embedding model.
            embedding_dimension: The embedding dimension.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The dataset.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createKnowledgeBase`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import create_knowledge_base as operation

        request = operation.request(
            name=name,
            description=description,
            embedding_model=embedding_model,
            embedding_dimension=embedding_dimension,
        )
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    def create_sources(
        self,
        *,
        body: list[models.CreateKnowledgeBaseSourceRequest],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> list[models.KnowledgeBaseSourceUpload]:
        """Create sources.

        Creates sources. Upload each file to its source's presigned_url.

        Needs a token with the scope `sources:manage`.

        Args:
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The sources.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createKnowledgeBaseSources`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import create_knowledge_base_sources as operation

        request = operation.request(body=body)
        return self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )


class AsyncKnowledgeBase(AsyncResource):
    """Datasets that agents search, and their sources."""

    def list_sources(
        self,
        dataset_id: str | WithId,
        *,
        source_name: str | None = None,
        source_type: models.KnowledgeBaseSourceType | Literal["FILE", "URL"] | None = None,
        file_extension: str | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        on_invalid: Literal["raise", "skip"] = "raise",
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> AsyncPages[models.KnowledgeBaseDatasetSource]:
        """List a dataset's sources.

        Args:
            dataset_id: The dataset's ID.
            source_name: Return only sources with this name.
            source_type: Return only sources of this type.
            file_extension: Return only files with this extension.
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

        Source: the contract's `listKnowledgeBaseSources`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import list_knowledge_base_sources as operation

        return self._client._pages(
            operation,
            {
                "dataset_id": dataset_id,
                "source_name": source_name,
                "source_type": source_type,
                "file_extension": file_extension,
            },
            Options(timeout, extra_headers, extra_query),
            page_size=page_size,
            limit=limit,
            cursor=cursor,
            on_invalid=on_invalid,
        )

    async def add_sources(
        self,
        dataset_id: str | WithId,
        *,
        file: FileInput | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Add a file to a dataset.

        Uploads a file and adds it to the dataset as a source.

        Args:
            dataset_id: The dataset's ID.
            file: The file.
            metadata: The file's metadata.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The source.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `addKnowledgeBaseSources`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import add_knowledge_base_sources as operation

        request = operation.request(dataset_id, file=file, metadata=metadata)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def add_sources_by_pattern(
        self,
        dataset_id: str | WithId,
        *,
        body: dict[str, Any],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Add sources to a dataset by pattern.

        Args:
            dataset_id: The dataset's ID.
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The sources.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `addKnowledgeBaseSourcesByPattern`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import (
            add_knowledge_base_sources_by_pattern as operation,
        )

        request = operation.request(dataset_id, body=body)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def query(
        self,
        dataset_id: str | WithId,
        *,
        body: dict[str, Any],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Query a dataset.

        Searches the dataset for content that answers a question.

        Args:
            dataset_id: The dataset's ID.
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The search results.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            NotFoundError: 404: The record does not exist.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `queryKnowledgeBase`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import query_knowledge_base as operation

        request = operation.request(dataset_id, body=body)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def create(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        embedding_model: str | None = None,
        embedding_dimension: int | None = None,
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Create a dataset.

        Args:
            name: The dataset's name.
            description: The dataset's description.
            embedding_model: The embedding model.
            embedding_dimension: The embedding dimension.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The dataset.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createKnowledgeBase`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import create_knowledge_base as operation

        request = operation.request(
            name=name,
            description=description,
            embedding_model=embedding_model,
            embedding_dimension=embedding_dimension,
        )
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )

    async def create_sources(
        self,
        *,
        body: list[models.CreateKnowledgeBaseSourceRequest],
        timeout: float | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> list[models.KnowledgeBaseSourceUpload]:
        """Create sources.

        Creates sources. Upload each file to its source's presigned_url.

        Needs a token with the scope `sources:manage`.

        Args:
            body: The contract's `body`.
            timeout: Seconds for this call, including retries; None for the client's.
            extra_headers: Headers that are not in the contract.
            extra_query: Query parameters that are not in the contract.
            extra_body: Body properties that are not in the contract.

        Returns:
            The sources.

        Raises:
            AuthenticationError: 401: The credential is missing, invalid or deleted, or names no
                organization.
            PermissionDeniedError: 403: The token's role doesn't grant access to this action.
            APIError: The call failed. See its subclasses.
            ConfigurationError: An argument is invalid; nothing was sent.

        Source: the contract's `createKnowledgeBaseSources`;
        https://docs.anyreach.ai/openapi-knowledge-base.json.
        """
        from ..api.knowledge_base import create_knowledge_base_sources as operation

        request = operation.request(body=body)
        return await self._client._call(
            operation, request, Options(timeout, extra_headers, extra_query, extra_body)
        )
