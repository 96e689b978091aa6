"""A repository with a part of our contract, for what is generated again and again."""

import shutil
from pathlib import Path

import pytest

from tests.tools.generate import repository
from tools import coverage_table
from tools.generate import main


@pytest.fixture(scope="session")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Conversations and knowledge bases: a fifth of our operations, so made in a third of the time.

    Tests copy it, and change the copy.
    """
    root = repository.make_real(tmp_path_factory.mktemp("part") / "repository")
    repository.write(root, repository.part_of_real_contract())
    assert main([], root) == 0
    for place in coverage_table.PLACES:
        (root / place).parent.mkdir(exist_ok=True)
        shutil.copy(repository.ROOT / place, root / place)
    assert coverage_table.main([], root) == 0
    return root
