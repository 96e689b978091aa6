"""The page on exports: its recipes for other programs run against the fake.

Apache Airflow and AWS are not there: of the DAG its text is read and its commands run, and a script
that copies files stands for `aws s3 cp`. Spark's recipe runs in `nox -s spark`.
"""

from __future__ import annotations

import ast
import importlib
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ruamel.yaml import YAML

from anyreach.export import verify
from anyreach.testing import FakeAnyReach
from tests.overlay.cli.shell import LINE
from tests.overlay.exports import ids
from tests.test_pages import blocks

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "export.md"
NIGHTLY = "15 3 * * *"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeAnyReach]:
    """A fake that the environment leads to, with an empty folder to work in."""
    fake = FakeAnyReach.demo()
    monkeypatch.chdir(tmp_path)
    with fake.serve() as url:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", fake.token())
        yield fake


def put_command(folder: Path, name: str, script: str) -> None:
    """Write a command of a shell."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)


def put_anyreach(folder: Path) -> None:
    """Write the command `anyreach`, as pip does."""
    path = shlex.quote(":".join(sys.path))
    put_command(folder, "anyreach", f'PYTHONPATH={path} exec {shlex.join(LINE)} "$@"')


def shell(script: str, environment: dict[str, str], *, program: str = "bash") -> None:
    """Run a script as GitHub and Airflow do, and cron but for bash; it has to end well."""
    flags = ["-e"] if program == "bash" else []
    subprocess.run([program, *flags, "-c", script], env=environment, check=True, timeout=60)


def test_the_line_for_cron_runs(fake: FakeAnyReach, tmp_path: Path) -> None:
    """Each night, in cron's own poor environment, it adds what is new."""
    (line,) = blocks(PAGE, "text cron")
    found = re.fullmatch(r"((?:\S+ ){4}\S+) +(.*)\n", line)
    assert found is not None
    assert "%" not in found[2]  # cron would make it a line break
    first = datetime(2026, 1, 15, tzinfo=UTC)
    croniter: Any = importlib.import_module("croniter").croniter  # it has no types
    assert croniter(found[1], first).get_next(datetime) == first.replace(hour=3, minute=15)
    (tmp_path / ".anyreach-token").write_text(fake.token(), "utf-8")
    (tmp_path / ".anyreach-token").chmod(0o600)
    put_anyreach(tmp_path / "venv" / "bin")
    poor = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    poor["ANYREACH_BASE_URL"] = os.environ["ANYREACH_BASE_URL"]
    for count in (4, 5):
        shell(found[2], poor, program="sh")
        assert len(ids(tmp_path / "calls")) == count
        fake.add(channel="text")
    assert verify(tmp_path / "calls") == []


def test_the_workflow_for_github_runs(fake: FakeAnyReach, tmp_path: Path) -> None:
    """Each night, on a machine that was empty, it fetches the export, adds what is new and puts it.

    The package that it installs has the extras that it names.
    """
    (text,) = blocks(PAGE, "yaml")
    workflow: Any = YAML(typ="safe", pure=True).load(text)  # pyright: ignore[reportUnknownMemberType]
    assert workflow["on"] == {"schedule": [{"cron": NIGHTLY}]}
    install, *steps = workflow["jobs"]["export"]["steps"]
    installed = re.fullmatch(r'pip install "anyreach-client\[(.*)\]"', install["run"])
    assert installed is not None
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert extras["optional-dependencies"].keys() >= set(installed[1].split(","))
    bucket = tmp_path / "bucket"
    bucket.mkdir()
    there = f"sed s,s3://example-bucket,{bucket},"
    copy = f'cp "$(echo "$3" | {there})" "$(echo "$4" | {there})"'
    put_anyreach(tmp_path / "bin")
    put_command(tmp_path / "bin", "aws", copy)
    usual = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    usual["ANYREACH_BASE_URL"] = os.environ["ANYREACH_BASE_URL"]
    for night, count in enumerate((4, 5)):
        machine = tmp_path / f"machine-{night}"
        machine.mkdir()
        os.chdir(machine)
        for step in steps[1:] if night == 0 else steps:  # the first export is put there by hand
            secret = {name: fake.token() for name in step.get("env", {})}
            assert set(step.get("env", {}).values()) <= {"${{ secrets.ANYREACH_TOKEN }}"}
            shell(step["run"], usual | secret)
        with duckdb.connect() as opened:
            query = f"SELECT count(*) FROM '{machine}/calls/data/*/*.parquet'"
            assert opened.execute(query).fetchall() == [(count,)]
        fake.add(channel="text")


def test_the_commands_of_the_dag_run(fake: FakeAnyReach, tmp_path: Path) -> None:
    """The text of Airflow's DAG compiles; its tasks' commands run, one after the other."""
    (text,) = blocks(PAGE, "python airflow")
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    named = [(ast.unparse(call.func), call.keywords) for call in calls]
    options = [
        {one.arg: ast.literal_eval(one.value) for one in keywords}
        for name, keywords in named
        if name == "BashOperator"
    ]
    assert [one["task_id"] for one in options] == ["export", "verify"]
    assert options[0]["env"] == {"ANYREACH_TOKEN": "{{ var.value.anyreach_token }}"}
    assert options[0]["append_env"]
    put_anyreach(tmp_path / "bin")
    path = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    for one in options:
        assert "/data/calls" in one["bash_command"]
        command = one["bash_command"].replace("/data/calls", str(tmp_path / "calls"))
        shell(command, {**os.environ, **path, "ANYREACH_TOKEN": fake.token()})
    assert len(ids(tmp_path / "calls")) == 4


@pytest.mark.filterwarnings("ignore")  # those of dlt's own packages
def test_the_pipeline_of_dlt_runs(
    fake: FakeAnyReach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run twice, it loads every conversation into DuckDB once."""
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    (code,) = blocks(PAGE, "python dlt")
    for count in (4, 5):
        exec(compile(code, str(PAGE), "exec"), {})
        with duckdb.connect(str(tmp_path / "calls.duckdb")) as loaded:
            found = loaded.execute(
                "SELECT count(*), count(DISTINCT id) FROM anyreach.conversations"
            )
            assert found.fetchall() == [(count, count)]
        fake.add(channel="text")
