"""Read `generator-config.yaml`, in which every key has to mean something."""

from pathlib import Path
from typing import Any, NamedTuple

from openapi_python_client.config import ClassOverride
from openapi_python_client.strings import ClassName, PythonIdentifier

from tools import documents
from tools.documents import Json
from tools.generate._errors import GenerationError

FIELD_PREFIX = "field_"
"""What the generator puts before a name that would be no identifier."""

_HOOK_OPTIONS = {"--isolated", "--no-cache"}


class Settings(NamedTuple):
    """The content of `generator-config.yaml`."""

    class_overrides: dict[str, ClassOverride]
    """The names to give to classes, by the names that the generator would give."""
    post_hooks: list[str]
    """The ruff commands to run in the package."""
    method_names: dict[str, str] = {}  # noqa: RUF012  a tuple's default
    """The names to give to methods, by operationId."""


def load(path: Path) -> Settings:
    """Read the settings.

    Args:
        path: The file; one that is missing is refused like a wrong one.

    Raises:
        DocumentError: It cannot be read, or is not YAML.
        GenerationError: A key or a value has no meaning.
    """
    document: Json = documents.load(str(path))
    if not isinstance(document, dict):
        raise GenerationError([f"{path.name}: is not a mapping"])
    problems = [
        *(
            f"/{key}: is no setting; the settings are {', '.join(Settings._fields)}"
            for key in document.keys() - set(Settings._fields)
        ),
        *_override_problems(document.get("class_overrides", {})),
        *_hook_problems(document.get("post_hooks", [])),
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
    )


def _override_problems(overrides: Json) -> list[str]:
    if not isinstance(overrides, dict):
        return ["/class_overrides: is not a mapping"]
    makers = {"class_name": ClassName, "module_name": PythonIdentifier}
    problems: list[str] = []
    for name, override in overrides.items():
        place = f"/class_overrides/{name}"
        if not isinstance(override, dict) or not override:
            problems.append(f"{place}: holds neither class_name nor module_name")
            continue
        for key, value in override.items():
            if key not in makers:
                problems.append(f"{place}/{key}: is neither class_name nor module_name")
            elif not isinstance(value, str) or makers[key](value, FIELD_PREFIX) != value:
                problems.append(f"{place}/{key}: {value!r} is not a {key} that the generator keeps")
    return problems


def _hook_problems(hooks: Json) -> list[str]:
    if not isinstance(hooks, list):
        return ["/post_hooks: is not a list"]
    return [
        f"/post_hooks/{index}: is not a ruff command with {' and '.join(sorted(_HOOK_OPTIONS))}"
        for index, hook in enumerate(hooks)
        if not isinstance(hook, str)
        or not hook.startswith("ruff ")
        or not _HOOK_OPTIONS.issubset(hook.split())
    ]
