"""Every job of the project: `python -m nox --list` tells them; bare `nox` runs what CI runs."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = [
    "cover", "lint", "types", "drift", "demo", "next-contract", "build",
]  # fmt: skip
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of many processes would compile it all

ROOT = Path(__file__).parent
WHAT_A_WHEEL_CAN_LACK = [  # a module, a model, the command, the plugin of pytest
    f"tests/overlay/{name}.py"
    for name in (
        "test_public", "test_client", "core/pagination/test_last_item", "conversations/test_chat",
        "recordings/test_fetch", "models/test_redaction", "models/test_transcript",
        "cli/test_app", "cli/test_process",
        "testing/test_fake", "testing/test_server", "testing/test_plugin",
    )
]  # fmt: skip
# Of pytest-xdist: one more than there are cores, since tests on sockets wait. Neighbours share what
# they set up, and who is done early takes over tests of the others.
ALL_CORES = (f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=worksteal")
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")


def install(session: nox.Session, *groups: str, package: str | None = "-e.") -> None:
    """Install dependency groups of `pyproject.toml`, and the client itself."""
    session.install(
        *nox.project.dependency_groups(PROJECT, *groups), *([package] if package else [])
    )


@nox.session
def demo(session: nox.Session) -> None:
    """Contract to conversation: regenerate, compare, fetch with two roles from a fake, show."""
    install(session, "generate", package=".")
    session.run("python", "-m", "tools.generate", "--check")
    session.run("python", "-m", "tools.demo")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test; arguments go to pytest."""
    session.log("installs what tests need, then runs them all: 2 to 4 minutes on two cores")
    run_tests(session)


def run_tests(session: nox.Session) -> None:
    """Run every test; arguments go to pytest."""
    install(session, "test")
    session.run("pytest", *ALL_CORES, *session.posargs)


@nox.session
def cover(session: nox.Session) -> None:
    """Run every test, and fail unless all lines and branches of overlay and tools are covered.

    Coverage measures by `sys.monitoring` where that knows branches: from Python 3.14 on.
    """
    session.log("runs every test under coverage: 4 to 8 minutes on two cores")
    install(session, "cover")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *ALL_CORES)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


for version in ("3.11", "3.12", "3.13", "3.14"):
    nox.session(name=f"tests-{version}", python=version)(run_tests)


@nox.session(python="3.14t")
def threads(session: nox.Session) -> None:
    """Share one client between threads on a free-threaded Python, which shows races."""
    install(session, "threads")
    session.run(
        "pytest", "tests/overlay/transport/connections/test_idle.py", env={"PYTHON_GIL": "0"}
    )


@nox.session
def lowest(session: nox.Session) -> None:
    """Test connections with the lowest versions that the metadata admits."""
    install(session, "test")
    extras = PROJECT["project"]["optional-dependencies"]
    admitted = [*PROJECT["project"]["dependencies"]]
    admitted += [one for name in ("aiohttp", "httpx2", "system") for one in extras[name]]
    floors = [re.sub(r">=([\d.]+).*", r"==\1", one) for one in admitted]
    session.install("--no-deps", "sniffio==1.3.1", *floors)  # sniffio: of httpx before 0.28
    session.run("pytest", *ALL_CORES, "tests/overlay/transport", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style and the format of everything hand-written."""
    install(session, "lint", package=None)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, by mypy and by pyright, strictly; those of the README's examples, too."""
    install(session, "types")
    session.run("mypy")
    session.run("pyright")
    blocks = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    examples = Path(session.create_tmp(), "readme.py")
    examples.write_text("\n".join(["# pyright: strict", *blocks]), "utf-8")
    session.run("mypy", str(examples))
    session.run("pyright", str(examples))


@nox.session
def import_page(session: nox.Session) -> None:
    """Merge pages, or those of an index, into openapi.json: `nox -s import_page -- PAGE...`."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.import_page", *session.posargs)


@nox.session
def import_mcp(session: nox.Session) -> None:
    """Write the operations of a running API as documents for update: `-- URL [--into FOLDER]`."""
    install(session, "import-mcp", package=None)
    session.run("python", "-m", "tools.import_mcp", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Write what is made of other files: generated/, the overlay's sync files, README's table."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.generate", *session.posargs)
    session.run("python", "-m", "tools.derive", *session.posargs)
    session.run("python", "-m", "tools.coverage_table", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail when a file, or README's table, is not, byte for byte, what it is made from."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.generate", "--check")
    session.run("python", "-m", "tools.derive", "--check")
    session.run("python", "-m", "tools.coverage_table", "--check")


@nox.session
def diff(session: nox.Session) -> None:
    """Say what the contract changes, and whom it breaks: `nox -s diff -- [BASE] [REVISION]`."""
    install(session, "generate", package=None)
    accepted = "tools/specdiff/accepted.toml"
    known = ["--accept", accepted] if (ROOT / accepted).exists() else []
    session.run("python", "-m", "tools.specdiff", *known, *session.posargs)


@nox.session
def update(session: nox.Session) -> None:
    """Take in a change of the API, up to the commit: `nox -s update -- SPEC_OR_PAGES`."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.update", *session.posargs)


@nox.session(name="next-contract")
def next_contract(session: nox.Session) -> None:
    """Take in a contract with robots and a new filter, with no edit by hand, and use it all."""
    install(session, "next-contract")
    session.run("python", "-m", "tests.next_contract", *ALL_CORES, *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build sdist and wheel; test the installed wheel with the source out of the way."""
    install(session, "build", "test", package=None)
    with tempfile.TemporaryDirectory() as folder:
        dist = Path(folder, "dist")
        session.run("python", "-m", "build", "--no-isolation", "--outdir", str(dist), str(ROOT))
        session.install("--force-reinstall", "--no-deps", str(next(dist.glob("*.whl"))))
        away = Path(folder, "away")
        for name in (
            "tests", "tools", "openapi.json", "openapi.overlay.yaml", "pyproject.toml", "README.md",
        ):  # fmt: skip
            source, target = ROOT / name, away / name
            target.parent.mkdir(exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        session.chdir(away)
        session.run("pytest", *ALL_CORES, *WHAT_A_WHEEL_CAN_LACK)
        session.chdir(ROOT)
        (ROOT / "dist").mkdir(exist_ok=True)
        for built in dist.iterdir():
            shutil.copy(built, ROOT / "dist")


@nox.session
def faults(session: nox.Session) -> None:
    """Run the fault campaign, beside its peers: `nox -s faults -- [--seeds N] [...]`."""
    install(session, "faults")
    session.run("python", "-m", "tests.faults", *session.posargs)


@nox.session(name="export-campaign")
def export_campaign(session: nox.Session) -> None:
    """Kill exports, update one for a year, export a million: `nox -s export-campaign -- [...]`."""
    install(session, "test")
    session.run("python", "-m", "tests.export_campaign", *session.posargs)


@nox.session
def spark(session: nox.Session) -> None:
    """Read conversations by PySpark in local mode; it needs Java 17 or later."""
    install(session, "spark")
    session.run("pytest", "tests/spark", *session.posargs)


@nox.session
def wild(session: nox.Session) -> None:
    """Generate other people's contracts, and call all of it: `nox -s wild -- FILE...`."""
    install(session, "types", package=None)
    session.run("python", "-m", "tests.wild", *session.posargs)


@nox.session
def oracle(session: nox.Session) -> None:
    """Hold the differ against values of random schemas: `nox -s oracle -- [PAIRS] [FIRST]`."""
    install(session, "test", package=None)
    session.run("python", "-m", "tests.oracle", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Put the client before Prism, and the fake before schemathesis: peers that others wrote."""
    install(session, "contract")
    prism = Path(session.create_tmp(), "prism").absolute()
    shutil.copytree(ROOT / "tests" / "peers" / "prism", prism, dirs_exist_ok=True)
    with session.chdir(prism):
        session.run("npm", "ci")
    session.run("pytest", "-rP", "tests/peers", *session.posargs, env={"PRISM": str(prism)})


@nox.session
def page(session: nox.Session) -> None:
    """Open the differ's page in Chromium, which must be there: wide, on a phone, on paper."""
    install(session, "test")
    session.run("pytest", "tests/page", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz decoding, by hypothesis and by atheris: `nox -s fuzz -- [-max_total_time=SECONDS]`."""
    install(session, "fuzz")
    session.run("pytest", "tests/fuzz", "--hypothesis-profile=long")
    options = session.posargs or ["-max_total_time=60"]
    session.run("python", "-m", "tests.fuzz", session.create_tmp(), *options)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what the client costs against its peers: `nox -s bench -- [--rounds N] [...]`."""
    install(session, "bench")
    session.run("python", "-m", "bench", *session.posargs)
