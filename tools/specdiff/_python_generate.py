"""Generate one side as `python -m tools.generate` would, unformatted, and note what it is from."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.schema import UntrustedString
from openapi_python_client.strings import PythonIdentifier

from tools.documents import DocumentError
from tools.generate import _build, _document, _render, _settings, _skips, _templates
from tools.generate._contract import POINTER, Contract
from tools.generate._emit import same_path
from tools.generate._errors import GenerationError
from tools.generate._pins import wrong_pins
from tools.generate._settings import FIELD_PREFIX
from tools.generate._types import leaves, place_of, properties_of
from tools.specdiff._python_facts import ClassFacts, Facts, OperationFacts, nothing

_VARIABLE = re.compile(r"\{[^{}]*\}")
_SETTINGS = Path(__file__).parents[2] / "generator-config.yaml"


class _Marked(Contract):
    """A contract whose schemas are described to the generator by their pointers.

    Of an enum it keeps the description, and no extension.
    """

    def for_generator(self) -> dict[str, Any]:
        copy = super().for_generator()
        for _, schema in Contract(copy).schemas():
            schema["description"] = schema[POINTER]
        return copy


def generate(document: Any, directory: Path) -> Facts:
    """Generate a package into `directory / "package"`.

    Args:
        document: The contract.
        directory: An empty directory.

    Returns:
        What is known about it, or why it cannot be generated.
    """
    if problems := wrong_pins():
        return nothing(problems)
    try:
        return _generate(document, directory)
    except GenerationError as error:
        return nothing([one.removeprefix("openapi.json") for one in error.problems])
    except DocumentError as error:
        return nothing([str(error)])
    except Exception as error:  # noqa: BLE001 - the generator raises anything
        return nothing([f"the generator fails with {type(error).__name__}"])


def _generate(document: Any, directory: Path) -> Facts:
    settings = _settings.load(_SETTINGS)
    kept, _ = _skips.leave_out(document, settings.skip)
    contract = _Marked(_document.check(kept).document)
    plan = _build.understand(contract, settings, all_overrides=False)
    templates = directory / "templates"
    templates.mkdir()
    _templates.prepare(templates)
    _render.render(contract, plan.data, plan.config, templates, directory / "package")
    facts = nothing([])
    for model in plan.data.models:
        facts["classes"][model.class_info.name] = _model(contract, model)
    for enum in plan.data.enums:
        facts["classes"][enum.class_info.name] = {
            "pointer": _text(enum.description).removeprefix("#"),
            "module": enum.class_info.module_name,
            "kind": enum.value_type.__name__,
            "fields": {},
            "uses": [],
        }
    for tag, collection in plan.data.endpoint_collections_by_tag.items():
        for endpoint in collection.endpoints:
            name = f"{tag}.{PythonIdentifier(endpoint.name, FIELD_PREFIX)}"
            facts["operations"][name] = _operation(contract, endpoint)
    return facts


def _text(text: UntrustedString | None) -> str:
    return text.get_untrusted_value() if text else ""


def _model(contract: Contract, model: ModelProperty) -> ClassFacts:
    place = place_of(model)
    properties = {prop.name.get_untrusted_value(): prop for prop in properties_of(model)}
    defined = contract.definitions(place)
    held = [*properties.values(), *filter(None, [model.additional_properties])]
    return {
        "pointer": place.removeprefix("#"),
        "module": model.class_info.module_name,
        "kind": "model",
        "fields": {
            str(properties[name].python_name): places[0][0].removeprefix("#")
            for name, places in defined.items()
        },
        "uses": _classes(held),
    }


def _operation(contract: Contract, endpoint: Endpoint) -> OperationFacts:
    place, path, method, operation = next(
        found
        for found in contract.operations()
        if found[2] == endpoint.method and same_path(found[1], endpoint)
    )
    places = _parameters(contract, place)
    parameters = {
        str(prop.python_name): places[location.value, prop.name.get_untrusted_value()]
        for location, prop in endpoint.iter_all_parameters()
    }
    if endpoint.bodies:
        body = contract.resolve(operation["requestBody"], f"{place}/requestBody")[0]
        parameters["body"] = body
    sent = [prop for _, prop in endpoint.iter_all_parameters()]
    return {
        "label": f"{method.upper()} {path}",
        "key": f"{method} " + _VARIABLE.sub("{}", path),
        "pointer": place.removeprefix("#"),
        "parameters": {name: where.removeprefix("#") for name, where in parameters.items()},
        "sends": _classes([*sent, *(body.prop for body in endpoint.bodies)]),
        "receives": _classes(response.prop for response in endpoint.responses),
    }


def _parameters(contract: Contract, place: str) -> dict[tuple[str, str], str]:
    """Return the places of an operation's parameters by location and name."""
    found: dict[tuple[str, str], str] = {}
    for holder in (place, place.rpartition("/")[0]):
        for index, written in enumerate(contract.at(holder).get("parameters", ())):
            where, parameter = contract.resolve(written, f"{holder}/parameters/{index}")
            found.setdefault((parameter["in"], parameter["name"]), where)
    return found


def _classes(properties: Iterable[PropertyProtocol]) -> list[str]:
    found = (one for one in leaves(properties) if isinstance(one, ModelProperty | EnumProperty))
    return sorted({str(one.class_info.name) for one in found})
