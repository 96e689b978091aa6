"""The campaign over contracts that are made up: no problems found, and what is wrong is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.wild import made_up
from tests.wild.campaign import Result, check, run
from tests.wild.generation import Generation

CONTRACTS = {"odd_names": made_up.odd_names, "all_that_is_sent": made_up.all_that_is_sent}


def campaign(name: str, folder: Path) -> tuple[Path, Result]:
    """Run the campaign over a contract that is made up."""
    file = folder / f"{name}.json"
    file.write_text(json.dumps(CONTRACTS[name]()), "utf-8")
    (root := folder / "root").mkdir()
    return file, run(file, root, types=False, stock=False)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The campaign over the contract with all that can be sent."""
    return campaign("all_that_is_sent", tmp_path_factory.mktemp("sent"))


def test_names_never_stop_generation(tmp_path: Path) -> None:
    """Every operation with an odd name is generated, and called right by a name of its own."""
    result = campaign("odd_names", tmp_path)[1]
    assert result.faults == []
    assert result.report["generated"] == result.report["operations"] > 80
    assert result.report["calls"]["right"] > 800


def test_all_that_can_be_sent_is_sent_right(sent: tuple[Path, Result]) -> None:
    """Every kind of parameter, body and answer is called right, sync and async."""
    result = sent[1]
    assert result.faults == []
    assert result.report["generated"] == result.report["operations"] > 130
    assert result.report["calls"]["right"] > 1500
    assert result.report["calls"]["unmade"] == []


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("_operation.py", "_pairs += [", "_pairs = ["),
        ("_operation.py", "quote(text_of(name, value), safe=safe)", "text_of(name, value)"),
        ("_json.py", "text.encode()\n    except", "text = text.lower()\n    except"),
        ("_operation.py", "return str(self.query)", "return self.query"),
        (
            "_operation.py",
            "for item in value:\n                self.add",
            "for item in value[:1]:\n                self.add",
        ),
        ("models/pet.py", '"born"', '"borne"'),
        ("models/car.py", "wheels", "weels"),
    ],
)
def test_what_is_wrong_is_found(
    sent: tuple[Path, Result], tmp_path: Path, module: str, old: str, new: str
) -> None:
    """A package that is changed in one place has calls that are wrong."""
    file, result = sent
    shutil.copytree(result.generation.package, tmp_path / "generated")
    changed = tmp_path / "generated" / "anyreach_api" / module
    text = changed.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, new), "utf-8")
    broken: Any = Result(file.stem, Generation(tmp_path / "generated"))
    check(file, broken)
    assert broken.faults
