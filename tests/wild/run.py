"""Check one generated package in a process of its own: `python -m tests.wild.run FILE FOLDER`."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
from typing import Any

from tests.wild.calls import call_all
from tests.wild.models import round_trips, unions
from tests.wild.validation import ValidatingContract
from tools import documents

_SEED = 2026


def main(file: str, folder: str) -> None:
    """Check, and print the figures as JSON."""
    sys.path.insert(0, folder)
    document: Any = documents.load(file)
    contract = ValidatingContract(document)
    package = importlib.import_module("anyreach_api")
    calls, generated = call_all(contract, package, _SEED)
    models, trips = round_trips(contract, package, _SEED)
    tallies = {"calls": calls, "trips": trips, "unions": unions(contract, package, _SEED)}
    report = {
        "operations": len(list(contract.operations())),
        "generated": len(generated),
        "models": models,
        **{name: dataclasses.asdict(tally) for name, tally in tallies.items()},
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
