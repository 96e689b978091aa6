"""Read and validate `generator-config.yaml`."""

import datetime as dt
import keyword
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from openapi_python_client.config import ClassOverride
from openapi_python_client.strings import ClassName, PythonIdentifier

from tools import documents
from tools.documents import Json
from tools.generate.contract.errors import GenerationError

FIELD_PREFIX = "field_"
"""The generator's prefix for names that are not identifiers."""

_SKIP_KEYS = ("operation", "schema", "reason", "expires")
_HOOK_OPTIONS = {"--isolated", "--no-cache"}


class Skip(NamedTuple):
    """A part of the contract that is not generated: an operation or a schema."""

    place: str
    """The entry's place in the file."""
    operation: str
    """An operationId, or a method and a path: `POST /core/files`."""
    schema: str
    """A component."""
    reason: str
    expires: dt.date | None = None
    """The last day on which the reason is valid."""

    def __str__(self) -> str:
        """Return the skipped part and the entry's place."""
        named = f"operation {self.operation}" if self.operation else f"schema {self.schema}"
        return f"{self.place}: {named}" if self.place else named


class Settings(NamedTuple):
    """The contents of `generator-config.yaml`."""

    class_overrides: dict[str, ClassOverride]
    """The names of classes, by the names that the generator would use."""
    post_hooks: list[str]
    """The ruff commands to run in the package."""
    method_names: dict[str, str]
    """The names of methods, by operationId."""
    skip: tuple[Skip, ...]
    """The skipped parts."""


def load(path: Path) -> Settings:
    """Read the settings.

    Args:
        path: The file; required.

    Raises:
        DocumentError: The file can't be read, or is not YAML.
        GenerationError: A key or value is invalid.
    """
    document: Json = documents.load(str(path))
    if not isinstance(document, dict):
        raise GenerationError([f"{path.name}: is not a mapping"])
    problems = [
        *(
            f"/{key}: is not a setting; use {', '.join(Settings._fields)}"
            for key in document.keys() - set(Settings._fields)
        ),
        *_override_problems(document.get("class_overrides", {})),
        *_hook_problems(document.get("post_hooks", [])),
        *_name_problems(document.get("method_names", {})),
        *_skip_problems(document.get("skip", [])),
    ]
    if problems:
        raise GenerationError(f"{path.name}#{problem}" for problem in sorted(problems))
    checked: Any = document
    return Settings(
        {
            name: ClassOverride(**override)
            for name, override in checked.get("class_overrides", {}).items()
        },
        checked.get("post_hooks", []),
        checked.get("method_names", {}),
        tuple(
            Skip(
                f"{path.name}#/skip/{index}",
                entry.get("operation", ""),
                entry.get("schema", ""),
                entry["reason"],
                dt.date.fromisoformat(entry["expires"]) if "expires" in entry else None,
            )
            for index, entry in enumerate(checked.get("skip", []))
        ),
    )


def _override_problems(overrides: Json) -> list[str]:
    if not isinstance(overrides, dict):
        return ["/class_overrides: is not a mapping"]
    makers = {"class_name": ClassName, "module_name": PythonIdentifier}
    problems: list[str] = []
    for name, override in overrides.items():
        place = f"/class_overrides/{name}"
        if not isinstance(override, dict) or not override:
            problems.append(f"{place}: must have class_name or module_name")
            continue
        for key, value in override.items():
            if key not in makers:
                problems.append(f"{place}/{key}: is neither class_name nor module_name")
            elif not isinstance(value, str) or makers[key](value, FIELD_PREFIX) != value:
                problems.append(f"{place}/{key}: {value!r} is not a valid {key}")
    return problems


def _hook_problems(hooks: Json) -> list[str]:
    if not isinstance(hooks, list):
        return ["/post_hooks: is not a list"]
    return [
        f"/post_hooks/{index}: must be a ruff command with {' and '.join(sorted(_HOOK_OPTIONS))}"
        for index, hook in enumerate(hooks)
        if not isinstance(hook, str)
        or not hook.startswith("ruff ")
        or not _HOOK_OPTIONS.issubset(hook.split())
    ]


def _name_problems(names: Json) -> list[str]:
    if not isinstance(names, dict):
        return ["/method_names: is not a mapping from operationIds to names"]
    return [
        f"/method_names/{operation}: {name!r} is not a method name such as send_message"
        for operation, name in names.items()
        if not isinstance(name, str)
        or PythonIdentifier(name, FIELD_PREFIX) != name
        or not name.islower()
        or name.startswith("_")
        or keyword.iskeyword(name)
    ]


def _skip_problems(entries: Json) -> list[str]:
    if not isinstance(entries, list):
        return ["/skip: is not a list"]
    return [
        f"/skip/{index}{problem}"
        for index, entry in enumerate(entries)
        for problem in _entry_problems(entry)
    ]


def _entry_problems(entry: Json) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield ": must be a mapping with operation or schema, and reason"
        return
    for key in entry.keys() - _SKIP_KEYS:
        yield f"/{key}: is not one of {', '.join(_SKIP_KEYS)}"
    if len({"operation", "schema"} & entry.keys()) != 1:
        yield ": must name an operation or a schema, not both"
    for key in ("operation", "schema", "reason"):
        value = entry.get(key, "-" if key != "reason" else None)
        if not isinstance(value, str) or not value.strip():
            yield f"/{key}: must be a non-empty string"
    try:
        dt.date.fromisoformat(str(entry.get("expires", "2000-01-01")))
    except ValueError:
        yield f"/expires: {entry['expires']!r} is not a date: write it like 2027-01-31"
