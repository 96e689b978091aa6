"""Read and write random values of every model, and one of every tagged branch of every union."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from tests.wild import received
from tests.wild.schemas import ANSWER, Schema, is_object
from tests.wild.tally import Tally
from tests.wild.validation import ValidatingContract
from tests.wild.values import FULL, LEAST, SOME, NoValueError, Values


def round_trips(contract: ValidatingContract, package: Any, seed: int) -> tuple[int, Tally]:
    """Return how many models there are, and what came of reading and writing their values."""
    tally, values = Tally(), Values(contract, seed)
    pairs = list(_models(contract, package))
    for model, schema in pairs:
        for share in (FULL, LEAST, SOME, SOME, SOME):
            value = _made(values, schema, share)
            if value is None:
                tally.unmade.append(f"{model.__name__} has no value")
            else:
                tally.add(model.__name__, _faults(model, value, schema, contract))
    return len(pairs), tally


def unions(contract: ValidatingContract, package: Any, seed: int) -> Tally:
    """Return what came of reading each tagged branch of each union inside a model."""
    tally, values = Tally(), Values(contract, seed)
    for model, schema in _models(contract, package):
        for value in tagged(contract, values, contract.resolve(schema)):
            tally.add(model.__name__, _faults(model, value, schema, contract))
    return tally


def _models(contract: ValidatingContract, package: Any) -> Iterator[tuple[Any, Schema]]:
    """Yield the model of each component that is an object with properties."""
    models = importlib.import_module(f"{package.__name__}.models")
    by_name = {_plain(name): name for name in models.__all__}
    for name, schema in contract.document.get("components", {}).get("schemas", {}).items():
        has_class = not contract.branches(schema) and contract.properties(schema)
        if has_class and _plain(name) in by_name:
            model = getattr(models, by_name[_plain(name)])
            if hasattr(model, "from_dict"):
                yield model, schema


def tagged(contract: ValidatingContract, values: Values, schema: Any) -> Iterator[Any]:
    """Yield values of a schema in which each tagged branch of each union occurs.

    Objects behind a reference are left out: they have values of their own.
    """
    if not is_object(schema):
        return
    schema = contract.unwrapped(schema)
    if "$ref" in schema:
        schema = contract.resolve(schema)
        if not contract.branches(schema) and contract.properties(schema):
            return
    yield from _branches(contract, values, schema)
    for branch in contract.branches(schema):
        yield from tagged(contract, values, branch)
    yield from ([one] for one in tagged(contract, values, schema.get("items")))
    for name, definitions in contract.properties(schema).items():
        for inner in tagged(contract, values, definitions[-1]):
            whole = _made(values, schema, LEAST)
            if is_object(whole):
                yield {**whole, name: inner}


def _branches(contract: ValidatingContract, values: Values, schema: Schema) -> Iterator[Any]:
    """Yield values of each tagged branch of a union."""
    for branch, name, tags in contract.tags(schema):
        for share in (LEAST, SOME):
            value = _made(values, branch, share)
            if is_object(value):
                yield {**value, name: value.get(name, tags[0])}


def _made(values: Values, schema: Schema, share: float) -> Any:
    try:
        return values.make(schema, share, ANSWER)
    except NoValueError:
        return None


def _faults(
    model: Any, value: dict[str, Any], schema: Schema, contract: ValidatingContract
) -> list[str]:
    try:
        read = model.from_dict(value)
        return [*received.faults(read, value, schema, contract)]
    except Exception as error:  # noqa: BLE001  whatever it is, it is a fault
        return [f"{type(error).__name__}: {error}"[:300]]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
