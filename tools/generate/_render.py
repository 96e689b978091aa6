"""Run the generator in this process, with our templates, then the hooks with the pinned ruff."""

import contextlib
import io
import re
import shlex
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Any

import ruff  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
from openapi_python_client import Project
from openapi_python_client.config import ClassOverride, Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData, openapi
from openapi_python_client.parser.errors import GeneratorError, ParseError

from tools.documents import pointer
from tools.generate._contract import POINTER, Contract
from tools.generate._emit import Emitter
from tools.generate._environment import clean_environment
from tools.generate._errors import GenerationError
from tools.generate._losses import losses
from tools.generate._settings import Settings

_OPERATION = re.compile(r"WARNING parsing (\w+) (\S+) within")
_SCHEMA = re.compile(r"schema (/components/schemas/\S+?):")
_ADDRESS = re.compile(r"<\S+ object at 0x[0-9a-f]+>")

_OF_OUR_OWN = ("_model.py", "contract.py")
"""The modules that the generator does not have."""


class _Overrides(dict[str, ClassOverride]):
    """Class overrides that remember which of them were asked for."""

    def __init__(self, overrides: dict[str, ClassOverride]) -> None:
        super().__init__(overrides)
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        if key in self:
            self.used.add(key)
        return super().get(key, default)


def parse(
    contract: Contract, settings: Settings, *, all_overrides: bool = True
) -> tuple[GeneratorData, Config]:
    """Let the generator read the contract.

    Args:
        contract: The contract.
        settings: How to name things.
        all_overrides: Whether every class override has to name a class.

    Raises:
        GenerationError: The generator would leave something out, or an override names no class.
    """
    overrides = _Overrides(settings.class_overrides)
    config = Config.from_sources(
        ConfigFile(class_overrides=overrides, post_hooks=[]),
        meta_type=MetaType.NONE,
        document_source=Path("openapi.json"),
        file_encoding="utf-8",
        overwrite=False,
        output_path=None,
    )
    config.class_overrides = overrides
    try:
        with uncopied():
            data = GeneratorData.from_dict(contract.for_generator(), config=config)
    except Exception as error:  # noqa: BLE001 -- it raises anything
        raise GenerationError([f"#: the generator fails with {error!r}"]) from None
    if isinstance(data, GeneratorError):
        raise GenerationError([f"#: {data.header}: {data.detail}"])
    problems = [_describe(error) for error in data.errors]
    for collection in data.endpoint_collections_by_tag.values():
        problems += map(_describe, collection.parse_errors)
    problems += losses(contract, data)
    problems += [
        f"generator-config.yaml: class_overrides names {name}, which is no generated class"
        for name in sorted(overrides.keys() - overrides.used)
        if all_overrides
    ]
    if problems:
        raise GenerationError(problems)
    return data, config


@contextlib.contextmanager
def uncopied() -> Generator[None]:
    """Let the generator go on with an operation instead of with a copy of it, made at each step.

    The one before is never used again. A copy has all that hangs from the operation in it, every
    model included, and four fifths of the time went there in a contract of 1,000 schemas.
    """
    module: Any = openapi
    copy, module.deepcopy = module.deepcopy, _itself
    try:
        yield
    finally:
        module.deepcopy = copy


def _itself(endpoint: openapi.Endpoint) -> openapi.Endpoint:
    return endpoint


def _describe(error: ParseError) -> str:
    """Write the generator's own words on one line, with a place as near as they give one."""
    extra: dict[str, Any] = getattr(error.data, "model_extra", None) or {}
    text = _ADDRESS.sub("…", f"{error.header} {error.detail or ''}")
    operation, schema = _OPERATION.search(text), _SCHEMA.search(text)
    place = "#"
    if POINTER in extra:
        place = extra[POINTER]
    elif operation:
        place += pointer(["paths", operation[2], operation[1].lower()])
    elif schema:
        place += schema[1]
    return f"{place}: {text}"


def render(
    contract: Contract, data: GeneratorData, config: Config, templates: Path, package: Path
) -> None:
    """Write the package, unformatted, into a directory that does not exist yet.

    Raises:
        GenerationError: The generator reports anything at all.
    """
    config.output_path = package
    project = Project(openapi=data, config=config, custom_template_path=templates)
    environment: Any = project.env
    environment.globals |= Emitter(contract).globals
    with contextlib.redirect_stdout(io.StringIO()):
        errors = project.build()
    if errors:
        raise GenerationError(f"#: {error.header} {error.detail or ''}" for error in errors)
    for name in _OF_OUR_OWN:
        text = project.env.get_template(f"{name}.jinja").render()
        (package / name).write_text(text, "utf-8", newline="\n")
    (package / "py.typed").touch()


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
