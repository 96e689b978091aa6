"""Write an operation's Python code: its module, and the methods that call it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from tools.generate.models.types import decoder, leaves, member_mappings
from tools.generate.operations.methods import (
    Argument,
    Method,
    Tag,
    decoding,
    response_type,
    result_type,
)
from tools.generate.operations.operations import JSON, Body, Operation, Parameter, Response


def summary(operation: Operation) -> str:
    """Return an operation's title."""
    return (operation.written.get("summary") or "").strip()


def imports(method: Method) -> list[str]:
    """Return the lines that import the decoded models and enums."""
    lines = {
        f"from ...models.{leaf.class_info.module_name} import {leaf.class_info.name}"
        for leaf in leaves(_decoded(method))
        if isinstance(leaf, (ModelProperty, EnumProperty))
    }
    return sorted(lines)


def mappings(method: Method) -> list[str]:
    """Return the lines that define the decoded enums' mappings."""
    return member_mappings(_decoded(method))


def _decoded(method: Method) -> list[PropertyProtocol]:
    found = [one.prop for one in method.operation.responses if one.prop is not None]
    return found if method.item is None else [*found, method.item]


def decoders(method: Method) -> list[tuple[str, str, str]]:
    """Return the name, type and expression of the decoders for responses and list items."""
    found = [
        (_decoder_name(one), f"{response_type(one)}", decoder(one.prop, "{}"))
        for one in method.operation.responses
        if one.prop is not None
    ]
    if method.item is not None:
        found.append(("_item", result_type(method.item), decoder(method.item, "{}")))
    return found


def _decoder_name(response: Response) -> str:
    return f"_decode_{response.status.lower()}"


def info(method: Method) -> Iterator[str]:
    """Yield the arguments of the operation's `Info`."""
    operation = method.operation
    said = operation.extensions
    yield f"id={operation.id!r}"
    yield f"method={operation.method!r}"
    yield f"path={operation.path!r}"
    yield f"tag={method.tag!r}"
    yield f"name={method.name!r}"
    if scopes := said.get("x-required-scopes"):
        yield f"scopes={tuple(map(str, scopes))!r}"
    header = said.get("x-idempotency-key")
    repeatable = said.get("x-repeatable")
    if repeatable is None:
        repeatable = operation.method in {"GET", "HEAD"} or header is not None
    yield f"repeatable={bool(repeatable)!r}"
    if header is not None:
        yield f"idempotency_header={str(header)!r}"
    if accept := _accept(operation):
        yield f"accept={accept!r}"
    if said.get("x-confirm"):
        yield f"confirm={str(said['x-confirm'])!r}"
    if (successes := _successes(operation)) != (200,):
        yield f"successes={successes!r}"
    if operation.errors:
        yield f"errors={dict(sorted(operation.errors.items()))!r}"
    if operation.written.get("deprecated"):
        yield "deprecated=True"
    if method.pagination:
        yield f"pagination=Pagination({', '.join(_pagination(method, method.pagination))})"


def _accept(operation: Operation) -> str:
    """Return the media types to accept, unless that is only JSON."""
    kinds = dict.fromkeys(kind for one in operation.responses for kind in one.media_types)
    others = [kind for kind in kinds if kind != JSON]
    return ", ".join(kinds) if others else ""


def paths(tags: list[Tag]) -> dict[str, dict[str, str]]:
    """Return each HTTP method's operationId, by path and with the server's path first."""
    found: dict[str, dict[str, str]] = {}
    for operation in (method.operation for tag in tags for method in tag.methods):
        server = urlsplit(operation.server or "").path.rstrip("/")
        found.setdefault(server + operation.path, {})[operation.method] = operation.id
    return found


def _successes(operation: Operation) -> tuple[int, ...]:
    """Return the contract's success statuses, or 200 if it has none."""
    named = [int(one.status) for one in operation.responses if one.status.isdecimal()]
    return tuple(sorted(named)) or (200,)


def _pagination(method: Method, said: dict[str, Any]) -> Iterator[str]:
    arguments = {one.key: one.name for one in method.arguments if one.location == "query"}
    yield f"kind={said['kind']!r}"
    yield "item=_item"
    for key in ("items", "next", "total"):
        path: str = said.get(key, "")
        if steps := tuple(filter(None, path.split("."))):
            yield f"{key}={steps!r}"
    for key in ("limit", "cursor", "offset"):
        if key in said:
            yield f"{key}={arguments[said[key]]!r}"
    if "key" in said:
        yield f"key={said['key']!r}"


def reading(method: Method) -> Iterator[str]:
    """Yield the lines that decode a successful response."""
    responses = sorted(method.operation.responses, key=lambda one: _breadth(one.status))
    if not responses:
        yield "return _operation.anything(answer)"
        return
    for response in responses:
        value = decoding(response)
        if response.kind == "json" and response.prop is not None and "anything" not in value:
            value = f"{_decoder_name(response)}(answer.json())"
        test = _status_test(response.status)
        if test is None:
            yield f"return {value}"
            return
        yield f"if {test}:"
        yield f"    return {value}"
    yield "raise _operation.undocumented(answer)"


def _breadth(status: str) -> int:
    """Return 0 for a status code, 1 for a range, and 2 for any."""
    return 2 if status == "default" else 1 if status.upper().endswith("XX") else 0


def _status_test(status: str) -> str | None:
    if _breadth(status) == 0:
        return f"answer.status == {int(status)}"
    return None  # only successes are read


def signature(method: Method) -> str:
    """Return the parameters of the module's `request`."""
    keywords = [one.declaration() for one in method.keywords]
    return ", ".join(
        [*(one.declaration() for one in method.positional), *(["*", *keywords] if keywords else [])]
    )


def method_signature(method: Method, tag: Tag) -> str:
    """Return the parameters of a method."""
    shadowed = tag.shadowed
    listed = method.filters if method.pagination else method.keywords
    parts = ["self", *(one.declaration(shadowed) for one in method.positional), "*"]
    parts += [one.declaration(shadowed) for one in listed]
    if method.pagination:
        parts += [_builtin(one, shadowed) for one in _PAGING.values()]
    parts += [_builtin(_OPTIONS[one], shadowed) for one in method.options]
    return ", ".join(parts)


_PAGING = {
    "page_size": "page_size: int | None = None",
    "limit": "limit: int | None = None",
    "cursor": "cursor: str | None = None",
    "on_invalid": 'on_invalid: Literal["raise", "skip"] = "raise"',
}
_OPTIONS = {
    "timeout": "timeout: float | None = None",
    "extra_headers": "extra_headers: Mapping[str, str] | None = None",
    "extra_query": "extra_query: Mapping[str, Any] | None = None",
    "extra_body": "extra_body: Mapping[str, Any] | None = None",
}


def _builtin(declaration: str, shadowed: set[str]) -> str:
    for name in shadowed:
        declaration = re.sub(rf"\b{name}\b", f"builtins.{name}", declaration)
    return declaration


def method_returns(method: Method, tag: Tag, is_async: bool) -> str:  # noqa: FBT001  a template's
    """Return a method's return annotation."""
    if method.pagination and method.item is not None:
        kind = "AsyncPages" if is_async else "Pages"
        return f"{kind}[{result_type(method.item, tag.shadowed)}]"
    return method.returns(tag.shadowed)


def method_lines(method: Method, is_async: bool) -> Iterator[str]:  # noqa: FBT001  likewise
    """Yield the lines of a method's body."""
    operation, options = method.local("operation"), f"Options({', '.join(method.options)})"
    if method.pagination:
        pairs = ", ".join(
            f"{one.name!r}: {one.name}" for one in [*method.positional, *method.filters]
        )
        paging = ", ".join(f"{one}={one}" for one in _PAGING)
        yield f"return self._client._pages({operation}, {{{pairs}}}, {options}, {paging})"
        return
    given = [one.name for one in method.positional]
    given += [f"{one.name}={one.name}" for one in method.keywords]
    request = method.local("request")
    yield f"{request} = {operation}.request({', '.join(given)})"
    call = f"self._client._call({operation}, {request}, {options})"
    yield f"return {'await ' if is_async else ''}{call}"


def request_lines(method: Method) -> Iterator[str]:
    """Yield the lines of the function's body."""
    by_location: dict[str, list[Argument]] = {}
    for argument in method.arguments:
        by_location.setdefault(argument.location, []).append(argument)
    options = [_path(method)]
    if "query" in by_location:
        query = method.local("query")
        yield f"{query} = _operation.Query()"
        yield from (f"{query}.{_query(one)}" for one in by_location["query"])
        options.append(query)
    if in_headers := by_location.get("header", []) + by_location.get("cookie", []):
        headers = method.local("headers")
        yield f"{headers}: dict[str, str] = {{}}"
        yield from (_header(one, headers) for one in in_headers)
        options.append(f"headers={headers}")
    if method.operation.body is not None:
        whole = by_location.get("whole", [])
        made = _whole(method.operation.body, whole[0]) if whole else None
        if made is None:
            made = method.local("content")
            if method.operation.body.kind != "json" and not method.operation.body.required:
                made += " or None"
            yield from _fields(method, method.operation.body, by_location.get("body", []))
        options.append(f"body={made}")
    if method.record is not None:
        options.append(f"record=({method.record[0]!r}, {method.record[1]})")
    if method.operation.server is not None:
        options.append(f"server={method.operation.server!r}")
    yield f"return _operation.Request(INFO, {', '.join(options)})"


_IN_A_PATH = "/:@!$&'()*+,;=~%"  # RFC 3986, section 3.3; % for what is already encoded


def _path(method: Method) -> str:
    """Return the path's expression."""
    arguments = {one.key: one for one in method.positional}
    parts: list[str] = []
    for text, name in re.findall(r"([^{]*)(?:\{([^{}]*)\})?", method.operation.path):
        if text:
            parts.append(repr(quote(text, safe=_IN_A_PATH)))
        if name:
            parts.append(_path_value(arguments[name]))
    return " + ".join(parts) or repr("/")


def _path_value(argument: Argument) -> str:
    parameter = _parameter(argument)
    options = "" if parameter.style == "simple" else f", {parameter.style!r}"
    options += ", explode=True" if parameter.explode else ""
    return f"_operation.path({argument.key!r}, {argument.name}{options})"


def _query(argument: Argument) -> str:
    parameter = _parameter(argument)
    if parameter.json:
        return f"add_json({argument.key!r}, {argument.name})"
    options = "" if parameter.style == "form" else f", {parameter.style!r}"
    options += "" if parameter.explode else ", explode=False"
    options += ", reserved=True" if parameter.reserved else ""
    options += ", empty=True" if parameter.empty else ""
    return f"add({argument.key!r}, {argument.name}{options})"


def _header(argument: Argument, headers: str) -> str:
    parameter = _parameter(argument)
    value = argument.name
    if parameter.json:
        value = f"_operation.json_text(_operation.to_json({value}), {argument.key!r})"
        value = f"None if {argument.name} is None else {value}"
    if argument.location == "cookie":
        return f"_operation.add_cookie({headers}, {argument.key!r}, {value})"
    options = ", explode=True" if parameter.explode else ""
    return f"_operation.add_header({headers}, {argument.key!r}, {value}{options})"


def _parameter(argument: Argument) -> Parameter:
    assert argument.parameter is not None  # noqa: S101  every argument outside the body has one
    return argument.parameter


def _whole(body: Body, argument: Argument) -> str:
    """Return the expression of a body that is a single argument."""
    made = {
        "json": f"_operation.Json({argument.name}{_media_type(body)})",
        "text": f"_operation.Raw(_operation.text_of('body', {argument.name}).encode(),"
        f" {body.media_type!r})",
        "raw": f"_operation.Raw({argument.name}, {body.media_type!r})",
        "form": f"_operation.Form({argument.name})",
        "multipart": f"_operation.Multipart({argument.name})",
    }[body.kind]
    if argument.default == "UNSET":
        return f"None if {argument.name} is UNSET else {made}"
    return f"None if {argument.name} is None else {made}" if argument.default else made


def _media_type(body: Body) -> str:
    return "" if body.media_type == JSON else f", {body.media_type!r}"


def _fields(method: Method, body: Body, arguments: list[Argument]) -> Iterator[str]:
    """Yield the lines that build a body from its properties."""
    content = method.local("content")
    if body.kind == "json":
        fields = method.local("fields")
        given = [one for one in arguments if one.default not in {"None", "UNSET"}]
        pairs = ", ".join(f"{one.key!r}: {one.name}" for one in given)
        yield f"{fields}: dict[str, Any] = {{{pairs}}}"
        for one in arguments:
            if one.default in {"None", "UNSET"}:
                yield f"if {one.name} is not {one.default}:"
                yield f"    {fields}[{one.key!r}] = {one.name}"
        always = body.required or bool(given)
        made = f"_operation.Json({fields}{_media_type(body)})"
        yield f"{content} = {made}{'' if always else f' if {fields} else None'}"
        return
    kind = "Form" if body.kind == "form" else "Multipart"
    yield f"{content} = _operation.{kind}()"
    for one in arguments:
        encoding: dict[str, Any] = body.encoding.get(one.key) or {}
        options = ""
        if kind == "Form":
            if "style" in encoding:
                options += f", {encoding['style']!r}"
            if encoding.get("explode") is False:
                options += ", explode=False"
        elif media_types := str(encoding.get("contentType") or ""):
            options += f", {media_types.partition(',')[0].strip()!r}"
        is_file = all(isinstance(leaf, FileProperty) for leaf in leaves(one.props))
        options += ", is_file=True" if is_file and kind == "Multipart" else ""
        yield f"{content}.add({one.key!r}, {one.name}{options})"
