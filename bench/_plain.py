"""Make an environment like an app's, with only the client and its run-time dependencies.

Other installed packages change import costs: `import httpx` looks for rich and click.
"""

import subprocess
import tomllib
import venv
from pathlib import Path


def make(folder: Path, root: Path, *paths: Path) -> Path:
    """Make a virtual environment, and return the path of its Python.

    Args:
        folder: The environment's folder.
        root: The repository, whose `pyproject.toml` pins the packages.
        *paths: Folders to import from, added as an editable install does.
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
