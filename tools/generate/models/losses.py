"""Find parts of the contract that the generator did not understand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openapi_python_client.parser.properties import EnumProperty, ModelProperty

from tools.generate.contract.contract import POINTER, Contract
from tools.generate.contract.errors import Problem
from tools.generate.contract.simplify import TAKEN
from tools.generate.models.types import place_of


def losses(
    document: Contract, models: Sequence[ModelProperty], enums: Sequence[EnumProperty]
) -> Iterator[Problem]:
    """Yield the parts of the contract that the generator would not write.

    Args:
        document: The contract passed to the generator.
        models: The generator's models.
        enums: The generator's enums.
    """
    yield from _classes([*models, *enums])
    yield from _missing_schemas(document, models, enums)


def _classes(classes: Sequence[ModelProperty | EnumProperty]) -> Iterator[Problem]:
    """Yield the classes that would overwrite or hide each other."""
    modules: dict[str, str] = {}
    names: dict[str, str] = {}
    for prop in classes:
        name, module = prop.class_info.name, prop.class_info.module_name
        fix = "rename it in class_overrides in generator-config.yaml"
        if name in TAKEN or str(name) == str(module):
            yield Problem(
                "#", f"the class name {name} is already used in the generated modules", fix
            )
        for known, key in ((modules, module), (names, name.casefold())):
            other = known.setdefault(key, name)
            if other != name:
                yield Problem("#", f"the classes {other} and {name} share a file", fix)
                break


def _missing_schemas(
    document: Contract, models: Sequence[ModelProperty], enums: Sequence[EnumProperty]
) -> Iterator[Problem]:
    made = {*map(place_of, models), *map(place_of, enums)}
    for schema in document.components("schemas").values():
        is_class = "properties" in schema or "enum" in schema
        if is_class and schema[POINTER] not in made:
            yield Problem(schema[POINTER], "its class would not be generated")
