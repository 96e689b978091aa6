"""Fuzz decoding, guided by coverage: `python -m tests.fuzz FOLDER [-max_total_time=SECONDS ...]`.

The folder keeps what was tried with success, for the next run, and the bytes of a finding, as
`crash-…`. The other arguments are libFuzzer's.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path

if find_spec("atheris") is None:  # pyproject.toml says where it is
    print("There is no atheris for this Python: hypothesis has fuzzed, and that is all.")
    sys.exit()
atheris = importlib.import_module("atheris")  # it has no type hints

with atheris.instrument_imports(include=["json", "anyreach", "anyreach_api"]):
    from tests.fuzz.target import DAMAGE, SEEDS, VALUES, check


def main() -> None:
    """Hand atheris the seeds, the tokens and the check; it ends the process."""
    folder = Path(sys.argv[1]).resolve()
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS):
        corpus.joinpath(f"seed-{number}").write_bytes(seed)
    tokens = folder / "tokens"
    short = [token for token in DAMAGE + VALUES if 0 < len(token) <= 64]  # as libFuzzer asks
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in token) + '"\n' for token in short]
    tokens.write_text("".join(lines))
    options = [f"-dict={tokens}", f"-artifact_prefix={folder}/", *sys.argv[2:], str(corpus)]
    atheris.Setup([sys.argv[0], *options], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
