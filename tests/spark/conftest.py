"""What all sessions of Spark share: a JVM, its environment, and a folder that it writes into."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyspark
import pytest

from tests.spark.sessions import TOKEN
from tests.spark.sources import FOLDER


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The environment of the JVM and of all that it starts, and a folder for them."""
    folder = tmp_path_factory.mktemp("spark")
    home = folder / "home"
    home.mkdir()
    for path in Path(pyspark.__file__).parent.iterdir():
        (home / path.name).symlink_to(path)  # a cluster writes beside these
    environment = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "ANYREACH_TOKEN": TOKEN,
        FOLDER: str(folder),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield folder
