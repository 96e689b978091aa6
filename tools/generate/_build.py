"""Make the whole package in a directory: read, refuse, render, format, verify."""

import sys
from pathlib import Path

from openapi_python_client.config import Config
from openapi_python_client.parser import GeneratorData

from tools.generate import _document, _render, _settings, _templates, _verify
from tools.generate._contract import Contract
from tools.generate._errors import GenerationError
from tools.generate._refusals import refusals
from tools.generate._settings import Settings

PACKAGE = "anyreach_api"


def stage(name: str) -> None:
    """Say on stderr what is being done."""
    print(f"generate: {name}", file=sys.stderr, flush=True)


def build(root: Path, directory: Path) -> Path:
    """Make the package from the contract and the settings in a repository.

    Args:
        root: Where `openapi.json` and `generator-config.yaml` are.
        directory: An empty directory; the package is made in it.

    Returns:
        The package.

    Raises:
        DocumentError: The contract or the settings cannot be read.
        GenerationError: The contract, the settings, the installed generator or the result is not
            what it has to be.
    """
    stage("reading the contract")
    settings = _settings.load(root / "generator-config.yaml")
    contract = _document.load(root / "openapi.json")
    stage("checking the contract")
    data, config = _checked(contract, settings)
    stage("patching the templates")
    templates = directory / "templates"
    templates.mkdir()
    _templates.prepare(templates)
    stage("rendering the package")
    package = directory / PACKAGE
    _render.render(contract, data, config, templates, package)
    stage("formatting the package")
    _render.run_hooks(settings, package)
    stage("checking the package")
    _verify.verify(contract, data, package)
    return package


def _checked(contract: Contract, settings: Settings) -> tuple[GeneratorData, Config]:
    """Let the generator read the contract, and collect what it and we find wrong with it."""
    problems = list(refusals(contract))
    try:
        parsed = _render.parse(contract, settings)
    except GenerationError as error:
        problems += error.problems
        raise GenerationError(dict.fromkeys(problems)) from None
    if problems:
        raise GenerationError(dict.fromkeys(problems))
    return parsed
