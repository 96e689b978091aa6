"""Fuzz decoding, guided by coverage: `python -m tests.fuzz [-max_total_time=SECONDS ...]`.

The arguments are libFuzzer's. What it finds is left in the current folder, as `crash-…`; the
finding's file can be given as an argument, to run it alone.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

# No stubs, and no wheel for every Python: pyproject.toml says for which.
atheris = importlib.import_module("atheris")

with atheris.instrument_imports(include=["json", "anyreach", "anyreach_api"]):
    from tests.fuzz.target import DAMAGE, SEEDS, VALUES, check


def main() -> None:
    """Hand atheris the seeds, the tokens and the check."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, seed in enumerate(SEEDS):
            corpus.joinpath(f"seed-{number}").write_bytes(seed)
        tokens = Path(folder, "tokens")
        tokens.write_text(
            "".join(
                '"' + "".join(f"\\x{byte:02x}" for byte in token) + '"\n'
                for token in DAMAGE + VALUES
                if token and len(token) <= 64  # libFuzzer takes no longer ones
            )
        )
        files = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
        atheris.Setup(
            [sys.argv[0], f"-dict={tokens}", *sys.argv[1:], *([] if files else [str(corpus)])],
            check,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
