"""Import a generated package in a fresh interpreter, call its operations, and report the results.

Runs as a standalone script: `python -I -B probe.py DIRECTORY PACKAGE`.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import importlib
import inspect
import json
import pickle
import sys
import types
import typing
import uuid
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs


def main(directory: str, package: str) -> None:
    """Import the package's modules, in an order that reveals whether they are lazy."""
    sys.path.insert(0, directory)
    root = importlib.import_module(package)
    operations = json.load(sys.stdin)
    resources = importlib.import_module(f"{package}.resources")
    for one in operations:
        importlib.import_module(f"{package}.resources.{one['resource']}")
    lazy = not any(name.startswith(f"{package}.models.") for name in sys.modules)
    models = importlib.import_module(f"{package}.models")
    exported = getattr(models, "__all__", ())  # a contract may have no model
    classes = {name: getattr(models, name) for name in dir(models) if name in exported}
    calls = {
        one["id"]: [*_hint_faults(package, resources, one), *_faults(package, one)]
        for one in operations
    }
    report = {
        "enums": {name: _enum(one) for name, one in classes.items() if not attrs.has(one)},
        "models": {name: _model(one) for name, one in classes.items() if attrs.has(one)},
        "calls": calls,
        "lazy": lazy and "httpx" not in sys.modules,
        "names": [getattr(root, name).__name__ for name in root.__all__],
        "unset": _unset(root.types.UNSET),
        "errors": _errors(root.errors),
    }
    json.dump(report, sys.stdout)


def _hint_faults(package: str, resources: Any, operation: dict[str, Any]) -> Iterator[str]:
    """Yield the reasons why editors and frameworks can't read a method."""
    module = importlib.import_module(f"{package}.resources.{operation['resource']}")
    for kind in ("Resources", "AsyncResources"):
        made = getattr(getattr(resources, kind)(), operation["resource"]).__class__
        method = getattr(made, operation["method"], None)
        if method is None or made.__module__ != module.__name__:
            yield f"{kind} has no {operation['resource']}.{operation['method']}"
            continue
        try:
            typing.get_type_hints(method)
        except Exception as error:  # noqa: BLE001  any error goes into the report
            yield f"its annotations can't be resolved ({type(error).__name__})"


def _faults(package: str, operation: dict[str, Any]) -> Iterator[str]:
    """Yield the faults of an operation's requests."""
    module = importlib.import_module(f"{package}.{operation['module']}")
    if module.INFO.id != operation["id"] or not callable(module.read):
        yield "its module belongs to another operation"
    parameters = inspect.signature(module.request).parameters
    hints = typing.get_type_hints(module.request)
    required = {
        name: _sample(hints[name])
        for name, one in parameters.items()
        if one.default is inspect.Parameter.empty
    }
    everything = {name: _sample(hints[name]) for name in parameters}
    nothing = {name: None for name in parameters if type(None) in typing.get_args(hints[name])}
    for how, arguments in (
        ("with required arguments", required),
        ("with all arguments", everything),
        ("with None", required | nothing),
    ):
        try:
            request = module.request(**arguments)
            if hasattr(request.body, "encode"):
                request.body.encode()
        except Exception as error:  # noqa: BLE001  as above
            yield f"{how}: {type(error).__name__}"
            continue
        if "{" in request.path:
            yield f"{how}: a path parameter is missing"
        if how == "with required arguments":
            sent = {"query": request.query, "headers": request.headers, "body": request.body}
            for part, value in sent.items():
                if bool(value) and not operation[part]:
                    yield f"{how}: the {part} should be empty"
                if part == "body" and value is None and operation[part]:
                    yield f"{how}: the body is missing"


def _sample(hint: Any) -> Any:
    """Return a sample value of a type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        kinds = [one for one in arguments if one is not type(None) and not _is_unset(one)]
        return _sample(kinds[0]) if kinds else None
    if origin is typing.Literal:
        return arguments[0]
    if origin in {list, dict}:
        return [_sample(arguments[0])] if origin is list else {"key": 1}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and attrs.has(hint):
        signature = inspect.signature(hint)
        models = sys.modules[hint.__module__.rpartition(".")[0]]  # imported later, by name
        others = {name: getattr(models, name) for name in models.__all__}
        hints = typing.get_type_hints(hint.__init__, vars(sys.modules[hint.__module__]), others)
        return hint(
            **{
                name: _sample(hints[name])
                for name, one in signature.parameters.items()
                if one.default is inspect.Parameter.empty
            }
        )
    return copy.deepcopy(_SAMPLES.get(hint, "text"))


def _is_unset(hint: Any) -> bool:
    return getattr(hint, "__name__", "") == "Unset"


_SAMPLES: dict[Any, Any] = {
    bool: True,
    int: 1,
    float: 1.5,
    str: "text",
    bytes: b"bytes",
    dt.datetime: dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
    dt.date: dt.date(2026, 1, 2),
    uuid.UUID: uuid.UUID(int=1),
    type(None): None,
}


def _enum(enum: Any) -> dict[str, Any]:
    values = [member.value for member in enum]
    unknown = "\0unknown" if isinstance(values[0], str) else 1 + max(values)
    is_open = False
    with contextlib.suppress(ValueError):
        copied = pickle.loads(pickle.dumps(enum(unknown)))  # noqa: S301 -- dumped right here
        is_open = type(copied) is enum and copied == unknown
    return {"values": sorted(values), "open": is_open}


def _model(model: Any) -> dict[str, Any]:
    fields = attrs.fields(model)
    blank = model.__new__(model)
    for field in fields:
        setattr(blank, field.name, f"\0{field.name}\0")
    return {
        "fields": [field.alias for field in fields],
        "sensitive": [field.alias for field in fields if field.metadata.get("sensitive")],
        "shown": [field.alias for field in fields if repr(f"\0{field.name}\0") in repr(blank)],
        "slots": not hasattr(blank, "__dict__"),
    }


def _unset(unset: Any) -> bool:
    copies = (copy.copy(unset), copy.deepcopy(unset), pickle.loads(pickle.dumps(unset)))  # noqa: S301
    return not unset and repr(unset) == "<UNSET>" and all(one is unset for one in copies)


def _errors(errors: Any) -> bool:
    fault = errors.DecodeError(("agent", 1, "name"), "expected a string, got an array")
    copied = pickle.loads(pickle.dumps(fault))  # noqa: S301
    return str(copied) == "agent[1].name: expected a string, got an array"


main(*sys.argv[1:])
