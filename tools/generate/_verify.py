"""Hold the generated package against the contract and the promises of our templates."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_python_client.parser import GeneratorData
from openapi_python_client.strings import PythonIdentifier

from tools.documents import pointer
from tools.generate._contract import MARK, Contract
from tools.generate._emit import Emitter, Field, enum_values, place_of
from tools.generate._environment import clean_environment
from tools.generate._errors import GenerationError
from tools.generate._settings import FIELD_PREFIX

_PROBE = Path(__file__).with_name("_probe.py")
_PROMISES = {
    "lazy": "importing the models imports one of them, or an operation imports httpx",
    "unset": "UNSET does not survive copying, or is not <UNSET>",
    "errors": "the errors lose their path, or show a body",
    "client": "the client shows its token",
}


def verify(contract: Contract, data: GeneratorData, package: Path) -> None:
    """Import the package in a fresh interpreter, and check what it turned out to be.

    Raises:
        GenerationError: It cannot be imported, or is not what was to be generated.
    """
    operations = {
        f"{tag}.{PythonIdentifier(endpoint.name, FIELD_PREFIX)}": endpoint
        for tag, collection in data.endpoint_collections_by_tag.items()
        for endpoint in collection.endpoints
    }
    emitter = Emitter(contract)
    report = _probe(package, list(operations))
    problems = [problem for promise, problem in _PROMISES.items() if not report[promise]]
    problems += _differences(
        "api",
        report["operations"],
        {name: emitter.operation(endpoint)["operationId"] for name, endpoint in operations.items()},
    )
    problems += _differences(
        "models",
        report["models"],
        {model.class_info.name: _expected(emitter.fields(model)) for model in data.models},
    )
    problems += _differences(
        "models",
        report["enums"],
        {
            enum.class_info.name: {"values": sorted(enum_values(enum)), "open": True}
            for enum in data.enums
        },
    )
    problems += _unmarked(contract, data, report["models"])
    if problems:
        raise GenerationError(f"generated package: {problem}" for problem in problems)


def _probe(package: Path, operations: list[str]) -> dict[str, Any]:
    """Run the probe.

    Raises:
        GenerationError: The package cannot be imported, or its source draws a warning.
    """
    done = subprocess.run(  # noqa: S603 -- our own script, in our own interpreter
        [
            *(sys.executable, "-I", "-B", "-X", "utf8", "-W", "error::SyntaxWarning"),
            *(str(_PROBE), str(package.parent), package.name),
        ],
        input=" ".join(operations),
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
        "fields": [*(field.name for field in fields), "additional_properties"],
        "sensitive": [field.name for field in fields if field.sensitive],
        "shown": [field.name for field in fields if field.is_shown],
        "slots": True,
    }


def _differences(place: str, found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    return [
        f"{place}: {name} is {found.get(name)}, not {expected.get(name)}"
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]


def _unmarked(contract: Contract, data: GeneratorData, models: dict[str, Any]) -> Iterator[str]:
    """Yield the marked properties whose field does not carry the mark, by another way than emit."""
    made = {place_of(model): model for model in data.models}
    for place, schema in contract.schemas():
        owner, _, name = place.rpartition("/properties/")
        model = made.get(re.sub(r"(/allOf/\d+)+$", "", owner))
        if model is None or "/" in name or not schema.get("description", "").startswith(MARK):
            continue
        properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
        for prop in properties:
            is_it = pointer([prop.name.get_untrusted_value()]) == f"/{name}"
            if is_it and prop.python_name not in models[model.class_info.name]["sensitive"]:
                yield f"{model.class_info.name}.{prop.python_name} lost the mark of {place}"
