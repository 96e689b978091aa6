"""Prism, a mock server that others wrote, serving a contract on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

_LISTENING = re.compile(rb"Prism is listening on (http://127\.0\.0\.1:\d+)")


@contextlib.contextmanager
def serve(document: dict[str, Any], folder: Path) -> Generator[str]:
    """Serve dynamic answers to a contract, drawn from one seed, and yield the base URL.

    Args:
        document: The contract.
        folder: Where the contract and the log are written.
    """
    home = Path(os.environ["PRISM"])  # where `npm ci` was run: the session `contract` says
    contract, log = folder / "contract.json", folder / "prism.log"
    contract.write_text(json.dumps(document), "utf-8")
    command = [
        *("node", "--require", str(home / "seeded.cjs")),
        *(str(home / "node_modules/@stoplight/prism-cli/dist/index.js"), "mock", str(contract)),
        *("--port", "0", "--dynamic", "--errors"),
    ]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PRISM_RANDOM": "1"},
            start_new_session=True,  # `node` may be a script that starts another process
        ) as process,
    ):
        try:
            while (found := _LISTENING.search(log.read_bytes())) is None:
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.05)
            yield found[1].decode()
        finally:
            os.killpg(process.pid, signal.SIGTERM)
