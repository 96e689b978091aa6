"""The README's table of operations is made of the contract, and held to it."""

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
    """Return a repository with our contract, and a README with a place for the table."""
    for name in ("openapi.json", "openapi.overlay.yaml", "generator-config.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "README.md").write_text(PLACE)
    return tmp_path


def test_the_table_is_written_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first run writes it between the lines that mark its place, and a second changes nothing."""
    assert coverage_table.main([], root) == 0
    assert "README.md: written" in capsys.readouterr().out
    written = (root / "README.md").read_text()
    assert coverage_table.main([], root) == coverage_table.main(["--check"], root) == 0
    assert (root / "README.md").read_text() == written
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
        " `campaigns:manage` | cut off: answer; inferred: name, paging |"
    ) in rows


def test_another_table_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` writes nothing, and fails once the contract has another operation."""
    assert coverage_table.main([], root) == 0
    written = (root / "README.md").read_text()
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
    assert "run `nox -s generate`" in capsys.readouterr().err
    assert (root / "README.md").read_text() == written


def test_a_readme_without_a_place_is_refused(root: Path) -> None:
    """It says which lines mark the place."""
    (root / "README.md").write_text("# A\n")
    with pytest.raises(DocumentError, match="has no lines <!-- The table"):
        coverage_table.main([], root)


def test_bad_arguments(root: Path) -> None:
    """An unknown option is 64."""
    assert coverage_table.main(["--odd"], root) == 64
