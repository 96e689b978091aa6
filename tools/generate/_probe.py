"""Import a generated package in a fresh interpreter, and print as JSON what it turned out to be.

It runs as a script, alone: `python -I -B _probe.py DIRECTORY PACKAGE`.
"""

import contextlib
import copy
import importlib
import json
import pickle
import sys
from typing import Any

import attrs


def main(directory: str, package: str) -> None:
    """Import what is in the package, in the order in which laziness shows."""
    sys.path.insert(0, directory)
    root = importlib.import_module(package)
    models = importlib.import_module(f"{package}.models")
    lazy = not any(name.startswith(f"{package}.models.") for name in sys.modules)
    exported = getattr(models, "__all__", ())  # a contract may have no model
    classes = {name: getattr(models, name) for name in dir(models) if name in exported}
    report = {
        "enums": {name: _enum(one) for name, one in classes.items() if not attrs.has(one)},
        "models": {name: _model(one) for name, one in classes.items() if attrs.has(one)},
        "operations": {one: _operation(f"{package}.api.{one}") for one in sys.stdin.read().split()},
        "lazy": lazy and "httpx" not in sys.modules,
        "names": [getattr(root, name).__name__ for name in root.__all__],
        "unset": _unset(root.types.UNSET),
        "errors": _errors(root.errors),
        "client": _client(importlib.import_module(f"{package}.client")),
    }
    json.dump(report, sys.stdout)


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
        "fields": [field.name for field in fields],
        "sensitive": [field.name for field in fields if field.metadata.get("sensitive")],
        "shown": [field.name for field in fields if repr(f"\0{field.name}\0") in repr(blank)],
        "slots": not hasattr(blank, "__dict__"),
    }


def _unset(unset: Any) -> bool:
    copies = (copy.copy(unset), copy.deepcopy(unset), pickle.loads(pickle.dumps(unset)))  # noqa: S301
    return not unset and repr(unset) == "<UNSET>" and all(one is unset for one in copies)


def _operation(name: str) -> str | None:
    module = importlib.import_module(name)
    return module.OPERATION_ID if callable(module._parse_success) else None  # noqa: SLF001


def _errors(errors: Any) -> bool:
    status = errors.UnexpectedStatus(500, b"canary")
    fault = errors.DecodeError(("agent", 1, "name"), "expected a string, got an array")
    copied = pickle.loads(pickle.dumps(fault))  # noqa: S301
    return (
        "canary" not in str(status)
        and str(copied) == "agent[1].name: expected a string, got an array"
        and isinstance(fault, ValueError)
    )


def _client(client: Any) -> bool:
    one = client.AuthenticatedClient(base_url="https://api.invalid", token="canary")  # noqa: S106
    return "canary" not in repr(one.with_headers({"Authorization": "canary"}))


main(*sys.argv[1:])
