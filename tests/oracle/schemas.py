"""Random schemas, and changes of them: few names and small numbers, so that much coincides."""

import copy
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tools.specdiff.inputs.values import is_array, is_object

Schema = Any
NAMES = ("a", "b", "c")
COMPONENTS = ("A", "B")
WORDS = ("x", "y", "xy", "")
_DEEPEST = 3
_SCALARS = ("string", "integer", "number", "boolean")


def schema(random: Random, depth: int = 0) -> Schema:
    """Return a random schema.

    Args:
        random: Where chance comes from.
        depth: How deep in another schema it is.
    """
    makers: list[Callable[[Random, int], Schema]] = [_scalar, _scalar, _values]
    if depth < _DEEPEST:
        makers += [_object, _object, _object, _array, _union, _union, _several, _reference]
    return random.choice(makers)(random, depth)


def _some(random: Random, chance: float, words: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    return {word: make() for word, make in words.items() if random.random() < chance}


def _scalar(random: Random, _: int) -> Schema:
    kind = random.choice(_SCALARS)
    given: dict[str, Any] = {"type": kind}

    def small() -> int:
        return random.randint(0, 3)

    if kind == "string":
        given |= _some(random, 0.25, {"minLength": small, "maxLength": small})
    elif kind != "boolean":
        words = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        given |= _some(random, 0.15, dict.fromkeys(words, small))
        given |= _some(random, 0.1, {"multipleOf": lambda: random.choice([1, 2, 0.5])})
    return given


def _values(random: Random, _: int) -> Schema:
    every = [*WORDS, 0, 1, 2, True, None]
    if random.random() < 0.4:
        return {"const": random.choice(every)}
    return {"enum": random.sample(every, random.randint(1, 3))}


def _object(random: Random, depth: int) -> Schema:
    names = random.sample(NAMES, random.randint(0, 3))
    given: dict[str, Any] = {"type": "object"}
    if names:
        given["properties"] = {name: schema(random, depth + 1) for name in names}
        needed = random.sample(names, random.randint(0, len(names)))
        given |= {"required": needed} if needed else {}
    chance = random.random()
    if chance < 0.3:
        given["additionalProperties"] = chance < 0.1 and schema(random, depth + 1)
    return given | _some(random, 0.05, {"minProperties": lambda: 1, "maxProperties": lambda: 2})


def _array(random: Random, depth: int) -> Schema:
    given: dict[str, Any] = {"type": "array"}
    given |= _some(random, 0.7, {"items": lambda: schema(random, depth + 1)})
    given |= _some(
        random,
        0.2,
        {
            "prefixItems": lambda: [schema(random, depth + 1)],
            "minItems": lambda: random.randint(0, 2),
            "maxItems": lambda: random.randint(0, 2),
            "uniqueItems": lambda: True,
        },
    )
    return given


def _union(random: Random, depth: int) -> Schema:
    options = [schema(random, depth + 1) for _ in range(random.randint(1, 3))]
    options = [one for index, one in enumerate(options) if one not in options[:index]]
    return {random.choice(["oneOf", "anyOf"]): options}


def _several(random: Random, depth: int) -> Schema:
    kinds = random.sample([*_SCALARS, "null", "object", "array"], 2)
    return random.choice([{"type": kinds}, {}, {"allOf": [schema(random, depth + 1)]}])


def _reference(random: Random, _: int) -> Schema:
    return {"$ref": f"#/components/schemas/{random.choice(COMPONENTS)}"}


def _holders(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each place of a schema within a schema: what holds it, and by which key."""
    if not is_object(value):
        return
    given = value
    places: list[tuple[Any, Any]] = [
        (given, word) for word in ("items", "additionalProperties") if word in given
    ]
    for word in ("oneOf", "anyOf", "allOf", "prefixItems"):
        places += [(given[word], index) for index in range(len(given.get(word, ())))]
    places += [(given["properties"], name) for name in given.get("properties", ())]
    for holder, key in places:
        yield holder, key
        yield from _holders(holder[key])


def changed(random: Random, given: Schema) -> Schema:
    """Return a schema with one change somewhere.

    Args:
        random: Where chance comes from.
        given: A schema, which stays as it is.
    """
    return _somewhere(random, given, _change)


def respelled(random: Random, given: Schema) -> Schema:
    """Return a schema that says the same in other words.

    Args:
        random: Where chance comes from.
        given: A schema, which stays as it is.
    """
    return _somewhere(random, given, _respell)


def _somewhere(random: Random, given: Schema, change: Callable[[Random, Any], Schema]) -> Schema:
    root: dict[str, Any] = {"": copy.deepcopy(given)}
    holder, key = random.choice([(root, ""), *_holders(root[""])])
    holder[key] = change(random, holder[key])
    return root[""]


def _change(random: Random, given: Any) -> Schema:
    other = schema(random, _DEEPEST - 1)
    choices: list[Schema] = [other, {"anyOf": [given, other]}, {"oneOf": [other, given]}]
    if is_object(given):
        words = [word for word in given if word != "type"]  # what it is without is a guess
        if words:
            gone = random.choice(words)
            choices.append({word: value for word, value in given.items() if word != gone})
        known = given
        for word in ("oneOf", "anyOf"):
            if word in known:
                options: list[Any] = known[word]
                less = [one for one in options if one is not random.choice(options)]
                more = [*options, other]
                choices += [{word: more}, {word: less or more}]
                choices.append({"oneOf" if word == "anyOf" else "anyOf": options})
        if known.get("type") == "object":
            names = list(known.get("properties", ()))
            needed = random.sample(names, random.randint(0, len(names)))
            wider = {**known.get("properties", {}), random.choice(NAMES): other}
            choices += [{**known, "required": needed}, {**known, "properties": wider}]
            choices.append({**known, "additionalProperties": random.choice([True, False, other])})
        kind = known.get("type")
        if isinstance(kind, str):
            choices.append({**known, "type": [kind, "null"]})
            fresh = _scalar(random, 0) if kind in _SCALARS else _array(random, _DEEPEST)
            if fresh["type"] == kind:
                choices += [fresh, {**known, **fresh}]
    return random.choice(choices)


def _is_constant(given: Any) -> bool:
    text = str(given)
    return ("const" in text or "enum" in text) and "type" not in text


def is_odd(given: Any) -> bool:
    """Check for a `oneOf` that the differ reads as people mean it, and not to the letter.

    To the letter, an option that is there twice takes nothing, and null beside one option that
    takes null is refused. The differ reads the first as it stands and the second as a nullable
    schema; it does not report that null is refused.

    Args:
        given: A schema.
    """
    if is_array(given):
        return any(map(is_odd, given))
    if not is_object(given):
        return False
    options: list[Any] = given.get("oneOf", [])
    null = len(options) == 2 and any(map(_is_null, options))
    twice = any(one in options[:index] for index, one in enumerate(options))
    return null or twice or any(map(is_odd, given.values()))


def _is_null(given: Any) -> bool:
    values = set(re.findall(r"None|True|\d|'[xy]*'", str(given)))
    return _is_constant(given) and values == {"None"}


def _respell(random: Random, given: Any) -> Schema:
    if isinstance(given, bool) or not given:
        return given
    wrapped: list[Schema] = [
        {"allOf": [given]}, {"anyOf": [given]}, {"oneOf": [given]}, {"allOf": [given, {}]},
        {"allOf": [given, True]},
    ]  # fmt: skip
    if "type" in given:
        wrapped.append({"anyOf": [given, given]})
    # What is constant is known as such where it is not wrapped.
    choices: list[Schema] = [] if _is_constant(given) else wrapped
    if is_object(given):
        known = given
        choices.append({**known, "description": "Words."})
        kinds: Any = known.get("type")
        if is_array(kinds):
            choices.append({"anyOf": [{**known, "type": kind} for kind in kinds]})
        if "const" in known:
            choices.append({"enum": [known["const"]]})
        listed = (word for word in ("enum", "anyOf", "oneOf", "required") if word in known)
        choices += [{**known, word: known[word][::-1]} for word in listed]
        if "enum" in known:
            choices.append({"oneOf": [{"const": value} for value in known["enum"]]})
        if known.get("type") == "object":
            choices.append({**known, "minProperties": known.get("minProperties", 0)})
            choices.append({"additionalProperties": {}, **known})
    return random.choice(choices)
