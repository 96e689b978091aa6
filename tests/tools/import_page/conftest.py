"""The fixture of the tests of importing."""

from pathlib import Path

import pytest

from tests.tools.import_page.house import House


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    """Give a directory without a contract."""
    return House(tmp_path, capsys)
