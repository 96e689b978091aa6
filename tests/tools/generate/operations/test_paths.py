"""What the package says of an operation as data: where it is, and which statuses are a success."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.generate.calling import document, generate, module, operation


def answering(*statuses: str) -> dict[str, Any]:
    """Answers without content of these statuses."""
    return {status: {"description": "Said."} for status in statuses}


def test_paths_name_their_operations() -> None:
    """The table of paths has each method, under the path of the operation's own server."""
    elsewhere = [
        {"url": "https://files.example.com/{version}/", "variables": {"version": {"default": "v2"}}}
    ]
    paths = {
        "/things": {"get": operation("listThings"), "post": operation("createThing")},
        "/files": {"servers": elsewhere, "get": operation("listFiles")},
    }
    assert generate(document(paths)).contract.PATHS == {
        "/things": {"GET": "listThings", "POST": "createThing"},
        "/v2/files": {"GET": "listFiles"},
    }


@pytest.mark.parametrize(
    ("documented", "successes"),
    [
        (("200",), (200,)),
        (("204", "201", "404"), (201, 204)),
        (("2XX",), (200,)),
        (("default",), (200,)),
        (("404",), (200,)),
    ],
)
def test_successes_are_known(documented: tuple[str, ...], successes: tuple[int, ...]) -> None:
    """An operation names its documented successes; without one that has a number, it is 200."""
    paths = {"/things": {"get": operation("listThings", responses=answering(*documented))}}
    package = generate(document(paths))
    assert module(package, "calls.list_things").INFO.successes == successes
