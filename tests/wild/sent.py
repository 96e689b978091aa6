"""Read a request back, by the contract alone, and compare it with what was given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, unquote_plus

from tests.wild.inputs import Body, Input
from tests.wild.received import difference, same_text
from tests.wild.schemas import REQUEST, is_list, is_object
from tests.wild.validation import ValidatingContract

Given = list[tuple[Input, Any]]
"""What was given: the inputs, and the JSON value of each."""


_NOTHING: Any = object()


def faults(
    request: Any, path: str, given: Given, body: Body | None, contract: ValidatingContract
) -> Iterator[str]:
    """Yield what is wrong with a request.

    Args:
        request: The request.
        path: The path template.
        given: What was given.
        body: The body that the contract has.
        contract: The contract.
    """
    at: dict[str, dict[str, tuple[Input, Any]]] = {}
    for one, value in given:
        at.setdefault(one.location, {})[one.key] = (one, value)
    yield from _path(request.path, path, at.get("path", {}))
    yield from _query(request.query, at.get("query", {}))
    yield from _headers(request.headers, at.get("header", {}), at.get("cookie", {}))
    content = _NOTHING
    if "whole" in at:
        content = at["whole"]["body"][1]
    elif "body" in at:
        content = {key: value for key, (_, value) in at["body"].items()}
    yield from _body(request.body, body, content)
    if request.body is not None and body is not None and body.kind == "json":
        for error in contract.errors(json.loads(request.body.encode()), body.schema, REQUEST):
            yield f"the body is not valid: {error}"


def _path(sent: str, template: str, given: dict[str, tuple[Input, Any]]) -> Iterator[str]:
    pattern = re.sub(r"\\\{.*?\\\}", "([^/]*)", re.escape(template))
    found = re.fullmatch(pattern, sent)
    if not found:
        yield f"the path {sent} is not {template}"
        return
    names = re.findall(r"\{(.*?)\}", template)
    for name, text in zip(names, found.groups(), strict=True):
        one, value = given[name]
        if not _reads_back(text, name, value, one.written):
            yield f"the path has {text} for {name}={value!r}"


def _reads_back(text: str, name: str, value: Any, written: dict[str, Any]) -> bool:
    """Tell whether the text of a path parameter is the value, by its style."""
    style, explode = written.get("style", "simple"), written.get("explode", False)
    prefix = {"simple": "", "label": ".", "matrix": ";"}[style]
    joint = (prefix or ",") if explode else ","
    if not text.startswith(prefix):
        return False
    parts = text.removeprefix(prefix).split(joint if (is_object(value) or is_list(value)) else "\0")
    if style == "matrix" and not (explode and is_object(value)):
        named = parts if explode else parts[:1]
        if not all(one.startswith(f"{name}=") for one in named):
            return False
        parts = [one.removeprefix(f"{name}=") if one in named else one for one in parts]
    if is_object(value):
        return _same_pairs([unquote(one) for one in parts], value, explode=explode)
    return _same_texts([unquote(one) for one in parts], _items(value))


def _same_pairs(parts: list[str], value: dict[str, Any], *, explode: bool) -> bool:
    """Tell whether texts are the keys and values of an object."""
    flat = [text for one in parts for text in (one.split("=", 1) if explode else [one])]
    wanted = [text for key, item in value.items() for text in (key, text_of(item))]
    return _same_texts(flat, wanted)


def _items(value: Any) -> list[Any]:
    return value if is_list(value) else [value]


def _query(sent: str, given: dict[str, tuple[Input, Any]]) -> Iterator[str]:
    pairs = [one.partition("=")[::2] for one in sent.split("&") if one]
    left = [(unquote(key), text) for key, text in pairs]
    for name, (one, value) in given.items():
        written = one.written
        style = written.get("style", "form")
        explode = written.get("explode", style in {"form", "deepObject"})
        if "content" in written:
            found = [(key, text) for key, text in left if key == name]
            is_right = len(found) == 1 and same_text(json.loads(unquote(found[0][1])), value)
        elif is_list(value) and explode:
            found = [(key, text) for key, text in left if key == name]
            is_right = _same_texts([unquote(text) for _, text in found], value)
        elif is_list(value):
            joint = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}[style]
            found = [(key, text) for key, text in left if key == name]
            texts = [unquote(text) for _, whole in found for text in whole.split(joint)]
            is_right = len(found) == min(len(value), 1) and _same_texts(texts, value)
        elif is_object(value) and not explode:
            found = [(key, text) for key, text in left if key == name]
            texts = [unquote(text) for _, whole in found for text in whole.split(",")]
            is_right = len(found) == 1 and _same_pairs(texts, value, explode=False)
        elif is_object(value):
            expected = [*_deep(value, name if style == "deepObject" else "")]
            keys = {key for key, _ in expected}
            found = [(key, text) for key, text in left if key in keys]
            is_right = same_text(
                sorted([key, unquote(text)] for key, text in found), sorted(map(list, expected))
            )
        else:
            found = [(key, text) for key, text in left if key == name]
            is_right = _same_texts([unquote(text) for _, text in found], [value])
        if not is_right:
            yield f"the query has {found} for {name}={value!r}"
        left = [one for one in left if one not in found]
    if left:
        yield f"the query has {left}, which was not given"


def _deep(value: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for key, item in value.items():
        inner = f"{name}[{key}]" if name else key
        if is_object(item):
            yield from _deep(item, inner)
        elif is_list(item):
            yield from ((f"{inner}[]", text_of(one)) for one in item)
        elif item is not None:
            yield inner, text_of(item)


def _headers(
    sent: dict[str, str],
    headers: dict[str, tuple[Input, Any]],
    cookies: dict[str, tuple[Input, Any]],
) -> Iterator[str]:
    left = {key.lower(): text for key, text in sent.items()}
    pairs = left.pop("cookie", "").split("; ") if "cookie" in left else []
    crumbs = {unquote(key): unquote(text) for key, _, text in (one.partition("=") for one in pairs)}
    for name, (one, value) in headers.items():
        text = left.pop(name.lower(), None)
        if text is None or not _is_header(text, value, one.written):
            yield f"the header {name} has {text} for {value!r}"
    for name, (_, value) in cookies.items():
        if not _same_texts(crumbs.pop(name, "").split(","), _items(value)):
            yield f"the cookie {name} is not {value!r}"
    if left or crumbs:
        yield f"the headers have {left or crumbs}, which was not given"


def _is_header(text: str, value: Any, written: dict[str, Any]) -> bool:
    if "content" in written:
        return same_text(json.loads(text), value)
    if is_object(value):
        return _same_pairs(text.split(","), value, explode=written.get("explode", False))
    return same_text(text, ",".join(map(text_of, _items(value))))


def _body(sent: Any, body: Body | None, given: Any) -> Iterator[str]:
    """Yield what is wrong with a body; what is not given is `_NOTHING`."""
    must = body is not None and body.required
    if sent is None or body is None:
        if given is not _NOTHING or must:
            yield "there is no body"
        if sent is not None:
            yield "there is a body, and the contract has none"
        return
    if given is _NOTHING and not must:
        yield "there is a body, and nothing was given"
    wanted = "application/octet-stream" if "*" in body.media_type else body.media_type
    media_type = getattr(sent, "media_type", "multipart/form-data")  # whose boundary comes later
    if media_type != wanted:
        yield f"the content type is {media_type}, not {wanted}"
    yield from _CONTENTS[body.kind](sent, {} if given is _NOTHING else given)


def _json(sent: Any, given: Any) -> Iterator[str]:
    value = json.loads(sent.encode())
    if not same_text(value, given):
        yield f"the body is another value: {difference(value, given)}"


def _raw(sent: Any, given: str) -> Iterator[str]:
    content = sent.encode() if hasattr(sent, "encode") else sent.content
    if content != given.encode():
        yield "the body has other bytes"


def _form(sent: Any, given: dict[str, Any]) -> Iterator[str]:
    pairs = [one.partition("=")[::2] for one in sent.encode().decode("ascii").split("&") if one]
    fields: dict[str, list[str]] = {}
    for key, text in pairs:
        fields.setdefault(unquote_plus(key), []).append(unquote_plus(text))
    yield from _fields(fields, given)


def _parts(sent: Any, given: dict[str, Any]) -> Iterator[str]:
    fields: dict[str, list[str]] = {}
    for one in sent.parts:
        fields.setdefault(one.name, []).append(one.content.decode())
    yield from _fields(fields, given)


_CONTENTS: dict[str, Callable[[Any, Any], Iterator[str]]] = {
    "json": _json,
    "raw": _raw,
    "form": _form,
    "multipart": _parts,
}


def _fields(fields: dict[str, list[str]], given: dict[str, Any]) -> Iterator[str]:
    for name, value in given.items():
        texts = fields.pop(name, [])
        if not _same_texts(texts, _items(value)):
            yield f"the field {name} has {texts} for {value!r}"
    if fields:
        yield f"the form has {fields}, which was not given"


def _same_texts(texts: list[str], values: list[Any]) -> bool:
    return len(texts) == len(values) and all(
        same_text(json.loads(text), value)
        if (is_object(value) or is_list(value))
        else same_text(text, text_of(value))
        for text, value in zip(texts, values, strict=True)
    )


def text_of(value: Any) -> str:
    """Return a scalar as text: JSON's for numbers, booleans and null."""
    return value if isinstance(value, str) else json.dumps(value)
