"""Find parts of schemas that the generated models would lose, misread or hide."""

import re
from collections.abc import Iterator
from typing import Any

from tools.generate.contract.contract import MARK, Contract, Schema, everything, walk
from tools.generate.contract.errors import Problem
from tools.generate.contract.simplify import is_endless, says_a_type
from tools.generate.models.names import collisions

_NEAR_MARK = re.compile(r"[\W_]*sensitive(?![^\W_])", re.IGNORECASE)

_STRUCTURE = ("allOf", "anyOf", "const", "enum", "items", "oneOf", "properties")
"""Keywords beside a `$ref` that change a value's type."""

_UNIONS = ("anyOf", "oneOf")
_EXAMPLES = ("example", "examples")
_EXTENSIONS = ("x-record", "x-sensitive-scope")


def schema_refusals(contract: Contract) -> Iterator[Problem]:
    """Yield the problems of the schemas.

    Args:
        contract: The contract, with alternatives distributed.
    """
    for place, schema in contract.schemas:
        if isinstance(schema.get("$ref"), str):
            yield from _reference(contract, place, schema)
        if not schema.keys().isdisjoint(("allOf", *_UNIONS)):
            yield from _unions(contract, place, schema)
        yield from _properties(contract, place, schema)
        if not schema.keys().isdisjoint(_EXTENSIONS):
            yield from _extensions(contract, place, schema)
    yield from _marks(contract)
    yield from _lost_marks(contract)


def _reference(contract: Contract, place: str, schema: Schema) -> Iterator[Problem]:
    """Yield a reference's problems."""
    target = schema["$ref"]
    if not target.startswith("#/"):
        yield Problem(place, f"{target} is in another document", "copy the schema into this one")
    elif contract.target(target) is None:
        yield Problem(place, f"{target} leads nowhere", "add the schema, or correct the reference")
    is_since_3_1 = not str(contract.document.get("openapi", "3.1")).startswith("3.0")
    if is_since_3_1 and (lost := [key for key in _STRUCTURE if key in schema]):
        fix = "put both into an allOf"
        yield Problem(place, f"{', '.join(lost)} beside $ref would be lost", fix)


def _unions(contract: Contract, place: str, schema: Schema) -> Iterator[Problem]:
    """Yield the alternatives that classes can't represent."""
    fix = "list each alternative with all its properties"
    unions = [key for key in _UNIONS if any(map(says_a_type, schema.get(key, ())))]
    if len(unions) > 1:
        yield Problem(place, "anyOf and oneOf in one schema would be merged", fix)
    if unions and schema.get("properties"):
        yield Problem(place, f"the properties beside {unions[0]} would be lost", fix)
    parts = [contract.resolve(part)[1] for part in schema.get("allOf", ())]
    members = [part for part in parts if says_a_type(part)]
    is_object = any(part.get("properties") or part.get("allOf") for part in [schema, *members])
    unions = [
        key for part in members for key in _UNIONS if any(map(says_a_type, part.get(key, ())))
    ]
    if unions and is_object and (len(members) > 1 or schema.get("properties")):
        yield Problem(place, f"the {unions[0]} in its allOf would be lost", fix)


def _properties(contract: Contract, place: str, schema: Schema) -> Iterator[Problem]:
    """Yield the properties of an object that would have the same name."""
    if "$ref" in schema or "/allOf/" in place or not schema.keys() & {"allOf", "properties"}:
        return
    definitions = contract.definitions(place)
    for name in collisions(definitions):
        where = definitions[name][0][0]
        yield Problem(where, "another property becomes the same attribute", "remove one of them")


def _extensions(contract: Contract, place: str, schema: Schema) -> Iterator[Problem]:
    """Yield the problems of an object's extensions from the Overlay document."""
    if "x-record" in schema:
        found = contract.definitions(place).get(schema["x-record"])
        if not found:
            yield Problem(f"{place}/x-record", "is not a property of the object")
        elif any(contract.is_sensitive(one) for _, one in found):
            yield Problem(f"{place}/x-record", "names a sensitive property, which can be withheld")
    if not isinstance(schema.get("x-sensitive-scope", ""), str):
        yield Problem(f"{place}/x-sensitive-scope", "must be the name of a scope")


def _marks(contract: Contract) -> Iterator[Problem]:
    """Yield descriptions with a misspelled mark, or with a mark that has no effect."""
    schemas = {id(schema) for _, schema in contract.schemas}
    for place, schema in contract.schemas:
        description = schema.get("description", "")
        if not _NEAR_MARK.match(description):
            continue
        if not description.startswith(MARK):
            text = f"almost starts with {MARK!r}: the mark would be lost"
            yield Problem(f"{place}/description", text)
        elif not _has_effect(place, schema):
            yield Problem(f"{place}/description", f"the mark {MARK!r} has no effect here")
    marked = {
        id(value)
        for value in everything(contract.document)
        if isinstance(value, dict)
        and id(value) not in schemas
        and isinstance(description := value.get("description"), str)
        and _NEAR_MARK.match(description)
    }
    for place, value in walk("#", contract.document, _EXAMPLES) if marked else ():
        if id(value) in marked:
            text = f"{MARK!r} only has an effect in a property's schema"
            yield Problem(f"{place}/description", text)


def _has_effect(place: str, schema: Schema) -> bool:
    """Return whether the generated models can honour a schema's mark."""
    if "/parameters/" in place or "/headers/" in place:
        return False
    return (
        _is_object(schema) or "/properties/" in place or place.startswith("#/components/schemas/")
    )


def _is_object(schema: Schema) -> bool:
    return "object" in schema.get("type", ()) or "properties" in schema


def _lost_marks(contract: Contract) -> Iterator[Problem]:
    """Yield places where a mark is not in a property's schema but reached from elsewhere."""
    for place, root in contract.roots():
        if "/responses/" not in place or root.get("description", "").startswith(MARK):
            continue
        for schema in contract.whole(root):
            is_marked = schema.get("description", "").startswith(MARK)
            if is_marked and not _is_object(schema):
                text = f"the mark {MARK!r} has no effect on a response that is not an object"
                yield Problem(place, text, "return an object with it as a property")
                break
    for place, schema in contract.roots():
        if is_endless(contract, place) and any(map(_is_marked, _reached(contract, schema))):
            text = "refers to itself with no object in between: its mark would be lost"
            yield Problem(place, text, "put an object with properties in between")


def _is_marked(schema: Schema) -> bool:
    return str(schema.get("description", "")).startswith(MARK)


def _reached(contract: Contract, schema: Schema) -> Iterator[Schema]:
    """Yield all parts of a schema, including properties and references."""
    waiting: list[Any] = [schema]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [contract.resolve(part)[1] for part in contract.whole(one)]
            waiting += one.get("properties", {}).values()
