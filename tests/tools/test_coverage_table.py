"""The tables of operations are made from the contract, and held to it."""

import json
import shutil
from pathlib import Path

import pytest

from tools import coverage_table
from tools.documents import DocumentError

ROOT = Path(__file__).parents[2]
FIRST, LAST = (
    "<!-- The table is written by `nox -s generate`. -->",
    "<!-- The end of the table. -->",
)
PLACE = f"# A\n\n{FIRST}\n{LAST}\n\nB\n"
HEAD = "| method | operation | scope | documentation |"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with our contract, and pages with a place for their table."""
    for name in ("openapi.json", "openapi.overlay.yaml", "generator-config.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "docs").mkdir()
    for place in coverage_table.PLACES:
        (tmp_path / place).write_text(PLACE)
    return tmp_path


def test_the_table_is_written_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first run writes it between the lines that mark its place, and a second changes nothing."""
    assert coverage_table.main([], root) == 0
    out = capsys.readouterr().out
    assert out == "README.md: written\ndocs/operations.md: written\n"
    written = (root / "docs/operations.md").read_text()
    assert coverage_table.main([], root) == coverage_table.main(["--check"], root) == 0
    assert (root / "docs/operations.md").read_text() == written
    readme = (root / "README.md").read_text()
    assert "| `client.members` | `get_my_scopes` |" in readme.splitlines()
    assert written.startswith("# A\n")
    assert written.endswith("\n\nB\n")
    rows = written[written.index(HEAD) :].splitlines()
    scope = "`conversations:read` or `conversations:manage`"
    assert (
        "| `client.conversations.get` | `getConversation`: GET"
        f" /core/conversations/{{conversation_id}} | {scope} | complete |"
    ) in rows
    assert (
        "| `client.campaigns.list` | `listCampaigns`: GET /campaign/campaigns | `campaigns:read` or"
        " `campaigns:manage` | cut off: response; inferred: name, pagination |"
    ) in rows


def test_another_table_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` writes nothing, and fails once the contract has another operation."""
    assert coverage_table.main([], root) == 0
    written = [(root / place).read_text() for place in coverage_table.PLACES]
    contract = json.loads((root / "openapi.json").read_text("utf-8"))
    contract["paths"]["/core/voices"] = {
        "get": {
            "operationId": "listVoices",
            "tags": ["Voices"],
            "responses": {"200": {"description": "."}},
        }
    }
    (root / "openapi.json").write_text(json.dumps(contract))
    capsys.readouterr()
    assert coverage_table.main(["--check"], root) == 1
    assert capsys.readouterr().err.count("run `nox -s generate`") == 2
    assert [(root / place).read_text() for place in coverage_table.PLACES] == written


def test_a_readme_without_a_place_is_refused(root: Path) -> None:
    """It says which lines mark the place."""
    (root / "README.md").write_text("# A\n")
    with pytest.raises(DocumentError, match="add the lines <!-- The table"):
        coverage_table.main([], root)


def test_bad_arguments(root: Path) -> None:
    """An unknown option is 64."""
    assert coverage_table.main(["--odd"], root) == 64
