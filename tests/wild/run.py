"""Check one generated package in a process of its own: `python -m tests.wild.run FILE FOLDER`."""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any

from tests.wild.calls import Tally, call_all
from tests.wild.models import round_trips, unions
from tests.wild.schemas import Contract
from tools import documents

_SEED = 2026


def main(file: str, folder: str) -> None:
    """Check, and print the figures as JSON."""
    sys.path.insert(0, folder)
    document: Any = documents.load(file)
    contract = Contract(document)
    package = importlib.import_module("anyreach_api")
    begin = time.perf_counter()
    calls, generated = call_all(contract, package, _SEED)
    models, trips = round_trips(contract, package, _SEED)
    tagged = unions(contract, package, _SEED)
    report = {
        "operations": len(list(contract.operations())),
        "generated": len(generated),
        "models": models,
        "seconds": time.perf_counter() - begin,
    }
    for name, tally in (("calls", calls), ("trips", trips), ("unions", tagged)):
        report[name] = _figures(tally)
    json.dump(report, sys.stdout)


def _figures(tally: Tally) -> dict[str, Any]:
    return {"right": tally.right, "faults": tally.faults, "unmade": tally.unmade}


if __name__ == "__main__":
    main(*sys.argv[1:])
