"""Make the package in two steps: read and refuse, then render, format and verify."""

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
    """A contract that can be generated, and all that is known about how."""

    parsed: render.Parsed
    settings: Settings
    stale: tuple[str, ...] = ()
    """What to say about each entry of ours that the contract has left behind."""


def stage(name: str) -> None:
    """Say on stderr what is being done."""
    print(f"generate: {name}", file=sys.stderr, flush=True)


def plan(root: Path) -> Plan:
    """Read the contract and the settings, and find everything that is wrong with them.

    Args:
        root: Where `openapi.json`, `openapi.overlay.yaml` and `generator-config.yaml` are.

    Raises:
        DocumentError: One of them cannot be read.
        GenerationError: One of them is not what it has to be.
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
    """Let the generator read a contract, and find everything that is wrong with it.

    Args:
        contract: The contract.
        settings: How to name things.
        all_overrides: Whether every class override has to name a class.

    Raises:
        GenerationError: It cannot be generated.
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
    """Make the package.

    Args:
        plan: What to make.
        directory: An empty directory to work in.

    Returns:
        The package, in the directory.

    Raises:
        GenerationError: The result is not what it has to be.
    """
    stage("rendering the package")
    package = directory / PACKAGE
    render.render(plan.parsed, package)
    stage("formatting the package")
    render.run_hooks(plan.settings, package)
    stage("checking the package")
    verify.verify(plan.parsed, package)
    return package
