"""Pages and contracts that are none."""

from pathlib import Path
from typing import Any

import pytest

from tests.tools.import_page.house import BASE, LIST, House, changed
from tools.documents import dumps

_FENCE = "````yaml /openapi.json get /pets/{id}\n"
_NO_FENCE = (
    "page.md: has no ````yaml /openapi.json METHOD PATH fence "
    "(documents need a name in .json, .yaml, .yml)"
)
_BLOCK = dumps(BASE).decode()
_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 30)
)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("# Nothing\n", _NO_FENCE),
        ("", _NO_FENCE),
        (f"```yaml\n{_BLOCK}```\n", _NO_FENCE),
        ("````yaml /openapi.json\n````\n", _NO_FENCE),
        (f"    {_FENCE}", _NO_FENCE),
        (f"`````markdown\n{_FENCE}{_BLOCK}````\n`````\n", _NO_FENCE),
        (f"````yaml /openapi.json get /a `\n{_BLOCK}", _NO_FENCE),
        (
            f"# Two\n{_FENCE}````\n\n{_FENCE}````\n",
            "page.md: has 2 OpenAPI fences (lines 2, 5), not one",
        ),
        (
            f"#\n{_FENCE}{_BLOCK}```\n",
            "page.md: line 2: this fence has no end: the page is truncated",
        ),
        (
            f"{_FENCE}a: 1\n````\n~~~",
            "page.md: line 4: this fence has no end: the page is truncated",
        ),
        (f"#\n{_FENCE}````\n", "page.md: is empty"),
        (f"#\n{_FENCE}a: 1\na: 2\n````\n", "page.md: line 4, column 1: the key 'a' occurs twice"),
        (f"{_FENCE}{_BOMB}````\n", "page.md: line 7, column 50: the aliases expand to too much"),
        (
            f"{_FENCE}a: \x07\n````\n",
            "page.md: line 2: the character U+0007 is not allowed: escape it",
        ),
        (f"{_FENCE}- 1\n````\n", "page.md: is not an OpenAPI document: it has no 'openapi: 3.…'"),
        (
            f"{_FENCE}swagger: '2.0'\n````\n",
            "page.md: is not an OpenAPI document: it has no 'openapi: 3.…'",
        ),
        (
            f"{_FENCE}openapi: 3.1\n````\n",
            "page.md: at /openapi: must be '3.0.x' or '3.1.x', not 3.1",
        ),
        (
            f"{_FENCE}openapi: 3.2.0\n````\n",
            "page.md: at /openapi: must be '3.0.x' or '3.1.x', not '3.2.0'",
        ),
        (
            f"{_FENCE}openapi: 3.0.3\ninfo: {{}}\n````\n",
            "page.md: is not a whole OpenAPI document: it has no 'paths'",
        ),
        (b"\xff\xfe#\0", "page.md: is UTF-16 or UTF-32: save it as UTF-8"),
        (b"# a\n\xff", "page.md: line 2, byte 1: not UTF-8"),
        (bytes(50_000_000), "page.md: larger than 32 MiB"),
    ],
)
def test_a_page_that_is_none_is_refused(content: str | bytes, problem: str, house: House) -> None:
    """What is not a page with one whole OpenAPI fence is one clear line, and nothing is written."""
    assert house.refuses(house.file("page.md", content)) == problem


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("paths",), [], "/paths: must be an object"),
        (("paths", "/x"), None, "/paths/~1x: must be an object"),
        (("components",), "x", "/components: must be an object"),
        (("components", "schemas"), [], "/components/schemas: must be an object"),
        (("tags",), {}, "/tags/0: must be a tag with a unique name"),
        (("tags",), [{"name": "a"}, {"name": "a"}], "/tags/1: must be a tag with a unique name"),
        (("tags",), [{"name": 1}], "/tags/0: must be a tag with a unique name"),
    ],
)
def test_a_document_with_a_broken_frame_is_refused(
    path: tuple[str, ...], value: Any, place: str, house: House
) -> None:
    """What has to be walked through to merge must have its form, in a page and in the contract."""
    broken = changed(BASE, *path, value=value)
    assert house.refuses(house.page(broken)) == f"page.md: at {place}"
    house.holds(broken)
    assert house.refuses(house.page(BASE)) == f"openapi.json: at {place}"


@pytest.mark.parametrize(
    "operation", ["get /cats", "put /pets/{id}", "parameters /pets/{id}", "webhook /pets/{id}"]
)
def test_a_fence_has_to_name_an_operation_of_its_document(operation: str, house: House) -> None:
    """The method and path of the fence are looked up in the document."""
    page = changed(BASE, "paths", "/pets/{id}", "parameters", value={})
    method, path = operation.split()
    assert house.refuses(house.page(page, operation=operation)) == (
        f"page.md: the fence names {method.upper()} {path}, which is not in its document"
    )


def test_files_that_cannot_be_read_are_refused(house: House) -> None:
    """Every page that fails is named, and then none is imported."""
    house.holds(BASE)
    good = house.page(LIST, "list.md", "get /pets")
    assert house.run(good, f"{house.directory}/no.md", str(house.directory), good) == 65
    assert house.err == [
        "no.md: can't be read: No such file or directory",
        f"{house.directory}: can't be read: Is a directory",
    ]
    assert house.contract.read_bytes() == dumps(BASE)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[]", "is not an OpenAPI document: it has no 'openapi: 3.…'"),
        ("null", "is not an OpenAPI document: it has no 'openapi: 3.…'"),
        ("openapi: 3.0.3", "line 1, column 1: not JSON: Expecting value"),
        ('{"a": 1, "a": 2}', "at the top: the key 'a' occurs twice"),
    ],
)
def test_a_contract_that_is_none_is_refused(content: str, problem: str, house: House) -> None:
    """A broken openapi.json is named, and left as it is."""
    house.contract.write_text(content)
    assert house.refuses(house.page(BASE)) == f"openapi.json: {problem}"


def test_other_fences_on_the_page_are_text(house: House) -> None:
    """Examples in other fences, of any kind and with any content, do not matter."""
    page = Path(house.page(BASE)).read_text()
    around = "`````text\n````yaml /openapi.json get /a\n`````\n~~~ `x`\n```\n~~~~\n ```sh `x\n"
    text = (around + page + "```\n\n```\n").replace("\n", "\r\n")
    assert house.run(house.file("page.md", text)) == 0
    assert house.contract.read_bytes() == dumps(BASE)
