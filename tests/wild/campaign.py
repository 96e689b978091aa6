"""The whole campaign over one contract: generate, type-check, call, compare with the stock one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.wild.generation import Generation, generate
from tools import documents

_ROOT = Path(__file__).parents[2]


@dataclass
class Result:
    """What came of one contract.

    Attributes:
        name: The contract's name.
        generation: What came of generating it.
        report: The figures of the calls and the models; empty when there is no package.
        lines: How many lines the package has.
        type_errors: What the type checkers say.
        stock: Seconds that the stock generator takes; None when it was not asked or failed.
    """

    name: str
    generation: Generation
    report: dict[str, Any] = field(default_factory=dict[str, Any])
    lines: int = 0
    type_errors: list[str] = field(default_factory=list[str])
    stock: float | None = None

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong."""
        found = [self.generation.failure] if self.generation.failure else []
        for name in ("calls", "unions", "trips"):
            found += self.report.get(name, {}).get("faults", ())
        return found + self.type_errors


def run(file: Path, root: Path, *, types: bool, stock: bool) -> Result:
    """Run the campaign.

    Args:
        file: The contract.
        root: An empty directory.
        types: Whether to type-check the package.
        stock: Whether to compare with the stock generator.
    """
    result = Result(file.stem, generate(file, root))
    if stock:
        result.stock = _stock(file, root / "stock")
    if not result.generation.failure:
        check(file, result)
    if result.report and types:
        package = result.generation.package
        result.type_errors = [*_mypy(package), *_pyright(package)]
    return result


def check(file: Path, result: Result) -> None:
    """Call what is generated, in a process of its own, and keep the figures."""
    package = result.generation.package
    done = _run("tests.wild.run", str(file), str(package))
    if done.returncode:
        result.generation.failure = f"the checks end early: {done.stderr}"
        return
    result.report = json.loads(done.stdout)
    result.lines = sum(len(path.read_text("utf-8").splitlines()) for path in package.rglob("*.py"))


def _run(module: str, *arguments: str, folder: Path = _ROOT) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},  # where the stock generator looks for ruff
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _mypy(package: Path) -> list[str]:
    done = _run("mypy", "--strict", "--cache-dir", os.devnull, "anyreach_api", folder=package)
    return _errors(done, ": error:")


def _pyright(package: Path) -> list[str]:
    config = {"typeCheckingMode": "standard", "pythonVersion": "3.11"}
    (package / "pyrightconfig.json").write_text(json.dumps(config))
    done = _run("pyright", "--pythonpath", sys.executable, "anyreach_api", folder=package)
    return _errors(done, " - error: ")


def _errors(done: subprocess.CompletedProcess[str], mark: str) -> list[str]:
    """Return the errors that a type checker printed, or else why it failed."""
    found = [line.strip() for line in done.stdout.splitlines() if mark in line]
    return found or ([f"{done.stdout}{done.stderr}"] if done.returncode else [])


def _stock(file: Path, target: Path) -> float | None:
    """Return how long the stock generator takes.

    Where it fails, it gets literals for enums, and the contract without the empty ones.
    """
    config, mended = target.with_name("stock.yaml"), target.with_name("stock.json")
    config.write_text("literal_enums: true", "utf-8")
    text = json.dumps(documents.load(str(file)))
    mended.write_text(json.dumps(json.loads(text, object_hook=_without_empty_enum)), "utf-8")
    options = ["--output-path", str(target), "--meta", "none", "--overwrite"]
    for more in (["--path", str(file)], ["--path", str(mended), "--config", str(config)]):
        begin = time.perf_counter()
        done = _run("openapi_python_client", "generate", *options, *more)
        if not done.returncode:
            return time.perf_counter() - begin
    return None


def _without_empty_enum(one: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != "enum" or value}
