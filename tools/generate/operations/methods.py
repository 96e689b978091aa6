"""Make a method for each operation: arguments, annotations and docstring."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openapi_python_client import strings
from openapi_python_client.parser.properties import (
    AnyProperty,
    EnumProperty,
    ModelProperty,
)
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from tools.generate.contract.contract import Contract, Schema
from tools.generate.contract.errors import Problem
from tools.generate.models.field import Field
from tools.generate.models.types import (
    alternatives,
    code,
    decoder,
    enum_values,
    is_mapping,
    place_of,
)
from tools.generate.operations.naming import (
    OPTIONS,
    PAGING,
    argument_names,
    by_tag,
    class_names,
    method_names,
    python_name,
)
from tools.generate.operations.operations import Body, Operation, Parameter, Response

_WIDTH = 96

_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}
"""The client's errors for single statuses."""

_OPTION_TEXTS = {
    "timeout": "Seconds for this call, including retries; None for the client's.",
    "extra_headers": "Headers that are not in the contract.",
    "extra_query": "Query parameters that are not in the contract.",
    "extra_body": "Body properties that are not in the contract.",
}

_PAGING_TEXTS = {
    "page_size": "Number of records per request; None for the API's default.",
    "limit": "Maximum number of records to return; None for all.",
    "cursor": "Cursor to resume from: the `next_cursor` of a page.",
    "on_invalid": (
        'Whether an invalid record is an error (`"raise"`), or is skipped with a logged warning'
        ' (`"skip"`). `Page.skipped` counts skipped records.'
    ),
}

_LISTS = {
    "last-item": ({"limit", "cursor", "key"}, {"items", "item"}),
    "next-cursor": ({"cursor", "next"}, {"items", "item", "limit"}),
    "offset": ({"limit", "offset"}, {"items", "item", "total"}),
}
"""The kinds of lists, with their required and optional keys of `x-pagination`."""

_PAGING_KEYS = ("limit", "cursor", "offset")
"""The keys of `x-pagination` that name parameters."""

_BUILTINS = ("bool", "bytes", "dict", "float", "int", "list", "str")


@dataclass(frozen=True)
class Argument:
    """A method's argument, and how it is sent.

    Attributes:
        name: Its Python name.
        key: Its name in the contract.
        location: `path`, `query`, `header`, `cookie`, `body`, or `whole` for a body that is not an
            object with properties.
        props: Its value's types, except null.
        default: The Python code of its default; None if required.
        nullable: Whether null can be sent.
        description: The contract's description.
        parameter: Its parameter.
    """

    name: str
    key: str
    location: str
    props: Sequence[PropertyProtocol]
    default: str | None
    nullable: bool
    description: str
    parameter: Parameter | None = None

    @property
    def stands_for_a_record(self) -> bool:
        """Whether it is a record's id, so that the record can be passed instead."""
        return self.location == "path" and is_id(self.key)

    def annotation(self, shadowed: Iterable[str] = ()) -> str:
        """Return its annotation.

        Args:
            shadowed: Names of built-in types that are shadowed there.
        """
        types = [argument_type(one, shadowed) for one in self.props] or ["None"]
        if self.stands_for_a_record:
            types.append("WithId")
        if "Any" in types:
            types = ["Any"]
        if self.default == "None" or self.nullable:
            types.append("None")
        if self.default == "UNSET":
            types.append("Unset")
        if "Any" in types and "Unset" not in types:
            types = ["Any"]
        return " | ".join(dict.fromkeys(types))

    def declaration(self, shadowed: Iterable[str] = ()) -> str:
        """Return its code in a signature."""
        default = "" if self.default is None else f" = {self.default}"
        return f"{self.name}: {self.annotation(shadowed)}{default}"


@dataclass
class Method:
    """An operation, for its templates."""

    operation: Operation
    name: str
    tag: str
    arguments: list[Argument]
    pagination: dict[str, Any] | None
    item: PropertyProtocol | None
    record: tuple[str, str] | None
    problems: list[Problem] = field(default_factory=list[Problem])

    @property
    def positional(self) -> list[Argument]:
        """The path parameters."""
        return [one for one in self.arguments if one.location == "path"]

    @property
    def keywords(self) -> list[Argument]:
        """All other parameters, required ones first."""
        rest = [one for one in self.arguments if one.location != "path"]
        return sorted(rest, key=lambda one: one.default is not None)

    @property
    def filters(self) -> list[Argument]:
        """The parameters of a list's method, except those for pagination."""
        paging = {(self.pagination or {}).get(key) for key in _PAGING_KEYS}
        return [one for one in self.keywords if one.location != "query" or one.key not in paging]

    def local(self, name: str) -> str:
        """Return the name of a local variable that is not an argument's name."""
        return f"{name}_" if any(one.name == name for one in self.arguments) else name

    @property
    def options(self) -> list[str]:
        """The method's arguments besides its operation's parameters."""
        return [one for one in OPTIONS if one != "extra_body" or self.operation.body is not None]

    def returns(self, shadowed: Iterable[str] = ()) -> str:
        """Return the annotation of a successful call's result."""
        types = [response_type(one, shadowed) for one in self.operation.responses] or ["Any"]
        return "Any" if "Any" in types else " | ".join(dict.fromkeys(types))

    def docstring(self, *, indent: int) -> str:
        """Return the method's docstring, safe between triple quotes."""
        return _docstring(self, indent)


@dataclass(frozen=True)
class Tag:
    """A tag of the contract: one resource."""

    name: str
    class_name: str
    description: str
    methods: list[Method]

    @property
    def shadowed(self) -> set[str]:
        """Names of built-in types that are also methods of the class."""
        return {one.name for one in self.methods} & set(_BUILTINS)


def make_tags(
    contract: Contract,
    operations: Sequence[Operation],
    fields: Callable[[ModelProperty], list[Field]],
    overrides: Mapping[str, str],
) -> tuple[list[Tag], list[str], list[Problem]]:
    """Return the resources, notes about names, and problems.

    Args:
        contract: The contract.
        operations: Its operations.
        fields: Returns a model's fields.
        overrides: The methods' names from the settings, by operationId.
    """
    names, notes = method_names(operations, overrides)
    described = {
        tag["name"]: tag.get("description") or "" for tag in contract.document.get("tags", ())
    }
    tags: list[Tag] = []
    problems: list[Problem] = []
    grouped = by_tag(operations)
    classes = class_names(grouped)
    for tag, members in grouped.items():
        methods = [_Maker(contract, one, names[one.id], tag, fields).make() for one in members]
        problems += [problem for method in methods for problem in method.problems]
        text = next(filter(None, (described.get(one.tag) for one in members)), "")
        tags.append(Tag(tag, classes[tag], text, methods))
        notes += [
            f"{tag}.{method.name}({argument.name}=): the contract's {argument.key}"
            for method in methods
            for argument in method.arguments
            if argument.location != "whole" and argument.name != python_name(argument.key)
        ]
    return tags, notes, problems


class _Maker:
    """Makes an operation's method."""

    def __init__(
        self,
        contract: Contract,
        operation: Operation,
        name: str,
        tag: str,
        fields: Callable[[ModelProperty], list[Field]],
    ) -> None:
        self._contract = contract
        self._operation = operation
        self._fields = fields
        self._name = name
        self._tag = tag
        self._problems: list[Problem] = []

    def make(self) -> Method:
        pagination, item = self._pagination()
        arguments = self._arguments(pagination)
        return Method(
            operation=self._operation,
            name=self._name,
            tag=self._tag,
            arguments=arguments,
            pagination=pagination,
            item=item,
            record=self._record(arguments),
            problems=self._problems,
        )

    def _arguments(self, pagination: dict[str, Any] | None) -> list[Argument]:
        operation = self._operation
        taken = (*OPTIONS, *(PAGING if pagination else ()))
        pages = {(pagination or {}).get(key) for key in _PAGING_KEYS}
        drafts = [*map(_of_parameter, self._in_order(operation.parameters))]
        drafts += self._of_body(operation.body) if operation.body else []
        own = [(one.location, one.key) for one in drafts]
        names = argument_names(
            own,
            [
                name
                for name in taken
                if not (name in pages and ("query", name) in own)  # it replaces that parameter
            ],
        )
        return [
            Argument(
                name=name,
                key=one.key,
                location=one.location,
                props=one.props,
                default=one.default,
                nullable=one.nullable,
                description=one.description,
                parameter=one.parameter,
            )
            for name, one in zip(names, drafts, strict=True)
        ]

    def _in_order(self, parameters: Sequence[Parameter]) -> list[Parameter]:
        """Return parameters, path parameters first and in the path's order."""
        path = self._operation.path
        return sorted(
            parameters,
            key=lambda one: path.index(f"{{{one.name}}}") if one.location == "path" else len(path),
        )

    def _of_body(self, body: Body) -> Iterator[Argument]:
        fields: list[Field] = []
        if isinstance(body.prop, ModelProperty):
            defined = self._contract.definitions(place_of(body.prop))
            fields = [
                one
                for one in self._fields(body.prop)
                if not self._is_read_only(defined[key_of(one.prop)])
            ]
        all_optional = not any(one.prop.required for one in fields)
        if fields and (body.required or all_optional):
            yield from (_of_field(one, has_null=body.kind == "json") for one in fields)
            return
        nullable = body.kind == "json" and _takes_null(body.prop)
        default = None if body.required else "UNSET" if nullable else "None"
        yield Argument(
            name="body",
            key="body",
            location="whole",
            props=_values(body.prop),
            default=default,
            nullable=nullable,
            description=body.description,
        )

    def _is_read_only(self, defined: Iterable[tuple[str, Schema]]) -> bool:
        return any(self._contract.resolve(one)[1].get("readOnly") for _, one in defined)

    def _pagination(self) -> tuple[dict[str, Any] | None, PropertyProtocol | None]:
        said = self._operation.extensions.get("x-pagination")
        if said is None:
            return None, None
        place = f"{self._operation.place}/x-pagination"
        if problems := list(self._pagination_problems(said)):
            self._problems += [Problem(place, problem) for problem in problems]
            return None, None
        if self._operation.item is not None:
            return said, self._operation.item
        prop: PropertyProtocol | None = next(
            (one.prop for one in self._operation.responses if one.kind == "json"), None
        )
        for step in filter(None, str(said.get("items", "")).split(".")):
            prop = self._property(prop, step)
        if not isinstance(prop, ListProperty) or is_mapping(prop):
            self._problems.append(Problem(place, "items must name a list in the response"))
            return None, None
        return said, prop.inner_property

    def _pagination_problems(self, said: Any) -> Iterator[str]:
        """Yield the problems of an `x-pagination`: its keys, and the names that they refer to."""
        if not isinstance(said, dict):
            yield "must be an object"
            return
        others: dict[str, Any] = {**said}
        kind = others.pop("kind", None)
        if kind not in _LISTS:
            yield f"unknown kind {kind!r}"
            return
        needed, possible = _LISTS[kind]
        yield from (f"{key} is missing" for key in sorted(needed - others.keys()))
        in_query = {one.name for one in self._operation.parameters if one.location == "query"}
        for key, value in others.items():
            if key not in needed | possible:
                yield f"{key} is not allowed for this kind"
            elif not isinstance(value, str):
                yield f"{key} must be a string"
            elif key in _PAGING_KEYS and value not in in_query:
                yield f"{key} must name a query parameter, not {value!r}"

    def _property(self, prop: PropertyProtocol | None, key: str) -> PropertyProtocol | None:
        if not isinstance(prop, ModelProperty):
            return None
        found = [one.prop for one in self._fields(prop) if key_of(one.prop) == key]
        values = _values(found[0]) if found else []
        return values[0] if len(values) == 1 else None

    def _record(self, arguments: Sequence[Argument]) -> tuple[str, str] | None:
        """Return the response's property that repeats an argument, and that argument."""
        operation = self._operation
        said: Any = operation.extensions.get("x-record-id")
        by_key = {one.key: one.name for one in arguments if one.location == "path"}
        if said is False:
            return None
        if said is not None:
            rule: dict[str, Any] = {**said} if isinstance(said, dict) else {}
            parameter, key = rule.get("parameter"), rule.get("property")
            if parameter in by_key and self._answers_with(key):
                return str(key), by_key[str(parameter)]
            text = "must name a path parameter and a property that exist"
            self._problems.append(Problem(f"{operation.place}/x-record-id", text))
            return None
        last = operation.path.rpartition("/")[2]
        name = last[1:-1] if re.fullmatch(r"\{[^{}]*\}", last) else ""
        if operation.method != "GET" or not is_id(name) or not self._answers_with("id"):
            return None
        return "id", by_key[name]

    def _answers_with(self, key: object) -> bool:
        answers = [one.prop for one in self._operation.responses if one.kind == "json"]
        return bool(answers) and all(
            isinstance(one, ModelProperty) and any(key_of(f.prop) == key for f in self._fields(one))
            for one in answers
        )


def _of_parameter(parameter: Parameter) -> Argument:
    constant = _constant(parameter.prop)
    default = constant if parameter.required else "None"
    if parameter.location == "path":
        default = None
    return Argument(
        name="",
        key=parameter.name,
        location=parameter.location,
        props=_values(parameter.prop),
        default=default,
        nullable=parameter.required
        and parameter.location != "path"
        and _takes_null(parameter.prop),
        description=_described(parameter.description, parameter.default),
        parameter=parameter,
    )


def _of_field(one: Field, *, has_null: bool) -> Argument:
    nullable = has_null and _takes_null(one.prop)
    left_out = "UNSET" if nullable else "None"
    default = _constant(one.prop) if one.prop.required else left_out
    return Argument(
        name="",
        key=key_of(one.prop),
        location="body",
        props=_values(one.prop),
        default=default,
        nullable=nullable,
        description=_described(one.description, one.written_default),
    )


def is_id(key: str) -> bool:
    """Return whether a name in the contract is an id's."""
    return key == "id" or key.endswith(("_id", "Id"))


def key_of(prop: PropertyProtocol) -> str:
    """Return a property's name in the contract."""
    return prop.name.get_untrusted_value()


def _values(prop: PropertyProtocol) -> list[PropertyProtocol]:
    return [one for one in alternatives(prop) if not isinstance(one, NoneProperty)]


def _takes_null(prop: PropertyProtocol) -> bool:
    return any(
        isinstance(one, NoneProperty) or (isinstance(one, AnyProperty) and not is_mapping(one))
        for one in alternatives(prop)
    )


def _constant(prop: PropertyProtocol) -> str | None:
    """Return the code of the only allowed value, if there is only one."""
    if isinstance(prop, ConstProperty):
        return repr(prop.value.raw_value)
    if isinstance(prop, EnumProperty) and len(values := enum_values(prop)) == 1:
        return repr(values[0])
    return None


def _described(text: str, default: Any) -> str:
    if default is None:
        return text
    return f"{text} The API's default is `{json.dumps(default, ensure_ascii=False)}`.".strip()


def argument_type(prop: PropertyProtocol, shadowed: Iterable[str] = ()) -> str:
    """Return the annotation of a value that callers pass."""
    if isinstance(prop, EnumProperty):
        values = ", ".join(map(repr, enum_values(prop)))
        return f"models.{prop.class_info.name} | Literal[{values}]"
    if isinstance(prop, FileProperty):
        return "FileInput"
    return _type(prop, argument_type, shadowed)


def result_type(prop: PropertyProtocol, shadowed: Iterable[str] = ()) -> str:
    """Return the annotation of a value that callers receive."""
    if isinstance(prop, EnumProperty):
        return f"models.{prop.class_info.name}"
    return _type(prop, result_type, shadowed)


def _type(
    prop: PropertyProtocol,
    inner: Callable[[PropertyProtocol, Iterable[str]], str],
    shadowed: Iterable[str],
) -> str:
    if isinstance(prop, ModelProperty):
        return f"models.{prop.class_info.name}"
    if isinstance(prop, ListProperty) and is_mapping(prop):
        name = "builtins.dict" if "dict" in shadowed else "dict"
        return f"{name}[str, {inner(prop.inner_property, shadowed)}]"
    if isinstance(prop, ListProperty):
        name = "builtins.list" if "list" in shadowed else "list"
        return f"{name}[{inner(prop.inner_property, shadowed)}]"
    if len(types := alternatives(prop)) > 1:
        return " | ".join(dict.fromkeys(inner(one, shadowed) for one in types))
    written = code(prop)
    if isinstance(prop, ConstProperty):
        return written
    for name in shadowed:
        written = re.sub(rf"\b{name}\b", f"builtins.{name}", written)
    return written


def response_type(response: Response, shadowed: Iterable[str] = ()) -> str:
    """Return the annotation of a success response."""
    if response.prop is not None:
        return result_type(response.prop, shadowed)
    name = {"text": "str", "bytes": "bytes", "none": "None", "json": "Any"}[response.kind]
    return f"builtins.{name}" if name in shadowed else name


def decoding(response: Response) -> str:
    """Return the expression that decodes a documented success from `answer`."""
    if response.kind == "json":
        read = "None" if response.prop is None else decoder(response.prop, "{}")
        return (
            "_operation.anything(answer)" if read == "_model.anything" else f"{read}(answer.json())"
        )
    return {"text": "answer.text()", "bytes": "answer.content", "none": "None"}[response.kind]


def _docstring(method: Method, indent: int) -> str:
    operation = method.operation
    written = operation.written
    summary = (written.get("summary") or "").strip() or f"{operation.method} {operation.path}"
    parts = [_sentence(summary)]
    description = (written.get("description") or "").strip()
    if description and description.rstrip(".") != summary.rstrip("."):
        parts.append(description)
    if written.get("deprecated"):
        parts.append("Deprecated by the contract.")
    scopes = operation.extensions.get("x-required-scopes") or ()
    if scopes:
        parts.append(f"Needs a token with the scope {' or '.join(f'`{one}`' for one in scopes)}.")
    lines = [_fill(part, 0, indent) for part in parts]
    arguments = [*method.positional, *(method.filters if method.pagination else method.keywords)]
    entries = [(one.name, one.description or f"The contract's `{one.key}`.") for one in arguments]
    if method.pagination:
        entries += list(_PAGING_TEXTS.items())
    entries += [(one, _OPTION_TEXTS[one]) for one in method.options]
    lines.append(_section("Args", entries, indent))
    if method.returns() != "None":
        lines.append(_section("Returns", [("", _returned(method))], indent))
    raises = [
        (_ERRORS[status], f"{status}: {text}".strip().removesuffix(":"))
        for status, text in sorted(operation.errors.items())
        if status in _ERRORS
    ]
    raises += [
        ("APIError", "The call failed. See its subclasses."),
        ("ConfigurationError", "An argument is invalid; nothing was sent."),
    ]
    lines.append(_section("Raises", raises, indent))
    documents: dict[str, Any] = written.get("externalDocs") or {}
    docs = documents.get("url")
    source = f"Source: the contract's `{operation.id}`" + (f"; {docs}" if docs else "") + "."
    lines.append(_fill(source, 0, indent))
    text = "\n\n".join(lines)
    margin = " " * indent
    text = text.replace("\n", f"\n{margin}").replace(f"\n{margin}\n", "\n\n")
    return strings.safe_for_docstring(text)


def _returned(method: Method) -> str:
    if method.pagination:
        return "A lazy list: iterate over its records, or over its `pages()`."
    responses = method.operation.written.get("responses", {})
    for status, written in responses.items():
        if str(status).startswith("2") or status == "default":
            text = written.get("description") or ""
            if text:
                return str(text)
    return "The API's response."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _section(title: str, entries: Sequence[tuple[str, str]], indent: int) -> str:
    lines = [f"{title}:"]
    for name, text in entries:
        line = f"{name}: {text}" if name else text
        lines.append("    " + _fill(line, 8 if name else 4, indent))
    return "\n".join(lines)


def _fill(text: str, hang: int, indent: int) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width=_WIDTH - indent,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
