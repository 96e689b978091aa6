"""A file of a dataset: sent once, and waited for until it is processed."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anyreach import AnyReach, ConfigurationError, InternalServerError, JobFailedError
from anyreach import WaitTimeoutError as Late
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.models import KnowledgeBaseDatasetSource
from anyreach.testing import no_waiting
from tests.overlay.clients import KEY
from tests.overlay.talk import URL, Talk, both


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Nothing here takes time."""
    with no_waiting():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file."""
    path = tmp_path / "prices.pdf"
    path.write_bytes(b"cheap")
    return path


def listed(
    source_id: str | None, total: int | None, done: int | None, name: str = "prices.pdf"
) -> dict[str, Any]:
    """A source as a dataset lists it."""
    return {
        "id": f"use_{source_id}",
        "source_id": source_id,
        "total_chunks": total,
        "processed_chunks": done,
        "sources": {"id": source_id, "name": name},
    }


class Api:
    """Takes a file, and lists sources: each time the next list, the last again and again."""

    def __init__(self, added: tuple[int, Any], *lists: list[dict[str, Any]]) -> None:
        self.added = added
        self.lists = list(lists)
        self.bodies: list[bytes] = []
        self.targets: list[str] = []
        self.transport = handler_transport(self._answer)

    def _answer(self, method: str, target: str, _headers: Any, body: bytes) -> Any:
        import json  # noqa: PLC0415

        self.targets.append(target)
        if method == "POST":
            self.bodies.append(body)
            status, answer = self.added
        else:
            found = self.lists[0] if len(self.lists) == 1 else self.lists.pop(0)
            status, answer = 200, {"data": found, "pagination": {"limit": 20, "next_cursor": None}}
        return status, {}, json.dumps(answer).encode()


def add(talk: Talk, api: Api, path: Path, **options: Any) -> KnowledgeBaseDatasetSource:
    """Add the file to a dataset."""
    found = talk(
        URL,
        lambda it: it.knowledge_base.add_file("data_1", path, **options),
        transport=api.transport,
        max_retries=2,
    )
    assert isinstance(found, KnowledgeBaseDatasetSource)
    return found


@both
@pytest.mark.parametrize("answer", [{"id": "use_2"}, {"source_id": "2"}])
def test_it_is_waited_for_by_its_id(talk: Talk, file: Path, answer: Any) -> None:
    """The source that the answer names is waited for until all its chunks are ready."""
    other = listed("1", 3, 3)
    api = Api(
        (200, answer),
        [other],
        [other, listed("2", None, None)],
        [other, listed("2", 0, 0)],
        [other, listed("2", 2, 1)],
        [other, listed("2", 2, 2)],
    )
    assert add(talk, api, file).source_id == "2"
    assert len(api.targets) == 6
    assert api.targets[0] == "/knowledge-base/datasets/data_1/sources"
    assert "source_name=prices.pdf" in api.targets[1]
    assert b'name="file"; filename="prices.pdf"\r\n' in api.bodies[0]
    assert b"\r\n\r\ncheap\r\n" in api.bodies[0]


@both
@pytest.mark.parametrize("answer", [None, [], {"added": 1}])
def test_without_an_id_the_name_counts(talk: Talk, file: Path, answer: Any) -> None:
    """When the answer has no id, the source of that very name is waited for."""
    no_source = {"id": "use_0", "total_chunks": 1, "processed_chunks": 1}
    api = Api(
        (200, answer), [no_source, listed("1", 1, 1, "Prices 2"), listed("2", 1, 1, "Prices")]
    )
    assert add(talk, api, file, name="Prices", metadata={"a": 1}).source_id == "2"
    assert b'filename="Prices"' in api.bodies[0]
    assert b'{"a":1}' in api.bodies[0]


@both
def test_a_timeout_says_how_far_it_came(talk: Talk, file: Path) -> None:
    """The error has the source as last seen; a pickle of it, too."""
    with pytest.raises(Late, match="the file's processing is not over yet") as caught:
        add(talk, Api((200, {"id": "use_2"}), [listed("2", 2, 1)]), file, timeout=5)
    assert [one.processed_chunks for one in caught.value.record] == [1]
    assert pickle.loads(pickle.dumps(caught.value)).record == caught.value.record
    with pytest.raises(Late) as caught:
        add(talk, Api((200, {}), []), file, timeout=5)
    assert caught.value.record == []


@both
def test_a_failure_is_an_error(talk: Talk, file: Path) -> None:
    """An upload that the API calls failed is an error with its record, which pickles."""
    failed = {"id": "2", "file_upload_status": "FAILED", "presigned_url": "https://a.b/c"}
    with pytest.raises(JobFailedError, match="the upload failed") as caught:
        add(talk, Api((200, failed), []), file)
    assert caught.value.record.id == "2"
    twin = pickle.loads(pickle.dumps(caught.value))
    assert twin.record.file_upload_status == "FAILED"
    assert twin.operation == "addKnowledgeBaseSources"


@both
def test_the_file_is_sent_once(talk: Talk, file: Path) -> None:
    """A file that may have arrived is not sent again."""
    api = Api((500, {}), [])
    with pytest.raises(InternalServerError):
        add(talk, api, file)
    assert len(api.bodies) == 1


def test_arguments_are_checked_first(file: Path) -> None:
    """A name or a timeout that cannot be used costs no request."""
    api = Api((200, {}), [])
    with AnyReach(KEY, transport=api.transport) as client:
        for wrong in ({"name": ""}, {"timeout": -1}):
            given: Any = wrong
            with pytest.raises(ConfigurationError):
                client.knowledge_base.add_file("data_1", file, **given)
    assert api.targets == []
