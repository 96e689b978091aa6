"""Knowledge base helpers: upload files."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from anyreach._core.async_waiting import wait_until
from anyreach._core.settings.options import AtMost, check_timeout
from anyreach._core.settings.validation import check_text
from anyreach._core.type_guards import is_mapping
from anyreach._errors import APIResponseValidationError, JobFailedError
from anyreach._transport.asyncio_io import in_thread
from anyreach.knowledge_base._async_upload import upload
from anyreach.recordings._async_fetch import AsyncClient
from anyreach_api import models
from anyreach_api.resources import knowledge_base as _generated
from anyreach_api.types import File

_CREATE = "createKnowledgeBaseSources"


class AsyncKnowledgeBase(_generated.AsyncKnowledgeBase):
    """The knowledge base: `client.knowledge_base`.

    Adds to the contract's methods: `upload()` and `add_file()`.
    """

    def __init__(self, client: AsyncClient) -> None:
        super().__init__(client)
        self._host = client

    async def upload(
        self,
        path: str | os.PathLike[str],
        *,
        chunking_strategy: str,
        name: str | None = None,
        timeout: float = 600.0,
    ) -> models.KnowledgeBaseSourceUpload:
        """Create a source, and upload its file to the presigned URL that the API returns.

        The URL is on another host than the API. The client uses https, connects only to public
        addresses or `recording_hosts=`, and doesn't send your token. It streams the file, and
        restarts a broken upload. The upload is done when the host has received the whole file: no
        documented operation reports on its processing. To wait for that, add the file to a dataset
        with `add_file()`.

        Args:
            path: The file.
            chunking_strategy: How the source is split into chunks.
            name: The source's name. Defaults to the file's name.
            timeout: Seconds for the whole upload, including retries.

        Returns:
            The source as created by the API. Its `file_upload_status` is from before the upload.

        Raises:
            JobFailedError: The API says that the upload failed.
            APIStatusError: The API or the host refuses it.
            APIConnectionError: The file did not arrive whole.
            APIResponseValidationError: The URL is refused, or the API gave none.
            OSError: The file cannot be read.
            ConfigurationError: An argument is invalid.

        Source: the contract's `createKnowledgeBaseSources`.
        """
        ends = time.monotonic() + check_timeout(timeout)
        check_text("chunking_strategy", chunking_strategy)
        file = Path(path)
        wanted = models.CreateKnowledgeBaseSourceRequest(
            name=_name(name, file),
            type_=models.KnowledgeBaseSourceType("FILE"),
            chunking_strategy=chunking_strategy,
            file_size=(await in_thread(file.stat)).st_size,
        )
        created = await self.create_sources(body=[wanted], timeout=AtMost(timeout))
        if len(created) != 1:
            raise APIResponseValidationError(
                "the API did not create exactly one source", operation=_CREATE
            )
        (source,) = created
        if source.file_upload_status == "COMPLETE":
            return source
        if source.file_upload_status == "FAILED":
            raise JobFailedError("the upload failed", operation=_CREATE, record=source)
        if not source.presigned_url:
            raise APIResponseValidationError("the API returned no presigned_url", operation=_CREATE)
        media_type = source.content_type or "application/octet-stream"
        await upload(self._host, source.presigned_url, file, media_type, ends=ends)
        return source

    async def add_file(
        self,
        dataset_id: str,
        path: str | os.PathLike[str],
        *,
        name: str | None = None,
        metadata: dict[str, Any] | None = None,
        timeout: float = 600.0,
    ) -> models.KnowledgeBaseDatasetSource:
        """Add a file to a dataset, and wait until it is processed.

        The client streams the file, and never sends it again once it may have arrived. The file is
        processed when the dataset's list shows all of its chunks as processed. If the API's
        response has no id, the client finds the file by its name, so use a unique name.

        Args:
            dataset_id: The dataset's ID.
            path: The file.
            name: The source's name. Defaults to the file's name.
            metadata: The file's metadata.
            timeout: Seconds for everything, including sending the file.

        Returns:
            The source from the dataset's list.

        Raises:
            JobFailedError: The API says that the upload failed.
            WaitTimeoutError: The file is not processed yet; the error's `record` is a list with the
                source as last seen, or an empty one when it was not listed.
            APIError: The file was not added, or the list cannot be had; the subclass says how.
            OSError: The file cannot be read.
            ConfigurationError: An argument is invalid.

        Source: the contract's `addKnowledgeBaseSources` and `listKnowledgeBaseSources`.
        """
        ends = time.monotonic() + check_timeout(timeout)
        file = Path(path)
        known_as = _name(name, file)
        answer: object = await self.add_sources(
            dataset_id, file=File(file, known_as), metadata=metadata, timeout=timeout
        )
        added: dict[str, Any] = dict(answer) if is_mapping(answer) else {}
        if added.get("file_upload_status") == "FAILED":
            record = models.KnowledgeBaseSourceUpload.from_dict(added)
            failed = "the upload failed"
            raise JobFailedError(failed, operation="addKnowledgeBaseSources", record=record)
        ids = {added.get("id"), added.get("source_id")} - {None}

        async def look(timeout: float, /) -> list[models.KnowledgeBaseDatasetSource]:
            async for one in self.list_sources(dataset_id, source_name=known_as, timeout=timeout):
                same_name = one.sources is not None and one.sources.name == known_as
                if ids & {one.id, one.source_id} or (same_name and not ids):
                    return [one]
            return []

        (source,) = await wait_until(
            _are_processed,
            look,
            what=("listKnowledgeBaseSources", "the file's processing"),
            timeout=max(0.001, ends - time.monotonic()),
        )
        return source


def _name(name: str | None, path: Path) -> str:
    if name is not None:
        check_text("name", name)
    return path.name if name is None else name


def _are_processed(found: list[models.KnowledgeBaseDatasetSource]) -> bool:
    return any(0 < (one.total_chunks or 0) == one.processed_chunks for one in found)
