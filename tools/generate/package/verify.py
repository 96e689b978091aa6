"""Check the generated package against the contract: call each operation, inspect each model."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.documents import pointer
from tools.generate.contract.contract import MARK
from tools.generate.contract.errors import GenerationError, Problem
from tools.generate.models.emit import Emitter
from tools.generate.models.field import Field
from tools.generate.models.types import enum_values, place_of
from tools.generate.operations.methods import Method
from tools.generate.package.environment import clean_environment
from tools.generate.package.render import Parsed

_PROBE = Path(__file__).with_name("probe.py")
_PROMISES = {
    "lazy": "importing the resources must not import a model or httpx",
    "unset": "copies of UNSET must be UNSET, and its repr <UNSET>",
    "errors": "the errors must keep their path",
}


def verify(parsed: Parsed, package: Path) -> None:
    """Import the package in a fresh interpreter, and check it against the contract.

    Raises:
        GenerationError: The package can't be imported, or differs from the contract.
    """
    emitter = Emitter(parsed.contract)
    methods = [method for tag in parsed.tags for method in tag.methods]
    report = _probe(package, [_to_call(one) for one in methods])
    problems = [
        Problem("generated package", text)
        for promise, text in _PROMISES.items()
        if not report[promise]
    ]
    problems += [
        Problem(method.operation.place, f"the generated code fails when called: {fault}")
        for method in methods
        for fault in report["calls"][method.operation.id]
    ]
    problems += _differences(
        report["models"],
        {model.class_info.name: _expected(emitter.fields(model)) for model in parsed.models},
    )
    problems += _differences(
        report["enums"],
        {
            enum.class_info.name: {"values": sorted(enum_values(enum)), "open": True}
            for enum in parsed.enums
        },
    )
    problems += _unmarked(parsed, emitter, report["models"])
    if problems:
        raise GenerationError(problems)


def _to_call(method: Method) -> dict[str, Any]:
    """Return a call for the probe, and its expected parts."""
    operation = method.operation
    sent_always = [one for one in method.arguments if one.default not in {"None", "UNSET"}]
    return {
        "id": operation.id,
        "resource": method.tag,
        "method": method.name,
        "module": f"api.{method.tag}.{operation.module}",
        "query": any(one.location == "query" for one in sent_always),
        "headers": any(one.location in {"header", "cookie"} for one in sent_always),
        "body": operation.body is not None
        and (operation.body.required or any(one.location == "body" for one in sent_always)),
    }


def _probe(package: Path, operations: list[dict[str, Any]]) -> dict[str, Any]:
    """Run the probe.

    Raises:
        GenerationError: The package can't be imported, or its source causes a warning.
    """
    done = subprocess.run(  # noqa: S603 -- our own script, in our own interpreter
        [
            *(sys.executable, "-I", "-B", "-X", "utf8", "-W", "error::SyntaxWarning"),
            *(str(_PROBE), str(package.parent), package.name),
        ],
        input=json.dumps(operations),
        encoding="utf-8",
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        last_line = done.stderr.strip().rpartition("\n")[2]
        raise GenerationError([f"generated package: fails in a fresh interpreter: {last_line}"])
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _expected(fields: list[Field]) -> dict[str, Any]:
    return {
        "fields": [*(field.name for field in fields), "additional_properties", "nulls"],
        "sensitive": [field.name for field in fields if field.sensitive],
        "shown": [field.name for field in fields if field.is_shown],
        "slots": True,
    }


def _differences(found: dict[str, Any], expected: dict[str, Any]) -> list[Problem]:
    return [
        Problem(
            "generated package", f"models: {name} is {found.get(name)}, not {expected.get(name)}"
        )
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]


def _unmarked(parsed: Parsed, emitter: Emitter, models: dict[str, Any]) -> Iterator[Problem]:
    """Yield marked properties whose field lost the mark, found independently of `emit`."""
    made = {place_of(model): model for model in parsed.models}
    for place, schema in parsed.contract.schemas:
        owner, _, name = place.rpartition("/properties/")
        model = made.get(re.sub(r"(/allOf/\d+)+$", "", owner))
        if model is None or "/" in name or not schema.get("description", "").startswith(MARK):
            continue
        for field in emitter.fields(model):
            is_it = pointer([field.prop.name.get_untrusted_value()]) == f"/{name}"
            if is_it and field.name not in models[model.class_info.name]["sensitive"]:
                yield Problem(place, f"{model.class_info.name}.{field.name} lost its mark")
