"""Parse the contract with the generator, and write the package from our templates."""

from __future__ import annotations

import ast
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import ruff  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
from openapi_python_client import strings
from openapi_python_client.config import ClassOverride, Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.parser.properties import (
    EnumProperty,
    ModelProperty,
    Schemas,
    build_schemas,
    property_from_data,
)
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.schema import OpenAPI, Reference
from openapi_python_client.schema import Schema as WrittenSchema
from openapi_python_client.schema.untrusted_string import UntrustedString

from tools.generate.contract.contract import POINTER, Contract, Schema
from tools.generate.contract.errors import GenerationError, Problem
from tools.generate.contract.settings import Settings
from tools.generate.contract.simplify import simplify
from tools.generate.models.emit import Emitter
from tools.generate.models.losses import losses
from tools.generate.models.types import place_of
from tools.generate.operations import code
from tools.generate.operations.methods import Tag, key_of, make_tags
from tools.generate.operations.naming import python_name
from tools.generate.operations.operations import Operation, read_operations, written_url
from tools.generate.package.environment import clean_environment

TEMPLATES = Path(__file__).parents[1] / "templates"

_STATIC = (
    *("_json", "_model", "_operation", "_paging", "_resource"),
    *("errors", "redaction", "types"),
)
"""The modules that are the same for every contract."""


@dataclass(frozen=True)
class Parsed:
    """A contract, parsed by the generator.

    Attributes:
        contract: The contract.
        models: Its models.
        enums: Its enums.
        operations: Its operations.
        tags: Its resources.
        notes: Messages about names.
        emitter: The data of its models' fields.
    """

    contract: Contract
    models: list[ModelProperty]
    enums: list[EnumProperty]
    operations: list[Operation]
    tags: list[Tag]
    notes: list[str]
    emitter: Emitter


class _Overrides(dict[str, ClassOverride]):
    """Class overrides that record which of them were used."""

    def __init__(self, overrides: Mapping[str, ClassOverride]) -> None:
        super().__init__(overrides)
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        if key in self:
            self.used.add(key)
        return super().get(key, default)


class _Types:
    """The generator's types for the contract's schemas."""

    def __init__(self, contract: Contract, settings: Settings) -> None:
        self.overrides = _Overrides(settings.class_overrides)
        self.config = Config.from_sources(
            ConfigFile(class_overrides=self.overrides, post_hooks=[]),
            meta_type=MetaType.NONE,
            document_source=Path("openapi.json"),
            file_encoding="utf-8",
            overwrite=False,
            output_path=None,
        )
        self.config.class_overrides = self.overrides
        self.written = Contract(simplify(contract))
        document = OpenAPI.model_validate(self.written.document)
        components = (document.components and document.components.schemas) or {}
        self.schemas: Schemas = build_schemas(
            components=components, schemas=Schemas(), config=self.config
        )
        self.problems = [
            _described(error, "#/components/schemas")
            for error in self.schemas.errors
            if "have the same python_name" not in str(error.detail)  # which is reported by name
        ]

    def of(self, name: str, place: str, schema: Schema, parent: str) -> PropertyProtocol | Problem:
        """Return the type of a schema outside the components, or the problem."""
        written: Any = self.written.at(place) if place else schema
        data: Any = (
            Reference.model_validate(written)
            if "$ref" in written
            else WrittenSchema.model_validate(written)
        )
        prop, schemas = property_from_data(
            name=UntrustedString(name),
            required=True,
            data=data,
            schemas=self.schemas,
            parent_name=parent,
            config=self.config,
        )
        if isinstance(prop, PropertyError):
            return _described(prop, place)
        self.schemas = schemas
        return prop


def parse(contract: Contract, settings: Settings, *, all_overrides: bool = True) -> Parsed:
    """Parse the contract with the generator.

    Args:
        contract: The contract, with alternatives distributed.
        settings: The settings.
        all_overrides: Whether every override must match.

    Raises:
        GenerationError: Something can't be generated, or an override matches nothing.
    """
    types = _Types(contract, settings)
    operations, problems = read_operations(contract, types.of)
    classes = types.schemas.classes_by_name.values()
    models = [one for one in classes if isinstance(one, ModelProperty)]
    enums = [one for one in classes if isinstance(one, EnumProperty)]
    emitter = Emitter(contract, models)
    problems = [*types.problems, *problems]
    problems = problems or list(losses(types.written, models, enums))
    if problems:
        raise GenerationError(problems)
    tags, notes, wrong = make_tags(contract, operations, emitter.fields, settings.method_names)
    problems += wrong
    problems += [
        Problem(
            "generator-config.yaml", f"class_overrides names {name}, which is not a generated class"
        )
        for name in sorted(types.overrides.keys() - types.overrides.used)
        if all_overrides
    ]
    known = {operation.id for operation in operations}
    problems += [
        Problem("generator-config.yaml", f"method_names names {name}, which is not an operationId")
        for name in sorted(settings.method_names.keys() - known)
        if all_overrides
    ]
    notes += [
        f"{model.class_info.name}.{field.name}: the contract's {key_of(field.prop)}"
        for model in models
        for field in emitter.fields(model)
        if field.name != python_name(key_of(field.prop))
    ]
    if problems:
        raise GenerationError(problems)
    return Parsed(contract, models, enums, operations, tags, notes, emitter)


def _described(error: Any, place: str) -> Problem:
    """Convert the generator's error to a problem, with its schema's place."""
    data = error.data
    extra: dict[str, Any] = getattr(data, "model_extra", None) or {}
    where = str(extra.get(POINTER, place))
    text = " ".join(f"{error.header} {error.detail or ''}".split())
    if isinstance(data, Reference):
        return Problem(where, text, because_of=data.ref.get_untrusted_value())
    return Problem(where, text)


def render(parsed: Parsed, package: Path) -> None:
    """Write the unformatted package into a new directory.

    Raises:
        GenerationError: A template's result is not Python. The error has the place in the contract.
    """
    environment: Any = jinja2.Environment(  # pyright does not know its globals
        loader=jinja2.FileSystemLoader(TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        autoescape=False,  # noqa: S701  Python, not HTML: the templates escape what they embed
    )
    answers = [one.prop for operation in parsed.operations for one in operation.responses]
    places = [place_of(one) for one in answers if isinstance(one, ModelProperty)]
    emitter = Emitter(parsed.contract, parsed.models, places)
    environment.globals.update(emitter.globals, **_globals(parsed))

    broken: list[Problem] = []

    def write(path: str, template: str, place: str = "#", **context: Any) -> None:
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text: str = environment.get_template(f"{template}.jinja").render(context)
        target.write_text(text, "utf-8", newline="\n")
        try:
            ast.parse(text)
        except SyntaxError as error:
            fault = f"its module would not be valid Python ({error.msg}, line {error.lineno})"
            broken.append(Problem(place, fault, "skip it, and report this bug"))

    write("__init__.py", "package_init.py")
    write("contract.py", "contract.py")
    (package / "py.typed").touch()
    for name in _STATIC:
        write(f"{name}.py", f"{name}.py")
    for model in parsed.models:
        write(f"models/{model.class_info.module_name}.py", "model.py", place_of(model), model=model)
    for enum in parsed.enums:
        kind = "int_enum.py" if enum.value_type is int else "str_enum.py"
        write(f"models/{enum.class_info.module_name}.py", kind, enum=enum)
    write("models/__init__.py", "models_init.py", models=parsed.models, enums=parsed.enums)
    write("api/__init__.py", "docstring.py", text="The operations of the contract, by tag.")
    write("resources/__init__.py", "resources_init.py")
    for tag in parsed.tags:
        text = f"The operations of the tag {tag.name}."
        write(f"api/{tag.name}/__init__.py", "docstring.py", text=text)
        write(f"resources/{tag.name}.py", "resource.py", tag=tag)
        for method in tag.methods:
            operation = method.operation
            path = f"api/{tag.name}/{operation.module}.py"
            write(path, "operation.py", operation.place, method=method)
    if broken:
        raise GenerationError(broken)


def _globals(parsed: Parsed) -> dict[str, Any]:
    """Return the names for the templates of operations and resources."""
    document = parsed.contract.document
    return {
        "decoders": code.decoders,
        "doc": _doc,
        "imports": code.imports,
        "info": code.info,
        "mappings": code.mappings,
        "method_lines": code.method_lines,
        "method_returns": code.method_returns,
        "method_signature": code.method_signature,
        "paths": code.paths,
        "py": repr,
        "reading": code.reading,
        "request_lines": code.request_lines,
        "version": str(document.get("info", {}).get("version", "")),
        "server_url": written_url((document.get("servers") or [{"url": "/"}])[0]),
        "signature": code.signature,
        "summary": code.summary,
        "tags": parsed.tags,
        "title": document["info"]["title"],
    }


def _doc(text: str) -> str:
    """Return a text on one line, safe between triple quotes whatever its end."""
    safe = strings.safe_for_docstring(" ".join(text.split()))
    return f"{safe} " if safe.endswith('"') else safe


def run_hooks(settings: Settings, package: Path) -> None:
    """Run the post hooks in the package.

    Raises:
        GenerationError: ruff fails.
    """
    for hook in settings.post_hooks:
        done = subprocess.run(  # noqa: S603 -- ruff, and no shell
            [ruff.find_ruff_bin(), *shlex.split(hook)[1:]],
            cwd=package,
            env=clean_environment(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            message = (done.stderr or done.stdout).decode("utf-8", "replace")
            raise GenerationError([f"`{hook}` fails: {message}"])
