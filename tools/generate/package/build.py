"""Build the package in two steps: read and validate, then render, format and verify."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tools import overlays
from tools.generate.contract import document as _document
from tools.generate.contract import settings as _settings
from tools.generate.contract import skips
from tools.generate.contract.advice import advised
from tools.generate.contract.contract import Contract
from tools.generate.contract.distribute import distribute
from tools.generate.contract.errors import GenerationError, Problem
from tools.generate.contract.settings import Settings
from tools.generate.models.refusals import schema_refusals
from tools.generate.package import render, verify

PACKAGE = "anyreach_api"


class Plan(NamedTuple):
    """A validated contract and everything needed to generate it."""

    parsed: render.Parsed
    settings: Settings
    stale: tuple[str, ...] = ()
    """A message for each stale entry of the settings and the Overlay document."""


def stage(name: str) -> None:
    """Print the current stage on stderr."""
    print(f"generate: {name}", file=sys.stderr, flush=True)


def plan(root: Path) -> Plan:
    """Read the contract and the settings, and find all their problems.

    Args:
        root: The folder with `openapi.json`, `openapi.overlay.yaml` and `generator-config.yaml`.

    Raises:
        DocumentError: A file can't be read.
        GenerationError: A file is invalid.
    """
    stage("reading the contract")
    settings = _settings.load(root / "generator-config.yaml")
    whole, untouched = overlays.load(root)
    today = dt.datetime.now(dt.UTC).date()
    document, stale = skips.leave_out(whole, settings.skip, today)
    stage("checking the contract")

    def checked(document: Any, is_whole: bool) -> Plan:  # noqa: FBT001 -- a callback
        return understand(_document.check(document), settings, all_overrides=is_whole)

    return advised(document, checked)._replace(stale=(*untouched, *stale))


def understand(contract: Contract, settings: Settings, *, all_overrides: bool = True) -> Plan:
    """Parse a contract with the generator, and find all its problems.

    Args:
        contract: The contract.
        settings: The settings.
        all_overrides: Whether every override must match.

    Raises:
        GenerationError: The contract can't be generated.
    """
    contract = distribute(contract)
    problems: list[Problem | str] = list(schema_refusals(contract))
    try:
        parsed = render.parse(contract, settings, all_overrides=all_overrides)
    except GenerationError as error:
        raise GenerationError([*problems, *error.found]) from None
    if problems:
        raise GenerationError(problems)
    return Plan(parsed, settings)


def build(plan: Plan, directory: Path) -> Path:
    """Build the package.

    Args:
        plan: The plan.
        directory: An empty working directory.

    Returns:
        The package's path in the directory.

    Raises:
        GenerationError: The built package is invalid.
    """
    stage("rendering the package")
    package = directory / PACKAGE
    render.render(plan.parsed, package)
    stage("formatting the package")
    render.run_hooks(plan.settings, package)
    stage("checking the package")
    verify.verify(plan.parsed, package)
    return package
