"""Read a page: the one fence of a Markdown page, or a whole document."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from tools.documents import DocumentError, decode, parse, read
from tools.import_page._slice import check_references, operation_slice
from tools.import_page._units import Units, split

_FORM = "````yaml /openapi.json METHOD PATH"
_LANGUAGES = frozenset({"yaml", "yml", "json"})
_DOCUMENT = (".json", ".yaml", ".yml")
_OPENING = re.compile(r" {0,3}(?:(`{3,})([^`]*)|(~{3,})(.*))")


class Page(NamedTuple):
    """A page that has been read and validated."""

    name: str
    brings: str
    """For messages: the operation, or `the whole document`."""
    units: Units


def read_page(source: str) -> Page:
    """Read a vendor's page or an OpenAPI document.

    Args:
        source: A path or an http(s) URL. The suffixes .json, .yaml and .yml mean a document,
            others a Markdown page.

    Raises:
        DocumentError: The page can't be read, or its content is invalid.
    """
    name, data = read(source)
    if is_document(name):
        units = split(parse(data, name), name)
        check_references(units, name)
        return Page(name, "the whole document", units)
    fence = _the_fence(decode(data, name), name)
    units = split(parse(fence.text.encode(), name), name)
    units = operation_slice(units, fence.method, fence.path, name)
    return Page(name, f"{fence.method.upper()} {fence.path}", units)


def is_document(source: str) -> bool:
    """Return whether a source is a whole document, by its name.

    Args:
        source: A path or an http(s) URL.
    """
    is_url = "://" in source
    return (urlsplit(source).path if is_url else source).lower().endswith(_DOCUMENT)


class _Fence(NamedTuple):
    line: int
    method: str
    path: str
    text: str
    """The document, after enough line ends to keep its line numbers."""


def _the_fence(text: str, name: str) -> _Fence:
    fences = [*_fences(text, name)]
    if not fences:
        raise DocumentError(
            f"{name}: has no {_FORM} fence (documents need a name in {', '.join(_DOCUMENT)})"
        )
    if len(fences) > 1:
        lines = ", ".join(str(fence.line) for fence in fences)
        raise DocumentError(f"{name}: has {len(fences)} OpenAPI fences (lines {lines}), not one")
    return fences[0]


def _fences(text: str, name: str) -> Iterator[_Fence]:
    """Yield the OpenAPI fences among all fenced blocks (CommonMark 0.31, section 4.5)."""
    lines = text.split("\n")
    numbered = iter(enumerate(lines, start=1))
    for number, line in numbered:
        opening = _OPENING.fullmatch(line.rstrip("\r"))
        if opening is None:
            continue
        mark = opening[1] or opening[3]
        closing = re.compile(rf" {{0,3}}{mark[0]}{{{len(mark)},}}\s*")
        end = next((at for at, inner in numbered if closing.fullmatch(inner)), None)
        if end is None:
            raise DocumentError(
                f"{name}: line {number}: this fence has no end: the page is truncated"
            )
        match (opening[2] or opening[4] or "").split():
            case [language, document, method, path, *_] if (
                language in _LANGUAGES and document.endswith(_DOCUMENT)
            ):
                block = lines[number : end - 1]
                yield _Fence(number, method, path, "\n" * number + "\n".join(block) + "\n")
            case _:
                pass
