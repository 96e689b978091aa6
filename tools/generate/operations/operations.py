"""Read the contract's operations: parameters, bodies, responses and extensions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast
from urllib.parse import urlsplit

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from tools.documents import pointer
from tools.generate.contract.contract import Contract, Schema
from tools.generate.contract.errors import Problem
from tools.generate.operations.naming import by_tag, operation_name, unique

TypeOf: TypeAlias = Callable[[str, str, Schema, str], PropertyProtocol | Problem]
"""Makes a schema's type from its name, place and schema, and its operation's name.

A schema that is not in the contract has no place.
"""

_IGNORED_HEADERS = {"accept", "content-type", "authorization"}
"""OpenAPI 3.1, Parameter Object: header parameters that are ignored."""

_STATUS = re.compile(r"[1-5](\d\d|XX|xx)|default")
"""OpenAPI 3.1, Responses Object: its keys."""

_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
"""The styles of each location, default first."""

BodyKind: TypeAlias = Literal["json", "form", "multipart", "text", "raw"]

JSON, FORM, MULTIPART = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
)


@dataclass(frozen=True)
class Parameter:
    """An operation's parameter.

    Attributes:
        place: Its JSON pointer.
        name: Its name in the contract.
        location: `path`, `query`, `header` or `cookie`.
        required: Whether it is required.
        prop: Its type.
        style: How lists and objects are serialized.
        explode: Whether each item is serialized separately.
        reserved: Whether reserved characters are not escaped.
        empty: Whether an empty string is allowed.
        json: Whether the value is sent as JSON.
        description: The contract's description.
        default: The API's default, or None if unknown.
    """

    place: str
    name: str
    location: str
    required: bool
    prop: PropertyProtocol
    style: str
    explode: bool
    reserved: bool
    empty: bool
    json: bool
    description: str
    default: Any


@dataclass(frozen=True)
class Body:
    """An operation's request body.

    Attributes:
        place: Its JSON pointer.
        kind: How it is sent.
        media_type: Its media type.
        required: Whether it is required.
        prop: Its type.
        encoding: The contract's encoding of each property.
        description: The contract's description.
    """

    place: str
    kind: BodyKind
    media_type: str
    required: bool
    prop: PropertyProtocol
    encoding: Mapping[str, Any]
    description: str


@dataclass(frozen=True)
class Response:
    """A documented success response.

    Attributes:
        status: A code, a range such as `2XX`, or `default`.
        kind: The kind of its content.
        prop: The type of its JSON.
    """

    status: str
    kind: Literal["json", "text", "bytes", "none"]
    media_types: tuple[str, ...]
    prop: PropertyProtocol | None


@dataclass
class Operation:
    """An operation, with the types of its requests and responses."""

    place: str
    id: str
    method: str
    path: str
    tag: str
    written: dict[str, Any]
    parameters: list[Parameter] = field(default_factory=list[Parameter])
    body: Body | None = None
    responses: list[Response] = field(default_factory=list[Response])
    item: PropertyProtocol | None = None
    errors: dict[str, str] = field(default_factory=dict[str, str])
    server: str | None = None
    module: str = ""

    @property
    def extensions(self) -> dict[str, Any]:
        """Its `x-` keys."""
        return {key: value for key, value in self.written.items() if key.startswith("x-")}


def read_operations(contract: Contract, type_of: TypeOf) -> tuple[list[Operation], list[Problem]]:
    """Return a contract's operations, and the problems that prevent generating them.

    Args:
        contract: The contract.
        type_of: Makes a schema's type.
    """
    operations: list[Operation] = []
    problems = [
        Problem(f"#{pointer(['paths', path])}", f"leads nowhere: {item['$ref']}")
        for path, item in contract.document["paths"].items()
        if "$ref" in item and not contract.resolve(item)[1]
    ]
    found = list(contract.operations())
    for one, operation_id in zip(found, _ids(found), strict=True):
        reader = _Reader(contract, type_of, one, operation_id)
        operations.append(reader.read())
        problems += reader.problems
    for members in by_tag(operations).values():
        for operation, name in zip(members, unique(one.module for one in members), strict=True):
            operation.module = name
    return operations, problems


def _ids(found: Sequence[tuple[str, str, str, dict[str, Any]]]) -> list[str]:
    """Return a unique id for each operation. Missing and duplicate ones are generated."""
    written = [operation.get("operationId") for _, _, _, operation in found]
    first = {name: index for index, name in reversed([*enumerate(written)])}
    used, ids = {name for name in written if name}, list[str]()
    for index, (_, path, method, _) in enumerate(found):
        name = written[index]
        if not name or first[name] != index:
            made = made_id(method, path)
            name = next(one for one in _numbered(made) if one not in used)
            used.add(name)
        ids.append(name)
    return ids


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in itertools.count(2))


class _Reader:
    """Reads one operation, and collects its problems."""

    def __init__(
        self,
        contract: Contract,
        type_of: TypeOf,
        found: tuple[str, str, str, dict[str, Any]],
        operation_id: str,
    ) -> None:
        place, path, method, written = found
        self._contract = contract
        self._type_of = type_of
        self._item = contract.at(place.rpartition("/")[0])
        self.problems: list[Problem] = []
        self._operation = Operation(
            place=place,
            id=operation_id,
            method=method.upper(),
            path=path,
            tag=(written.get("tags") or [_first_segment(path)])[0],
            written=written,
            module=operation_name(operation_id),
        )

    def read(self) -> Operation:
        operation = self._operation
        operation.parameters = list(self._parameters())
        operation.server = self._server()
        if "requestBody" in operation.written:
            operation.body = self._body(operation.written["requestBody"])
        for status, response in operation.written.get("responses", {}).items():
            place = f"{operation.place}{pointer(['responses', status])}"
            self._response(str(status), place, response)
        operation.item = self._listed()
        return operation

    def _listed(self) -> PropertyProtocol | None:
        """Return the type of a list's items if `x-pagination` names it."""
        said: Any = self._operation.extensions.get("x-pagination")
        name = cast("dict[str, Any]", said).get("item") if isinstance(said, dict) else None
        if name is None:
            return None
        reference = {"$ref": f"#/components/schemas/{name}"}
        if not self._contract.resolve(reference)[1]:
            self._problem(f"{self._operation.place}/x-pagination", "item must name a schema")
            return None
        return self._type("item", "", reference)

    def _problem(self, place: str, text: str) -> None:
        self.problems.append(Problem(place, text))

    def _resolved(self, written: dict[str, Any], place: str) -> tuple[str, dict[str, Any]]:
        """Follow a reference. One that leads nowhere adds a problem and returns an empty object."""
        found, one = self._contract.resolve(written, place)
        if "$ref" in written and not one:
            self._problem(place, f"leads nowhere: {written['$ref']}")
        return found, one

    def _type(self, name: str, place: str, schema: Schema) -> PropertyProtocol | None:
        made = self._type_of(name, place, schema, self._operation.module)
        if isinstance(made, Problem):
            self.problems.append(made)
            return None
        return made

    def _parameters(self) -> Iterator[Parameter]:
        seen: set[tuple[str, str]] = set()
        in_path = set(_template_names(self._operation.path))
        for holder, base in (
            (self._operation.written, self._operation.place),
            (self._item, self._operation.place.rpartition("/")[0]),
        ):
            for index, written in enumerate(holder.get("parameters", ())):
                place, one = self._resolved(written, f"{base}/parameters/{index}")
                if not one:
                    continue
                location, name = one.get("in", ""), one.get("name", "")
                ignored = location == "header" and name.lower() in _IGNORED_HEADERS
                if (location, name) in seen or ignored:
                    continue
                seen.add((location, name))
                if location == "path" and name not in in_path:
                    self._problem(place, f"the path has no {{{name}}}: correct the path or name")
                    continue
                parameter = self._parameter(place, one)
                if parameter is not None:
                    yield parameter
        for name in sorted(in_path - {name for location, name in seen if location == "path"}):
            self._problem(
                self._operation.place, f"the path parameter {name} is not described: add it"
            )

    def _parameter(self, place: str, one: dict[str, Any]) -> Parameter | None:
        location, name = one["in"], one["name"]
        styles = _STYLES[location]
        style = one.get("style", styles[0])
        if style not in styles:
            self._problem(place, f"the style {style} is not allowed in a {location}")
            return None
        content = one.get("content", {})
        media_type, schema = next(
            ((kind, media.get("schema")) for kind, media in content.items()),
            (None, one.get("schema")),
        )
        if media_type is not None and not is_json(media_type):
            self._problem(place, f"a parameter of the media type {media_type} is not supported")
            return None
        where = f"{place}{pointer(['content', media_type]) if media_type else ''}/schema"
        prop = self._type(name, where if schema else "", schema or {})
        if prop is None:
            return None
        return Parameter(
            place=place,
            name=name,
            location=location,
            required=location == "path" or bool(one.get("required")),
            prop=prop,
            style=style,
            explode=one.get("explode", style in {"form", "deepObject"}),
            reserved=bool(one.get("allowReserved")),
            empty=bool(one.get("allowEmptyValue")),
            json=media_type is not None,
            description=one.get("description") or "",
            default=self._contract.resolve(schema or {})[1].get("default"),
        )

    def _server(self) -> str | None:
        servers = self._operation.written.get("servers") or self._item.get("servers")
        if not servers:
            return None
        url = written_url(servers[0])
        try:
            urlsplit(url)
        except ValueError:
            self._problem(self._operation.place, "its server's URL is invalid: correct it")
        return url

    def _body(self, written: dict[str, Any]) -> Body | None:
        place, one = self._resolved(written, f"{self._operation.place}/requestBody")
        content: dict[str, Any] = one.get("content") or {}
        for kind, fits in _BODY_KINDS:
            for media_type, media in content.items():
                if not fits(media_type):
                    continue
                where = f"{place}{pointer(['content', media_type, 'schema'])}"
                schema: Schema = media.get("schema") or {}
                made = _MADE.get(kind, schema)
                prop = self._type("body", where if made is schema and schema else "", made)
                if prop is None:
                    return None
                if kind in {"form", "multipart"} and not isinstance(prop, ModelProperty):
                    self._problem(where, f"a body of the media type {media_type} must be an object")
                    return None
                return Body(
                    place=place,
                    kind=kind,
                    media_type=concrete(media_type),
                    required=bool(one.get("required")),
                    prop=prop,
                    encoding=media.get("encoding") or {},
                    description=one.get("description") or "",
                )
        return None

    def _response(self, status: str, place: str, written: dict[str, Any]) -> None:
        operation = self._operation
        if not _STATUS.fullmatch(status):
            self._problem(place, "must be a status or a range such as 2XX")
            return
        place, one = self._resolved(written, place)
        documented = [str(code) for code in operation.written["responses"]]
        has_success = any(code.startswith("2") for code in documented)
        if not (status.startswith("2") or (status == "default" and not has_success)):
            if status.isdecimal():
                operation.errors[status] = one.get("description") or ""
            return
        content: dict[str, Any] = one.get("content") or {}
        if operation.method == "HEAD" or not content:
            operation.responses.append(Response(status, "none", (), None))
            return
        kinds = tuple(content)
        for media_type, media in content.items():
            if is_json(media_type):
                where = f"{place}{pointer(['content', media_type, 'schema'])}"
                schema: Schema = media.get("schema") or {}
                name = f"response_{status.lower()}"
                prop = self._type(name, where if schema else "", schema)
                if prop is not None:
                    operation.responses.append(Response(status, "json", (media_type,), prop))
                return
        kind: Literal["text", "bytes"] = "text" if all(map(is_text, kinds)) else "bytes"
        operation.responses.append(Response(status, kind, kinds, None))


def is_json(media_type: str) -> bool:
    """Return whether a media type is JSON (RFC 6839, section 3.1)."""
    essence = media_type.split(";", maxsplit=1)[0].strip().lower()
    return essence == JSON or essence.endswith("+json")


def _essence(wanted: str) -> Callable[[str], bool]:
    return lambda media_type: media_type.split(";")[0].strip().lower() == wanted


def is_text(media_type: str) -> bool:
    """Return whether a media type is text (RFC 2046, section 4.1), XML or YAML."""
    essence = media_type.split(";", maxsplit=1)[0].strip().lower()
    return essence.startswith("text/") or essence.endswith(("xml", "yaml"))


_MADE: dict[BodyKind, Schema] = {
    "text": {"type": "string"},
    "raw": {"type": "string", "format": "binary"},
}
"""The type of a body whose media type has no schema."""

_BODY_KINDS: tuple[tuple[BodyKind, Callable[[str], bool]], ...] = (
    ("json", is_json),
    ("multipart", _essence(MULTIPART)),
    ("form", _essence(FORM)),
    ("text", is_text),
    ("raw", lambda _: True),
)
"""The kinds of bodies, in order of preference."""


def concrete(media_type: str) -> str:
    """Return a media type to send; a range becomes `application/octet-stream`."""
    return "application/octet-stream" if "*" in media_type else media_type


def made_id(method: str, path: str) -> str:
    """Return an operationId for an operation without one."""
    words = [
        f"by {part[1:-1]}" if part.startswith("{") else part for part in path.split("/") if part
    ]
    return operation_name(" ".join([method, *words]))


def written_url(server: dict[str, Any]) -> str:
    """Return a server's URL, with its variables' defaults."""
    url: str = server["url"]
    variables: dict[str, dict[str, Any]] = server.get("variables") or {}
    for name, variable in variables.items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    return url


def _first_segment(path: str) -> str:
    return next((part for part in path.split("/") if part and not part.startswith("{")), "default")


def _template_names(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]
