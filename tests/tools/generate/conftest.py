"""The package of a contract that has everything in it, generated once."""

import json
from typing import Any

import pytest

from tests.tools.generate import repository


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of `tests/contracts/everything.json`, imported as `everything_api`."""
    contract = json.loads((repository.CONTRACTS / "everything.json").read_text("utf-8"))
    root = repository.make(tmp_path_factory.mktemp("everything"), contract)
    return repository.load(root, "everything_api")
