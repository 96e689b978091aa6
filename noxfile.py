"""The project's jobs: `python -m nox --list` lists them, and `nox` runs those of CI."""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import tempfile
from hashlib import sha256
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.2.9"
nox.options.sessions = [
    "cover", "lint", "types", "drift", "demo", "next-contract", "build",
]  # fmt: skip
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of many processes would compile it all

ROOT = Path(__file__).parent
WHAT_A_WHEEL_CAN_LACK = [  # modules, models, the skill, the command, the pytest plugin
    f"tests/overlay/{name}.py"
    for name in (
        "test_public", "test_client", "test_skill", "core/pagination/test_last_item",
        "conversations/test_chat", "recordings/test_fetch",
        "models/test_redaction", "models/test_transcript", "cli/test_app", "cli/test_process",
        "testing/test_fake", "testing/test_server", "testing/test_plugin",
    )
]  # fmt: skip
UNTYPED = {"export.md", "testing.md"}  # pages about tests and untyped libraries
# Options of pytest-xdist: one worker more than cores, since tests on sockets wait. Neighbours share
# fixtures, and an idle worker takes over tests from the others.
ALL_CORES = (f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=worksteal")
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
LOCK = ROOT / "constraints.txt"


def install(session: nox.Session, *groups: str, package: str | None = "-e.") -> None:
    """Install locked dependency groups, and the client with its dependencies."""
    requirements = session.cache_dir / f"{session.name}.txt"
    requirements.write_text(locked(*groups, *(["runtime"] if package else [])), "utf-8")
    session.install("--no-deps", "--require-hashes", "--requirement", str(requirements))
    if package:
        session.install("--no-deps", package)


def locked(*groups: str) -> str:
    """Return the entries of constraints.txt for dependency groups and everything they need."""
    lock = LOCK.read_text("utf-8")
    entries = dict(re.findall(r"^(([\w.-]+).*\n(?:[ ].*\n)+)", lock, re.MULTILINE))
    chosen = {f"anyreach-client (pyproject.toml:{group})" for group in groups}
    while more := {
        name
        for entry, name in entries.items()
        if name not in chosen and chosen & set(re.findall(r"# (?:via |  )(.+)", entry))
    }:
        chosen |= more
    return "".join(entry for entry, name in entries.items() if name in chosen)


@nox.session
def demo(session: nox.Session) -> None:
    """Show a conversation as two tokens see it, after comparing generated/ with the contract."""
    install(session, "generate", package=".")
    session.run("python", "-m", "tools.generate", "--check")
    session.run("python", "-m", "tools.demo")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test; arguments go to pytest."""
    session.log("installs what tests need, then runs them all: 2 to 4 minutes on two cores")
    run_tests(session)


def run_tests(session: nox.Session) -> None:
    """Run every test; arguments are passed to pytest."""
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
    """Share one client between threads on free-threaded Python, to find races."""
    install(session, "threads")
    session.run(
        "pytest", "tests/overlay/transport/connections/test_idle.py", env={"PYTHON_GIL": "0"}
    )


@nox.session
def lowest(session: nox.Session) -> None:
    """Test connections with the lowest versions that the metadata allows."""
    install(session, "test")
    extras = PROJECT["project"]["optional-dependencies"]
    admitted = [*PROJECT["project"]["dependencies"]]
    admitted += [one for name in ("aiohttp", "httpx2", "socks", "system") for one in extras[name]]
    floors = [re.sub(r">=([\d.]+).*", r"==\1", one) for one in admitted]
    session.install("--no-deps", "sniffio==1.3.1", *floors)  # sniffio: of httpx before 0.28
    session.run("pytest", *ALL_CORES, "tests/overlay/transport", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style and format of all hand-written code."""
    install(session, "lint", package=None)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session(name="format")
def sort_and_format(session: nox.Session) -> None:
    """Sort imports and format all hand-written code."""
    install(session, "lint", package=None)
    session.run("ruff", "check", "--select", "I", "--fix")
    session.run("ruff", "format")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly with mypy and pyright, including the pages' snippets."""
    install(session, "types")
    session.run("mypy")
    session.run("pyright")
    found = [path for path in ROOT.glob("docs/*.md") if path.name not in UNTYPED]
    examples: list[str] = []
    for page in [ROOT / "README.md", *found]:
        text = page.read_text("utf-8")
        blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        example = Path(session.create_tmp(), f"{page.stem.lower()}_page.py")
        example.write_text("\n".join(["# pyright: strict", *blocks]), "utf-8")
        examples.append(str(example))
    session.run("mypy", *examples)
    session.run("pyright", *examples)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into docs/_build/html, offline; warnings are errors."""
    install(session, "docs")
    build_site(session)


def build_site(session: nox.Session) -> None:
    """Build the site from scratch: pages, docstrings and the command's help."""
    session.run("sphinx-build", "-EWn", "--keep-going", "docs", "docs/_build/html")


@nox.session
def site(session: nox.Session) -> None:
    """Build the site and check it in Chromium (must be installed): links, screens, axe."""
    install(session, "site")
    build_site(session)
    axe = Path(session.create_tmp(), "axe").absolute()
    shutil.copytree(ROOT / "tests" / "site" / "axe", axe, dirs_exist_ok=True)
    with session.chdir(axe):
        session.run("npm", "ci", "--ignore-scripts")
    found = {"SITE": str(ROOT / "docs" / "_build" / "html")}
    found["AXE"] = str(axe / "node_modules" / "axe-core" / "axe.min.js")
    session.run("pytest", "tests/site", *session.posargs, env=found)


@nox.session
def import_page(session: nox.Session) -> None:
    """Merge pages, or an index's pages, into openapi.json: `nox -s import_page -- PAGE...`."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.import_page", *session.posargs)


@nox.session
def import_mcp(session: nox.Session) -> None:
    """Write a running API's operations as documents for update: `-- URL [--into FOLDER]`."""
    install(session, "import-mcp", package=None)
    session.run("python", "-m", "tools.import_mcp", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Write all derived files: generated/, the overlay's sync files, the tables."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.generate", *session.posargs)
    session.run("python", "-m", "tools.derive", *session.posargs)
    session.run("python", "-m", "tools.coverage_table", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail if a derived file or a table of operations is out of date."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.generate", "--check")
    session.run("python", "-m", "tools.derive", "--check")
    session.run("python", "-m", "tools.coverage_table", "--check")


@nox.session
def lock(session: nox.Session) -> None:
    """Write constraints.txt: all dependencies of every group in pyproject.toml, with hashes."""
    install(session, "lock", package=None)
    groups = [word for group in PROJECT["dependency-groups"] for word in ("--group", group)]
    session.run(
        "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--custom-compile-command", "nox -s lock", "--quiet", *groups, *session.posargs,
        "--output-file", str(LOCK),
    )  # fmt: skip
    (ROOT / ".ci" / "nox.txt").write_text(locked("nox"), "utf-8")


@nox.session
def audit(session: nox.Session) -> None:
    """Check the locked versions for known vulnerabilities, with PyPI's service."""
    install(session, "audit", package=None)
    try:
        session.run("pip-audit", "--strict", "--disable-pip", "--requirement", str(LOCK))
    except CommandFailed:
        session.error(
            "Either a locked version is vulnerable, or pip-audit can't reach PyPI's vulnerability "
            "service: see its output above. Without access to the service, rely on the job "
            "`audit` on GitHub."
        )


@nox.session
def zizmor(session: nox.Session) -> None:
    """Check the workflows; fail on findings above low. With GH_TOKEN, check pins on GitHub."""
    install(session, "zizmor", package=None)
    offline = () if "GH_TOKEN" in os.environ else ("--offline",)
    session.run("zizmor", "--min-severity=medium", *offline, ".", *session.posargs)


@nox.session
def diff(session: nox.Session) -> None:
    """List the contract's changes and what they break: `nox -s diff -- [BASE] [REVISION]`."""
    install(session, "generate", package=None)
    accepted = "tools/specdiff/accepted.toml"
    known = ["--accept", accepted] if (ROOT / accepted).exists() else []
    session.run("python", "-m", "tools.specdiff", *known, *session.posargs)


@nox.session
def update(session: nox.Session) -> None:
    """Take in an API change, ready to commit: `nox -s update -- SPEC_OR_PAGES`."""
    install(session, "generate", package=None)
    session.run("python", "-m", "tools.update", *session.posargs)


@nox.session(name="next-contract")
def next_contract(session: nox.Session) -> None:
    """Take in a contract with robots and a new filter without manual edits, and use all of it."""
    install(session, "next-contract")
    session.run("python", "-m", "tests.next_contract", *ALL_CORES, *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build sdist and wheel reproducibly; test that wheel without access to the source."""
    with tempfile.TemporaryDirectory() as folder:
        dist = Path(folder, "dist")
        build_twice(session, Path(folder), dist)
        write_sbom(session, Path(folder), dist)
        install(session, "test", package=None)
        session.install("--force-reinstall", "--no-deps", str(next(dist.glob("*.whl"))))
        away = Path(folder, "away")
        for name in (
            "tests", "tools", "openapi.json", "openapi.overlay.yaml", "pyproject.toml", "docs",
        ):  # fmt: skip
            source, target = ROOT / name, away / name
            target.parent.mkdir(exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        session.chdir(away)
        session.run("pytest", *ALL_CORES, *WHAT_A_WHEEL_CAN_LACK)
        session.chdir(ROOT)
        for name in ("dist", "sbom"):
            shutil.rmtree(ROOT / name, ignore_errors=True)
            shutil.copytree(Path(folder, name), ROOT / name)


def build_twice(session: nox.Session, folder: Path, dist: Path) -> None:
    """Build with only the locked tools, and again from the sdist; the digests must be equal."""
    python = environment(session, folder / "builder", "build")
    session.env["SOURCE_DATE_EPOCH"] = str(
        session.run("git", "log", "-1", "--format=%ct", external=True, silent=True)
    ).strip()
    again = folder / "again"
    for source, target in ((ROOT, dist), (again / "source", again / "dist")):
        session.run(
            python, "-m", "build", "--no-isolation", "--outdir", str(target), str(source),
            external=True,
        )  # fmt: skip
        if source is ROOT:
            with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
                archive.extractall(again, filter="data")
            next(again.iterdir()).rename(again / "source")
    first, second = (
        {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(place.iterdir())}
        for place in (dist, again / "dist")
    )
    for name, digest in first.items():
        session.log(f"{digest}  {name}")
    if first != second:
        session.error(f"A second build from the sdist has different digests: {second}")


def write_sbom(session: nox.Session, folder: Path, dist: Path) -> None:
    """Write an SBOM of the wheel's run-time dependencies, in the tested versions."""
    python = environment(session, folder / "runtime", "runtime")
    offline = ("--no-index", "--no-deps", "--find-links", str(dist))
    session.run(python, "-m", "pip", "install", *offline, "anyreach-client", external=True)
    session.run(python, "-m", "pip", "check", external=True)
    session.run(python, "-m", "pip", "uninstall", "--yes", "pip", "setuptools", external=True)
    install(session, "sbom", package=None)
    sbom = folder / "sbom"
    sbom.mkdir()
    session.run(
        "cyclonedx-py", "environment", "--pyproject", "pyproject.toml", "--mc-type", "library",
        "--output-reproducible", "--output-file", str(sbom / "anyreach-client.cdx.json"), python,
    )  # fmt: skip


def environment(session: nox.Session, folder: Path, group: str) -> str:
    """Make a virtual environment with one locked dependency group, and return its Python."""
    session.run("python", "-m", "venv", str(folder))
    python = str(folder / "bin" / "python")
    requirements = folder / "requirements.txt"
    requirements.write_text(locked(group), "utf-8")
    session.run(
        python, "-m", "pip", "install", "--no-deps", "--require-hashes",
        "--requirement", str(requirements), external=True,
    )  # fmt: skip
    return python


@nox.session
def faults(session: nox.Session) -> None:
    """Run the fault campaign, with its peers: `nox -s faults -- [--seeds N] [...]`."""
    install(session, "faults")
    session.run("python", "-m", "tests.faults", *session.posargs)


@nox.session(name="export-campaign")
def export_campaign(session: nox.Session) -> None:
    """Kill exports, update one for a year, export a million: `nox -s export-campaign -- [...]`."""
    install(session, "test")
    session.run("python", "-m", "tests.export_campaign", *session.posargs)


@nox.session
def spark(session: nox.Session) -> None:
    """Read conversations with PySpark, locally and with two executors. Needs Java 17 or later."""
    install(session, "spark")
    session.run("pytest", "tests/spark", *session.posargs)


@nox.session
def examples(session: nox.Session) -> None:
    """Run the examples against the fake."""
    install(session, "examples")
    session.run("pytest", "tests/examples", *session.posargs)


@nox.session
def wild(session: nox.Session) -> None:
    """Generate other people's contracts, and call all operations: `nox -s wild -- FILE...`."""
    install(session, "types", package=None)
    session.run("python", "-m", "tests.wild", *session.posargs)


@nox.session
def oracle(session: nox.Session) -> None:
    """Check the differ against values of random schemas: `nox -s oracle -- [PAIRS] [FIRST]`."""
    install(session, "test", package=None)
    session.run("python", "-m", "tests.oracle", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Test the client against Prism, and the fake with schemathesis."""
    install(session, "contract")
    prism = Path(session.create_tmp(), "prism").absolute()
    shutil.copytree(ROOT / "tests" / "peers" / "prism", prism, dirs_exist_ok=True)
    with session.chdir(prism):
        session.run("npm", "ci")
    session.run("pytest", "-rP", "tests/peers", *session.posargs, env={"PRISM": str(prism)})


@nox.session
def page(session: nox.Session) -> None:
    """Check the differ's page in Chromium (must be installed): wide, on a phone, printed."""
    install(session, "test")
    session.run("pytest", "tests/page", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz decoding with hypothesis and atheris: `nox -s fuzz -- [-max_total_time=SECONDS]`."""
    install(session, "fuzz")
    session.run("pytest", "tests/fuzz", "--hypothesis-profile=long")
    options = session.posargs or ["-max_total_time=60"]
    session.run("python", "-m", "tests.fuzz", session.create_tmp(), *options)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the client's costs and its peers': `nox -s bench -- [--rounds N] [...]`."""
    install(session, "bench")
    session.run("python", "-m", "bench", *session.posargs)
