"""Find what the contract says and the generator would lose, misread or break, in silence."""

import re
from collections.abc import Iterator
from typing import Any

from tools.documents import pointer
from tools.generate._contract import METHODS, Contract, Schema
from tools.generate._names import collisions, python_name, unwritable
from tools.generate._schema_refusals import schema_refusals

_OPERATION_NAMES = {
    "body",
    "client",
    "cookies",
    "errors",
    "headers",
    "kwargs",
    "params",
    "quote",
    "response",
    "url",
}
"""Local names of the generated functions, so that no parameter can be called so."""


def refusals(contract: Contract) -> Iterator[str]:
    """Yield what has to change before the package can be generated: JSON pointer and reason."""
    yield from _forgotten_parts(contract)
    yield from _operations(contract)
    yield from _parameters(contract)
    yield from schema_refusals(contract)


def _forgotten_parts(contract: Contract) -> Iterator[str]:
    """Yield the parts of a document that the generator does not read at all."""
    for place, part, kind in (
        ("#/webhooks", contract.document.get("webhooks"), "webhooks are"),
        ("#/components/callbacks", contract.components("callbacks"), "callbacks are"),
        ("#/components/pathItems", contract.components("pathItems"), "path items by $ref are"),
    ):
        if part:
            yield f"{place}: {kind} not generated"
    for index, server in enumerate(contract.document.get("servers", [])):
        if "{" in server["url"]:
            yield f"#/servers/{index}/url: variables in a server's URL are not generated"
    known = {*METHODS, "summary", "description", "parameters"}
    for path, item in contract.document["paths"].items():
        place = f"#{pointer(['paths', path])}"
        for key in item:
            if key not in known and not key.startswith("x-"):
                yield f"{place}/{key}: is not generated"
        if re.search(r"[{}]", re.sub(r"\{[a-zA-Z_-][a-zA-Z0-9_-]*\}", "", path)):
            yield f"{place}: has a parameter whose name the generator does not recognise"


def _operations(contract: Contract) -> Iterator[str]:
    """Yield what is wrong with operations, parameters aside."""
    names: list[tuple[str, str]] = []
    for place, _, _, operation in contract.operations():
        operation_id = operation.get("operationId")
        if operation_id:
            names.append((f"{place}/operationId", operation_id))
        else:
            yield f"{place}: has no operationId"
        for key in ("callbacks", "servers"):
            if operation.get(key):
                yield f"{place}/{key}: {key} of an operation are not generated"
        statuses = [str(status) for status in operation.get("responses", {})]
        if not any(status.startswith("2") or status == "default" for status in statuses):
            yield f"{place}/responses: documents no 2xx answer"
        for status, response in operation.get("responses", {}).items():
            yield from _content(*contract.resolve(response, f"{place}/responses/{status}"))
        if "requestBody" in operation:
            yield from _content(*contract.resolve(operation["requestBody"], f"{place}/requestBody"))
    yield from collisions(names, "operationId")


def _content(place: str, body: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the media types of a body."""
    content = body.get("content", {})
    if "schema" in body:
        yield f"{place}/schema: belongs into content, and would be ignored"
    for media_type, media in content.items():
        essence = media_type.split(";")[0].strip()
        if essence != "application/json" and not essence.endswith("+json"):
            yield f"{place}{pointer(['content', media_type])}: only JSON is generated"
        elif "schema" not in media:
            yield f"{place}{pointer(['content', media_type])}: has no schema, and would be ignored"
    if len(content) > 1:
        yield f"{place}/content: only the first of several media types is generated"


def _parameters(contract: Contract) -> Iterator[str]:
    """Yield what is wrong with the parameters of every operation."""
    for place, path, _, operation in contract.operations():
        item = contract.document["paths"][path]
        names: dict[tuple[str, str], str] = {}
        for holder, base in ((operation, place), (item, place.rpartition("/")[0])):
            for index, written in enumerate(holder.get("parameters", ())):
                where, parameter = contract.resolve(written, f"{base}/parameters/{index}")
                key = (parameter.get("in", ""), parameter.get("name", ""))
                if key not in names:
                    names[key] = where
                    yield from (
                        f"{where}: {problem}" for problem in _parameter(contract, parameter)
                    )
        places = [(where, name) for (_, name), where in names.items()]
        yield from collisions(places, "parameter")
        taken = _OPERATION_NAMES | {f"json_{python_name(name)}" for _, name in places}
        for where, name in places:
            if python_name(name) in taken:
                yield f"{where}: the name {name} is taken in the generated functions"
            if not name or unwritable(name):
                yield f"{where}: the name is empty or has an invisible character"


def _parameter(contract: Contract, parameter: dict[str, Any]) -> Iterator[str]:
    """Yield what the generator would not see in one parameter."""
    location = parameter.get("in", "")
    if "schema" not in parameter:
        yield "has no schema, and would not be generated"
        return
    usual = "form" if location in {"query", "cookie"} else "simple"
    if parameter.get("style", usual) != usual:
        yield f"the style {parameter['style']} is not generated"
    for key in ("allowReserved", "allowEmptyValue"):
        if parameter.get(key):
            yield f"{key} is not generated"
    shape = _shape(contract, parameter["schema"])
    if shape > 1:
        yield "is an object or an array of arrays, and these are generated in bodies only"
    elif shape == 1 and location != "query":
        yield f"is an array, and arrays are not generated in a {location}"
    elif shape == 1 and parameter.get("explode") is False:
        yield "is an array without explode, and would be sent with it"


def _shape(contract: Contract, schema: Schema) -> int:
    """Return 0 for a schema of scalars, 1 for one that admits arrays of them, 2 for any other."""
    waiting, seen, deepest = [(0, schema)], set[tuple[int, int]](), 0
    while waiting:
        depth, written = waiting.pop()
        one = contract.resolve(written)[1]
        if (depth, id(one)) in seen:
            continue
        seen.add((depth, id(one)))
        types = one.get("type", ())
        if "object" in types or "properties" in one or depth > 1:
            return 2
        deepest = max(deepest, depth)
        if "array" in types:
            waiting.append((depth + 1, one.get("items", {})))
        for keyword in ("allOf", "anyOf", "oneOf"):
            waiting += [(depth, part) for part in one.get(keyword, ())]
    return deepest
