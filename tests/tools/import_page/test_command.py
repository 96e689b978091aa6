"""The command as it is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.import_page.house import BASE, CONTRACT, LIST, ROOT, House, merged
from tests.tools.loopback import response, serve
from tools.documents import dumps
from tools.import_page import main


def test_a_page_comes_from_a_url(house: House) -> None:
    """An http URL is a page or, by its suffix, a document; its query is not shown."""
    page = Path(house.page(BASE)).read_bytes()
    bodies = {"/get.md": page, "/doc.json": dumps(BASE), "/html": b"<html>"}
    with serve(lambda path: response(bodies[path.partition("?")[0]])) as url:
        assert house.run(f"{url}/get.md?key=canary") == 0
        assert house.out[0] == f"{url}/get.md: GET /pets/{{id}}: 9 added"
        assert house.run(f"{url}/doc.json?key=canary") == 0
        assert house.out[0] == f"{url}/doc.json: the whole document: 9 equal"
        assert house.refuses(f"{url}/html?key=canary").startswith(f"{url}/html: has no ````yaml")


def _process(directory: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "tools.import_page", *arguments]
    done = subprocess.run(
        command,
        cwd=directory,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_command_works_on_the_contract_of_its_directory(tmp_path: Path) -> None:
    """Without --into it is ./openapi.json, and every run writes the same bytes."""
    results: list[object] = []
    for seed in "0", "1":
        results.append(_process(tmp_path, str(CONTRACT), PYTHONHASHSEED=seed))
        assert (tmp_path / "openapi.json").read_bytes() == CONTRACT.read_bytes()
        (tmp_path / "openapi.json").unlink()
    assert results[0] == results[1]
    assert _process(tmp_path, "missing.md") == (
        65,
        "",
        "missing.md: can't be read: No such file or directory\n",
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "the following arguments are required: PAGE"),
        (["--repl", "page.md"], "unrecognized arguments: --repl"),
        (["page.md", "--into"], "argument --into: expected one argument"),
        (
            ["page.md", "--into", "a.yaml"],
            "argument --into: the contract is JSON: pass a .json file",
        ),
    ],
)
def test_bad_arguments_are_one_line(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, unknown and impossible arguments are named, with the way to the help."""
    assert main(arguments) == 64
    assert capsys.readouterr().err == (f"python -m tools.import_page: {problem} (see --help)\n")


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    """--help shows what a page looks like, an example, and what each exit status means."""
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for part in "````yaml /openapi.json METHOD PATH", "example:", "--replace", "exit status:":
        assert part in text


def test_a_contract_that_cannot_be_written_is_one_line(house: House) -> None:
    """Where the contract's directory is missing the system's reason is given."""
    house.contract = house.directory / "no" / "openapi.json"
    assert house.refuses(house.page(BASE)) == (
        "no/openapi.json: can't be written: No such file or directory"
    )


def test_a_link_to_the_contract_is_followed(house: House) -> None:
    """A symbolic link stays one, and the mode of what it points to is kept."""
    real = Path(house.file("real.json", dumps(BASE)))
    real.chmod(0o640)
    house.contract.symlink_to(real)
    assert house.run(house.page(LIST, "list.md", "get /pets")) == 0
    assert house.contract.is_symlink()
    assert real.read_bytes() == dumps(merged())
    assert real.stat().st_mode & 0o777 == 0o640
