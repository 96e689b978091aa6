"""One random pair of schemas: what the differ says of it, and what values say."""

import copy
import json
from random import Random
from typing import Any, NamedTuple

from tests.oracle.schemas import COMPONENTS, Schema, changed, is_odd, respelled, schema
from tests.oracle.values import Described
from tests.tools.specdiff.contracts import Json, report, request_of, response_of
from tools.specdiff.inputs.values import is_array, is_object
from tools.specdiff.levels import COMPATIBLE

_VALUES = 12


class Pair(NamedTuple):
    """Two schemas with what they refer to."""

    base: Schema
    revision: Schema
    old: Json
    """The component schemas of the base."""
    new: Json
    """Those of the revision."""
    same: bool = False
    """The revision says the same in other words."""


def pair(seed: int) -> Pair:
    """Make a random pair.

    Args:
        seed: Where chance comes from.
    """
    random = Random(seed)
    while is_odd(list(found := _pair(random))):
        pass
    return found


def _pair(random: Random) -> Pair:
    old = {name: _no_reference(random) for name in COMPONENTS}
    base = schema(random)
    revision, new, same = base, copy.deepcopy(old), random.random() < 0.25
    if same:
        for _ in range(random.randint(1, 3)):
            revision = respelled(random, revision)
    elif random.random() < 0.15:
        revision = schema(random)
    else:
        for _ in range(random.randint(1, 2)):
            revision = changed(random, revision)
        if random.random() < 0.2:
            name = random.choice(COMPONENTS)
            new[name] = _no_reference(random)
    return Pair(base, revision, old, new, same)


def _no_reference(random: Random) -> Schema:
    while True:
        found = schema(random, 1)
        if "$ref" not in json.dumps(found):
            return found


def contradiction(given: Pair, seed: int = 0) -> str | None:
    """Look for a value that tells against the verdict on a pair.

    Args:
        given: The pair.
        seed: Where the values come from.

    Returns:
        What is wrong, None where nothing was found.
    """
    random = Random(seed)
    for sense, make in (("request", request_of), ("response", response_of)):
        base = make(given.base, components={"schemas": given.old})
        revision = make(given.revision, components={"schemas": given.new})
        verdict = report(base, revision).verdict["api"]
        if given.same and verdict != COMPATIBLE:
            return f"{sense}: the same in other words is not compatible"
        if verdict != COMPATIBLE:
            continue
        sides = [(given.base, given.old), (given.revision, given.new)]
        if sense == "response":
            # A reader copes with what is two of the forms at once as it does with either.
            sides = [(given.revision, given.new), (_inclusive(given.base), _inclusive(given.old))]
        written, read = (Described(*side) for side in sides)
        for value in written.values(random, _VALUES):
            if not read.admits(value):
                return f"{sense}: compatible, but {json.dumps(value)} is refused"
    return None


def _inclusive(value: Any) -> Any:
    if is_object(value):
        return {
            "anyOf" if word == "oneOf" else word: _inclusive(member)
            for word, member in value.items()
        }
    return [_inclusive(item) for item in value] if is_array(value) else value
