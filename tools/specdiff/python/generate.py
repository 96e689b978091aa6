"""Read one side as `python -m tools.generate` does, and collect facts about the package."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from tools.documents import DocumentError, pointer
from tools.generate.contract import document as _document
from tools.generate.contract import settings as _settings
from tools.generate.contract.advice import spared
from tools.generate.contract.errors import GenerationError
from tools.generate.contract.parts import Operation, operations, used
from tools.generate.contract.settings import Settings, Skip
from tools.generate.contract.skips import leave_out
from tools.generate.models.types import ANNOTATED, code, enum_members, leaves, place_of
from tools.generate.operations.code import method_returns, method_signature
from tools.generate.operations.methods import Argument, Method, Tag, key_of
from tools.generate.package import build, render
from tools.generate.package.pins import wrong_pins
from tools.specdiff.python.facts import ClassFacts, Facts, MethodFacts, Source, nothing

_VARIABLE = re.compile(r"\{[^{}]*\}")
_SETTINGS = Path(__file__).parents[3] / "generator-config.yaml"


def generate(source: Source, directory: Path) -> Facts:
    """Collect the facts about a package without writing it.

    Args:
        source: The input of the generator.
        directory: An empty directory to work in.

    Returns:
        The facts, or the reason why it cannot be generated.
    """
    if problems := wrong_pins():
        return nothing(problems)
    try:
        return _generate(source, directory)
    except GenerationError as error:
        return nothing([one.removeprefix("openapi.json") for one in error.problems])
    except DocumentError as error:
        return nothing([str(error)])
    except Exception as error:  # noqa: BLE001 - the generator raises anything
        return nothing([f"the generator fails with {type(error).__name__}"])


def _generate(source: Source, directory: Path) -> Facts:
    """Read the parts that can be generated; skip the rest, as the settings could."""
    settings = _read(source.settings, directory)

    def understood(document: Any, _: bool) -> render.Parsed:  # noqa: FBT001 - a callback
        return build.understand(_document.check(document), settings, all_overrides=False).parsed

    wanted = leave_out(source.document, settings.skip)[0]
    parsed, more = spared(wanted, understood)
    facts = _Noted(parsed).facts()
    facts["left_out"] = dict(_left_out(source.document, [*settings.skip, *more]))
    facts["spared"] = list(_spared(source.document, more))
    return facts


def _left_out(document: Any, skips: Iterable[Skip]) -> Iterator[tuple[str, str]]:
    """Yield each skipped part, with the reason and a digest of its content."""
    for skip in skips:
        parts = [one for one in operations(document) if skip.operation in one.names]
        if skip.schema:
            schema = document["components"]["schemas"].get(skip.schema)
            parts.append(Operation("", "", (), schema))
        said = {
            f"{kind} {name}": document["components"].get(kind, {}).get(name)
            for part in parts
            for kind, name in used(document, part)
        }
        text = json.dumps([[one.value for one in parts], said], sort_keys=True)
        name = skip.operation or f"the schema {skip.schema}"
        yield f"{name} ({skip.reason})", hashlib.sha256(text.encode()).hexdigest()


def _spared(document: Any, skips: Iterable[Skip]) -> Iterator[str]:
    """Yield the keys of skipped operations and the pointers of skipped schemas."""
    for skip in skips:
        if skip.schema:
            yield pointer(["components", "schemas", skip.schema])
        for one in operations(document):
            if skip.operation in one.names:
                yield f"{one.method.upper()} {_VARIABLE.sub('{}', one.path)}"


def _read(settings: str | None, directory: Path) -> Settings:
    if settings is None:
        return _settings.load(_SETTINGS)
    file = directory / _SETTINGS.name
    file.write_text(settings, "utf-8")
    return _settings.load(file)


class _Noted:
    """Collects the parts of a package, with their places in the contract."""

    def __init__(self, parsed: render.Parsed) -> None:
        self._parsed = parsed
        self._contract = parsed.contract

    def facts(self) -> Facts:
        facts = nothing([])
        spread: set[str] = set()
        for tag in self._parsed.tags:
            for method in tag.methods:
                facts["methods"][f"{tag.name}.{method.name}"] = self._method(tag, method)
                if (body := method.operation.body) and any(map(_is_field, method.arguments)):
                    spread.update(_classes([body.prop]))
        for model in self._parsed.models:
            facts["classes"][model.class_info.name] = self._model(model)
        for enum in self._parsed.enums:
            facts["classes"][enum.class_info.name] = self._enum(enum)
        held = [one["uses"] for one in facts["classes"].values()]
        held += [
            used for one in facts["methods"].values() for used in (one["sends"], one["receives"])
        ]
        for name in spread.difference(*held):
            facts["classes"][name]["is_spread"] = True
        return facts

    def _model(self, model: ModelProperty) -> ClassFacts:
        place = place_of(model)
        fields = self._parsed.emitter.fields(model)
        defined = self._contract.definitions(place)
        places = {one.name: defined[key_of(one.prop)][0][0] for one in fields}
        extra = model.additional_properties
        held = [*(one.prop for one in fields), *([extra] if extra else [])]
        members = [(one.name, one.value_type, one.default, True) for one in fields]
        others = f"dict[str, {code(extra, ANNOTATED) if extra else 'Any'}]"
        return {
            "pointer": place.removeprefix("#"),
            "kind": "model",
            "members": [*members, ("additional_properties", others, None, False)],
            "fields": {name: where.removeprefix("#") for name, where in places.items()},
            "sensitive": [one.name for one in fields if one.sensitive],
            "uses": _classes(held),
            "is_spread": False,
        }

    def _enum(self, enum: EnumProperty) -> ClassFacts:
        return {
            "pointer": place_of(enum).removeprefix("#"),
            "kind": enum.value_type.__name__,
            "members": enum_members(enum),
            "fields": {},
            "sensitive": [],
            "uses": [],
            "is_spread": False,
        }

    def _method(self, tag: Tag, method: Method) -> MethodFacts:
        operation = method.operation
        sent = [prop for one in method.arguments for prop in one.props]
        answers = [one.prop for one in operation.responses if one.prop is not None]
        returned = method_returns(method, tag, is_async=False)
        return {
            "label": f"{operation.method} {operation.path}",
            "key": f"{operation.method} " + _VARIABLE.sub("{}", operation.path),
            "operation": operation.id,
            "signature": f"({method_signature(method, tag)}) -> {returned}",
            "pointer": operation.place.removeprefix("#"),
            "parameters": {
                name: place.removeprefix("#") for name, place in self._places(method).items()
            },
            "sent_as": {one.name: f"{one.location} {one.key}" for one in method.arguments},
            "sends": _classes(sent),
            "receives": _classes(answers),
        }

    def _places(self, method: Method) -> dict[str, str]:
        """Return the places of a method's parameters."""
        given = method.arguments
        places = {one.name: one.parameter.place for one in given if one.parameter is not None}
        if body := method.operation.body:
            fields: dict[str, list[tuple[str, Any]]] = {}
            if isinstance(body.prop, ModelProperty) and any(map(_is_field, given)):
                fields = self._contract.definitions(place_of(body.prop))
            for one in given:
                if one.parameter is None:
                    places[one.name] = fields[one.key][0][0] if fields else body.place
        return places


def _is_field(argument: Argument) -> bool:
    return argument.location == "body"


def _classes(properties: Iterable[PropertyProtocol]) -> list[str]:
    found = (one for one in leaves(properties) if isinstance(one, ModelProperty | EnumProperty))
    return sorted({str(one.class_info.name) for one in found})
