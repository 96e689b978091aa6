"""Read and write random values of every model, and one of every tagged branch of every union."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from tests.wild import received
from tests.wild.calls import Tally
from tests.wild.schemas import ANSWER, Contract, Schema
from tests.wild.values import FULL, LEAST, SOME, NoValueError, Values


def round_trips(contract: Contract, package: Any, seed: int) -> tuple[int, Tally]:
    """Return how many models there are, and what came of reading and writing their values."""
    tally, values = Tally(), Values(contract, seed)
    pairs = list(_models(contract, package))
    for model, schema in pairs:
        for share in (FULL, LEAST, SOME, SOME, SOME):
            try:
                value = values.make(schema, share, ANSWER)
            except NoValueError as error:
                tally.unmade.append(f"{model.__name__}: {error}")
                continue
            if isinstance(value, dict):
                tally.add(model.__name__, _faults(model, value, schema, contract))
    return len(pairs), tally


def unions(contract: Contract, package: Any, seed: int) -> Tally:
    """Return what came of reading each tagged branch of each union in the properties of models."""
    tally, values = Tally(), Values(contract, seed)
    for model, schema in _models(contract, package):
        for name, definitions in contract.properties(schema).items():
            for value in _tagged(contract, values, definitions[-1]):
                what = f"{model.__name__}.{name}"
                try:
                    whole = values.make(schema, LEAST, ANSWER)
                except NoValueError as error:
                    tally.unmade.append(f"{what}: {error}")
                    break
                tally.add(what, _faults(model, {**whole, name: value}, schema, contract))
    return tally


def _models(contract: Contract, package: Any) -> Iterator[tuple[Any, Schema]]:
    """Yield the model of each component that is an object with properties."""
    models = importlib.import_module(f"{package.__name__}.models")
    by_name = {_plain(name): name for name in models.__all__}
    for name, schema in contract.document.get("components", {}).get("schemas", {}).items():
        is_object = not contract.branches(schema) and contract.properties(schema)
        if is_object and _plain(name) in by_name:
            model = getattr(models, by_name[_plain(name)])
            if hasattr(model, "from_dict"):
                yield model, schema


def _tagged(contract: Contract, values: Values, schema: Schema) -> Iterator[Any]:
    """Yield a value of each tagged branch of the union that a schema is, or whose array it is."""
    for branch, name, tags in contract.tags(schema):
        for share in (LEAST, SOME):
            try:
                value = values.make(branch, share, ANSWER)
            except NoValueError:
                continue
            if isinstance(value, dict):
                value.setdefault(name, tags[0])
                yield value
    inner = contract.resolve(schema).get("items")
    if isinstance(inner, dict):
        yield from ([one] for one in _tagged(contract, values, inner))


def _faults(model: Any, value: dict[str, Any], schema: Schema, contract: Contract) -> list[str]:
    try:
        read = model.from_dict(value)
        return [*received.faults(read, value, schema, contract)]
    except Exception as error:  # noqa: BLE001  whatever it is, it is a fault
        return [f"{type(error).__name__}: {error}"[:300]]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
