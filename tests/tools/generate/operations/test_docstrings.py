"""The docstrings of generated code: what editors, help() and frameworks read of the contract."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest

from tests.tools.generate import calling

TEXT = {"type": "string"}
TEXTS = {"text/plain": {"schema": TEXT}}

HOSTILE = [
    'ends with a quote"',
    'ends with three quotes"""',
    'ends with four quotes""""',
    "ends with a backslash\\",
    'ends with both\\"',
    'both in the middle \\""" and on',
    "\\N{DASH} \\x41 \\u1234 \\q \\",
    '"""',
    "\\",
    '"',
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "tabs\tand\r\nlines\u2028and\u2029more\x85\x0c\x00\x1b[31m",
    "a long word of " + "x\\" * 90,
    "indented\n    code\n  and more",
    "é 🎉 \u202e reversed",
]


def documented(**written: Any) -> Any:
    """The package of an operation that says more of itself."""
    return calling.generate(
        calling.document(
            {"/x/{id}": {"get": calling.operation("getThing", **written)}},
            tags=[{"name": "Calls", "description": "Whatever is called."}],
        )
    )


def test_a_docstring_is_what_the_contract_says() -> None:
    """A method has summary, description, scopes, arguments, answers, errors and the link."""
    package = documented(
        summary="Get a thing",
        description="It is *there*.\nSince always.",
        deprecated=True,
        externalDocs={"url": "https://docs.invalid/things"},
        parameters=[
            {
                "name": "id",
                "in": "path",
                "required": True,
                "schema": TEXT,
                "description": "Its id.",
            },
            {
                "name": "n",
                "in": "query",
                "schema": {"type": "integer", "default": 7},
                "description": "How many.",
            },
            {"name": "m", "in": "query", "schema": {"type": "integer", "default": 7}},
            {"name": "X-Y", "in": "header", "schema": TEXT},
        ],
        responses={
            "200": {"description": "The thing.", "content": TEXTS},
            "401": {"description": "Who are you?"},
            "404": {"description": ""},
            "418": {"description": "A teapot."},
            "500": {"description": "Broken."},
        },
        **{"x-required-scopes": ["things:read", "things:manage"]},
    )
    assert inspect.getdoc(package.resources.Resources().calls.get_thing) == (
        "Get a thing.\n"
        "\n"
        "It is *there*. Since always.\n"
        "\n"
        "Deprecated by the contract.\n"
        "\n"
        "Needs a token with the scope `things:read` or `things:manage`.\n"
        "\n"
        "Args:\n"
        "    id: Its id.\n"
        "    n: How many. The API's default is `7`.\n"
        "    m: The API's default is `7`.\n"
        "    x_y: The contract's `X-Y`.\n"
        "    timeout: Seconds for this call, including retries; None for the client's.\n"
        "    extra_headers: Headers that are not in the contract.\n"
        "    extra_query: Query parameters that are not in the contract.\n"
        "\n"
        "Returns:\n"
        "    The thing.\n"
        "\n"
        "Raises:\n"
        "    AuthenticationError: 401: Who are you?\n"
        "    NotFoundError: 404\n"
        "    APIError: The call failed. See its subclasses.\n"
        "    ConfigurationError: An argument is invalid; nothing was sent.\n"
        "\n"
        "Source: the contract's `getThing`; https://docs.invalid/things."
    )
    module = calling.module(package, "calls.get_thing")
    assert module.__doc__ == "GET /x/{id}: Get a thing"
    resource = package.resources.Resources().calls
    assert resource.__class__.__doc__ == package.resources.Resources.calls.__doc__
    assert resource.__doc__ == "Whatever is called."


PATH_ID = [{"name": "id", "in": "path", "required": True, "schema": TEXT}]


def test_a_docstring_where_the_contract_says_nothing() -> None:
    """Without a word in the contract there is still what is called and what comes."""
    package = documented(
        parameters=PATH_ID, responses={"200": {"description": "", "content": TEXTS}}
    )
    text = inspect.getdoc(package.resources.AsyncResources().calls.get_thing)
    assert text is not None
    assert text.startswith("GET /x/{id}.\n\nArgs:\n    id: The contract's `id`.\n")
    assert "\n\nReturns:\n    The API's response.\n\nRaises:\n    APIError:" in text
    assert text.endswith("\n\nSource: the contract's `getThing`.")
    assert calling.module(package, "calls.get_thing").__doc__ == "GET /x/{id}"


def test_a_method_that_returns_nothing_has_no_section_for_it() -> None:
    """An answer without content is None, and the docstring says nothing of it."""
    package = documented(parameters=PATH_ID, responses={"204": {"description": "It is gone."}})
    for function in (
        package.resources.Resources().calls.get_thing,
        calling.module(package, "calls.get_thing").read,
    ):
        text = inspect.getdoc(function)
        assert text is not None
        assert "Raises:" in text
        assert "Returns:" not in text


def test_a_description_that_repeats_the_summary_is_left_out() -> None:
    """What the summary says already is not said again."""
    package = documented(summary="Get it", description="Get it.", parameters=PATH_ID, responses={})
    text = inspect.getdoc(package.resources.Resources().calls.get_thing)
    assert text is not None
    assert text.startswith("Get it.\n\nArgs:")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_only_text(text: str) -> None:
    """Quotes, backslashes, braces and control characters in a contract's text stay text."""
    written = {
        "summary": text,
        "description": text,
        "externalDocs": {"url": text},
        "responses": {"200": {"description": text}, "401": {"description": text}},
        "parameters": [{**PATH_ID[0], "description": text}],
    }
    contract = calling.document(
        {"/x/{id}": {"get": calling.operation("getThing", **written)}},
        tags=[{"name": "Calls", "description": text}],
    )
    contract["info"]["title"] = text
    package = calling.generate(contract)
    words = [word for word in text.split() if word.isascii() and word.isalpha()]
    method, module = (
        package.resources.Resources().calls.get_thing,
        calling.module(package, "calls.get_thing"),
    )
    resource = package.resources.Resources().calls
    documents: list[str] = [method.__doc__, module.__doc__, resource.__doc__]
    for document in [*documents, package.__doc__]:
        assert all(word in document for word in words)
    for path in calling.sources(package):
        ast.parse(path.read_text("utf-8"))
