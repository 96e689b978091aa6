"""Two contracts made up for the campaign: odd names everywhere, and all that can be sent."""

from __future__ import annotations

import re
from typing import Any

_STRING: dict[str, Any] = {"type": "string"}
_INTEGER: dict[str, Any] = {"type": "integer"}
_TIME = {"type": "string", "format": "date-time"}
_UUID = {"type": "string", "format": "uuid"}
_FILE = {"type": "string", "format": "binary"}
_ENUM = {"type": "string", "enum": ["one", "two words", "three/slashed"]}
_NULL = {"type": "null"}
_PET, _CAR = ({"$ref": f"#/components/schemas/{name}"} for name in ("Pet", "Car"))
_FORM = "application/x-www-form-urlencoded"

_SCALARS = {
    "text": _STRING,
    "integer": _INTEGER,
    "boolean": {"type": "boolean"},
    "number": {"type": "number"},
    "time": _TIME,
    "date": {"type": "string", "format": "date"},
    "uuid": _UUID,
    "enum": _ENUM,
    "number_enum": {"type": "integer", "enum": [1, 2, 30]},
}
_RECORD = {
    "type": "object",
    "properties": {"role": _STRING, "age": _INTEGER, "at": _TIME},
    "required": ["role"],
    "additionalProperties": False,
}

_TAGS = (
    *("Resource", "Options", "Pages", "any", "models", "api", "list", "Async Foo", "Foo", "a_1"),
    *("a1", "A 1", "import", "close", "request", "ünï", "", "123", "self", "class", "Mapping"),
    *("UNSET", "Unset", "UUID", "FileInput", "Literal", "Resources", "str", "int", "property"),
)
_METHODS = (
    *("__init__", "list", "close", "mro", "__class__", "_client", "_call", "get-it!", "None"),
    *("self", "for", "日本", "print", "async", "a.b.c", "getÄ", "1x", "models", "datetime"),
)
_QUERIES = (
    *("from", "class", "self", "timeout", "extra_query", "request", "operation", "query", "list"),
    *("headers", "fields", "models", "builtins", "id", "query_id", "A-b", "a b", "a_b", "_x"),
    *("y[]", "y[a]", "1st", "ünï", "None", "INFO", "UNSET", "Options", "str", "Any", "client"),
    *("DateCreated", "DateCreated<", "DateCreated>", "_client", "_operation", "limit", "cursor"),
)
_PROPERTIES = ("id", "body", "from", "timeout", "self", "content")


class _Paths:
    """The paths of a contract, filled one operation at a time."""

    def __init__(self) -> None:
        self.paths: dict[str, Any] = {}
        self.count = 0

    def add(self, path: str, method: str = "get", **written: Any) -> None:
        """Add an operation; parameters of the path that are not described are texts."""
        self.count += 1
        written = {"responses": {"200": _json(_RECORD)}, **written}
        parameters = written.setdefault("parameters", [])
        described = {one["name"] for one in parameters if one.get("in") == "path"}
        parameters += [
            _parameter(name, "path", required=True)
            for name in re.findall(r"\{(.*?)\}", path)
            if name not in described
        ]
        self.paths.setdefault(path, {})[method] = written

    def sends(
        self, path: str, schema: Any, media_type: str = "application/json", **said: Any
    ) -> None:
        """Add two operations with a body: one may be left out, one must be given."""
        for required in (False, True):
            body = {"content": {media_type: {"schema": schema, **said}}, "required": required}
            name = f"send{self.count}"
            self.add(f"{path}/{required}", "post", operationId=name, tags=["t"], requestBody=body)


def odd_names() -> dict[str, Any]:
    """Return a contract whose names collide with each other and with what is generated."""
    paths = _Paths()
    for path, name, tag in (
        ("/one", "getDup", "Dup"),
        ("/two", "getDup", "Dup"),
        ("/three", "get_dup", "Dup"),
        ("/four", "getDup", "Other"),
    ):
        paths.add(path, operationId=name, tags=[tag])
    for path in ("/x/{a}", "/x/{b}/", "/x/{a-b}/{a_b}", "/", "/{only}"):
        paths.add(path)
    for tag in _TAGS:
        paths.add(f"/t/{paths.count}", operationId=f"get{paths.count}", tags=[tag])
        paths.add(f"/t/{paths.count}", operationId=f"list {tag}", tags=[tag])
    for name in _METHODS:
        paths.add(f"/m/{paths.count}", operationId=name, tags=["methods"])
    parameters = [_parameter(name, "query") for name in _QUERIES]
    parameters += [_parameter("id", location) for location in ("header", "cookie")]
    body = {"type": "object", "properties": dict.fromkeys(_PROPERTIES, _STRING)}
    paths.add(
        *("/names", "post"),
        operationId="import",
        parameters=parameters,
        requestBody={"content": {"application/json": {"schema": body}}},
    )
    return _contract(paths)


def all_that_is_sent() -> dict[str, Any]:
    """Return a contract with every kind of parameter, body and answer."""
    paths = _Paths()
    _parameters(paths)
    _bodies(paths)
    _answers(paths)
    return _contract(paths)


def _parameters(paths: _Paths) -> None:
    locations = ("query", "header", "cookie")
    for name, schema in _SCALARS.items():
        for required in (False, True):
            parameters = [_parameter(one, one, schema, required=required) for one in locations]
            in_path = _parameter("p", "path", schema, required=True)
            paths.add(f"/scalar/{name}/{required}/{{p}}", parameters=[*parameters, in_path])
        nullable = [_parameter(one, one, {"anyOf": [schema, _NULL]}) for one in locations]
        paths.add(f"/null/{name}", parameters=nullable)
    for style, explode in (
        *(("form", True), ("form", False)),
        *(("spaceDelimited", False), ("pipeDelimited", False)),
    ):
        lists = [
            _parameter(name, "query", _list(schema), style=style, explode=explode)
            for name, schema in _SCALARS.items()
            if name not in {"enum", "text"} or style == "form"  # a space within is ambiguous
        ]
        paths.add(f"/lists/{style}/{explode}", parameters=lists)
    texts = {"type": "object", "additionalProperties": _STRING}
    deep = [_parameter(name, "query", _RECORD, style="deepObject") for name in ("a", "b")]
    paths.add("/deep", parameters=[*deep, _parameter("c", "query", texts, style="deepObject")])
    for style in ("simple", "label", "matrix"):
        for explode in (False, True):
            for name, schema in (
                *(("list", _list(_STRING)), ("object", _RECORD)),
                *(("text", _STRING), ("integer", _INTEGER)),
            ):
                said = {"style": style, "explode": explode, "required": True}
                path = f"/path/{style}/{explode}/{name}/{{v}}/end"
                paths.add(path, parameters=[_parameter("v", "path", schema, **said)])
    for explode in (False, True):
        for location in ("header", "query"):
            one = _parameter("X-Record", location, _RECORD, explode=explode)
            paths.add(f"/record/{location}/{explode}", parameters=[one])
    paths.add("/glued/{Sid}.json")
    paths.add("/glued/{b}-{a}", parameters=[_parameter("a", "path", _INTEGER, required=True)])
    integers = _list(_INTEGER)
    lists = [
        _parameter("X-L", "header", integers),
        _parameter("l", "cookie", integers, explode=False),
    ]
    paths.add("/lists", parameters=lists)
    contents = [
        {"name": name, "in": location, "content": {"application/json": {"schema": schema}}}
        for name, location, schema in (
            ("f", "query", _RECORD),
            ("X-F", "header", _RECORD),
            ("a", "query", {}),
        )
    ]
    paths.add("/content", parameters=contents)
    reserved = _parameter("r", "query", allowReserved=True)
    union = _parameter("u", "query", {"oneOf": [_INTEGER, _STRING, _list(_STRING)]})
    empty = _parameter("e", "query", allowEmptyValue=True)
    quoted = _parameter("d", "query", {"type": "string", "default": 'it\'s "q" \\'})
    paths.add("/more", parameters=[reserved, union, empty, quoted])
    constants = [
        _parameter("version", "query", {"const": 'v1 "q" \\ {x}'}, required=True),
        _parameter("X-V", "header", {"type": "string", "enum": ["only"]}, required=True),
    ]
    paths.add("/constants", parameters=constants)
    ignored = ("Accept", "content-type", "AUTHORIZATION")
    paths.add("/ignored", parameters=[_parameter(one, "header", required=True) for one in ignored])
    paths.add("/server", servers=[{"url": "https://other.example/v2"}])
    paths.add("/item")
    paths.add("/item", "post", parameters=[_parameter("p", "query")])
    paths.paths["/item"] |= {
        "servers": [{"url": "https://path.example"}],
        "parameters": [{"$ref": "#/components/parameters/P"}],
    }


def _bodies(paths: _Paths) -> None:
    record = {
        "type": "object",
        "required": ["text", "null"],
        "properties": {
            **_SCALARS,
            "null": {"type": ["string", "null"]},
            "optional": {"type": ["integer", "null"]},
            "enum_or_null": {"anyOf": [_ENUM, _NULL]},
            "constant": {"const": "fixed"},
            "pet": _PET,
            "pets": _list(_PET),
            "free": {"type": "object"},
            "any": {},
            "map": {"type": "object", "additionalProperties": _TIME},
            "read": {**_STRING, "readOnly": True},
            "written": {**_STRING, "writeOnly": True},
        },
    }
    optional = {"type": "object", "properties": {"a": _STRING, "b": {"type": ["string", "null"]}}}
    for name, schema in (
        *(("record", record), ("optional", optional), ("reference", _PET), ("any", {})),
        *(("nullable", {"anyOf": [_PET, _NULL]}), ("union", {"oneOf": [_PET, _CAR]})),
        *(("text", _STRING), ("nullable_text", {"type": ["string", "null"]})),
        *(("integer", _INTEGER), ("nullable_integer", {"type": ["integer", "null"]})),
        *(("time", _TIME), ("nullable_time", {"anyOf": [_TIME, _NULL]}), ("enum", _ENUM)),
        *(("list", _list(_PET)), ("free", {"type": "object"}), ("boolean", {"type": "boolean"})),
        ("map", {"type": "object", "additionalProperties": _INTEGER}),
        ("all", {"allOf": [_PET, {"required": ["more"], "properties": {"more": _STRING}}]}),
    ):
        paths.sends(f"/json/{name}", schema)
    for media_type in ("application/merge-patch+json", "application/json; charset=utf-8"):
        paths.sends(f"/json/{media_type[-5:]}", record, media_type)
    fields = {
        **_SCALARS,
        "list": _list(_STRING),
        "record": _RECORD,
        "null": {"type": ["string", "null"]},
    }
    form = {"type": "object", "required": ["text"], "properties": fields}
    upload = {**form, "properties": {**fields, "file": _FILE, "files": _list(_FILE)}}
    for name, media_type in (("form", _FORM), ("parts", "multipart/form-data")):
        paths.sends(f"/{name}", form, media_type)
        paths.sends(f"/{name}/optional", optional, media_type)
    types = {"file": {"contentType": "image/png, image/jpeg"}}
    paths.sends("/parts/files", upload, "multipart/form-data", encoding=types)
    paths.sends("/bytes", _FILE, "application/octet-stream")
    paths.sends("/bytes/range", _FILE, "audio/*")
    paths.sends("/text", _STRING, "text/plain")
    both = {_FORM: {"schema": form}, "application/json": {"schema": record}}
    paths.add("/both", "post", requestBody={"content": both})
    paths.add("/no_schema", "post", requestBody={"content": {"application/json": {}}})
    paths.add("/shared", "post", requestBody={"$ref": "#/components/requestBodies/Shared"})
    paths.sends("/delete", optional)


def _answers(paths: _Paths) -> None:
    text, empty = {"schema": _STRING}, {"description": "Nothing."}
    of_text = {"text/plain": text, "text/html": text}
    answers: dict[str, dict[str, Any]] = {
        "none": {"204": empty},
        "no_content": {"200": empty},
        "two": {"200": _json(_STRING), "202": empty},
        "two_models": {"200": _json(_PET), "201": _json(_CAR)},
        "range": {"2XX": _json(_list(_TIME)), "4XX": _json(_STRING)},
        "default": {"default": _json(_PET)},
        "text": {"200": {"description": "Text.", "content": of_text}},
        "bytes": {"200": {"description": "Bytes.", "content": {"audio/mpeg": {}}}},
        "events": {"200": {"description": "Events.", "content": {"text/event-stream": text}}},
        "anything": {"200": _json({})},
        "reference": {"200": {"$ref": "#/components/responses/Text"}},
        "tagged": {"200": _json({"oneOf": [_PET, _CAR]})},
        "nullable": {"200": _json({"anyOf": [_PET, _NULL]})},
        "errors": {"404": _json(_STRING)},
        "titles": {"200": _json(_titled(_titled(_INTEGER)))},
        "title": {"200": _json(_list(_titled(_ENUM)))},
    }
    for name, responses in answers.items():
        paths.add(f"/answers/{name}", responses=responses)
    mixed = {"application/pdf": {}, "application/json": text}
    paths.add("/answers/mixed", responses={"200": {"description": "Either.", "content": mixed}})
    paths.add("/answers/head", "head", responses={"200": _json(_STRING)})


def _contract(paths: _Paths) -> dict[str, Any]:
    pet = {"kind": {"const": "pet"}, "name": _STRING, "born": _TIME}
    car = {"kind": {"type": "string", "enum": ["car", "truck"]}, "wheels": _INTEGER}
    body = {"content": {"application/json": {"schema": _PET}}, "required": True}
    return {
        "openapi": "3.1.0",
        "info": {"title": 'Made up, """ and \\', "version": "1"},
        "servers": [
            {"url": "https://{region}.example.com", "variables": {"region": {"default": "eu"}}}
        ],
        "paths": paths.paths,
        "components": {
            "schemas": {
                "Pet": {"type": "object", "required": ["kind", "name"], "properties": pet},
                "Car": {"type": "object", "required": ["kind"], "properties": car},
            },
            "parameters": {"P": _parameter("p", "query", _INTEGER, required=True)},
            "requestBodies": {"Shared": body},
            "responses": {"Text": _json(_STRING)},
        },
    }


def _parameter(name: str, location: str, schema: Any = _STRING, **said: Any) -> dict[str, Any]:
    return {"name": name, "in": location, "schema": schema, **said}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _titled(inner: Any) -> dict[str, Any]:
    return {"type": "object", "title": "Pet", "properties": {"inner": inner}}


def _json(schema: Any) -> dict[str, Any]:
    return {"description": "An answer.", "content": {"application/json": {"schema": schema}}}
