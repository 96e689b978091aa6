"""An environment as an app has it: the client and its run-time dependencies, and nothing else.

What else is installed changes what an import costs: `import httpx` looks for rich and click.
"""

import subprocess
import tomllib
import venv
from pathlib import Path


def make(folder: Path, root: Path, *paths: Path) -> Path:
    """Make a virtual environment, and return its Python.

    Args:
        folder: Where to make it.
        root: The repository, whose `pyproject.toml` pins what is installed.
        *paths: Folders to import from; an editable install names its sources in the same way.
    """
    venv.create(folder, with_pip=True, symlinks=True)
    python = folder / "bin" / "python"
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    pins: list[str] = project["dependency-groups"]["runtime"]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *pins], check=True)  # noqa: S603
    packages = next(folder.glob("lib/python*/site-packages"))
    lines = "".join(f"{path}\n" for path in paths)
    (packages / "bench.pth").write_text(lines, encoding="utf-8")
    return python
