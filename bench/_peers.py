"""Generate the peers from the same contract: the generator's stock output, and pydantic models."""

import os
import subprocess
import sys
from pathlib import Path

STOCK = "stock_client"
PYDANTIC = "pydantic_models"


def write(contract: Path, folder: Path) -> None:
    """Write both peers into a folder, as importable packages.

    Args:
        contract: The OpenAPI document.
        folder: The folder to write to; must exist.
    """
    settings = folder / "settings.yaml"
    settings.write_text("post_hooks: []\n", encoding="utf-8")  # the format does not change the cost
    _run(
        "openapi_python_client",
        "generate",
        f"--path={contract}",
        f"--config={settings}",
        f"--output-path={folder / STOCK}",
        "--meta=none",
    )
    _run(
        "datamodel_code_generator",
        f"--input={contract}",
        "--input-file-type=openapi",
        "--output-model-type=pydantic_v2.BaseModel",
        "--target-python-version=3.11",
        "--formatters=builtin",
        f"--output={folder / PYDANTIC}.py",
    )


def _run(module: str, *arguments: str | os.PathLike[str]) -> None:
    subprocess.run(  # noqa: S603 -- the generators, pinned
        [sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.DEVNULL
    )
