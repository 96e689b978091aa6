"""Chromium without a window, driven over a pipe: no more is needed than the browser itself."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe",
)  # fmt: skip
_SECONDS = 20.0


class Page:
    """One page of a browser; the protocol is Chrome's DevTools Protocol."""

    def __init__(self, reads: BinaryIO, writes: BinaryIO) -> None:
        self._reads = reads
        self._writes = writes
        self._rest = b""
        self._number = 0
        self._session: dict[str, str] = {}
        self.complaints: list[str] = []
        """What the page, its script or its policy complained of."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call(
            "Network.emulateNetworkConditions",
            offline=True, latency=0, downloadThroughput=0, uploadThroughput=0,
        )  # fmt: skip

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method, and note what happens until it answers."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | self._session
        self._writes.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            if answer["method"] in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.complaints.append(json.dumps(answer["params"]))
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            found = self._reads.read(1 << 16)
            assert found, "Chromium has ended"
            self._rest += found
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def open(self, path: Path, width: int, height: int = 900, *, scripts: bool = True) -> None:
        """Open a file on a screen of a size."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call("Page.navigate", url=path.as_uri())
        give_up = time.monotonic() + _SECONDS
        while (
            self.call("Runtime.evaluate", expression="document.readyState")["result"].get("value")
            != "complete"
            or self.get("location.href") != path.as_uri()
        ):
            assert time.monotonic() < give_up, "the page does not load"

    def get(self, expression: str) -> Any:
        """Evaluate JavaScript, whatever the page's policy is."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def media(self, kind: str = "screen", scheme: str = "light") -> None:
        """Look at the page as paper or a screen, in light or dark."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=kind, features=features)


@contextmanager
def browser(folder: Path) -> Generator[Page]:
    """Start a browser with a new profile, and end it."""
    command = next(filter(None, map(shutil.which, NAMES)), None)
    assert command, f"install one of {', '.join(NAMES)}"
    reads, ours = os.pipe()
    theirs, writes = os.pipe()
    start = f'exec 3<&{reads} 4>&{writes}; exec "$@"'  # the descriptors that Chromium uses
    with subprocess.Popen(
        ["bash", "-c", start, "bash", command, *_FLAGS, f"--user-data-dir={folder}"],
        pass_fds=(reads, writes),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(reads)
        os.close(writes)
        with (
            os.fdopen(theirs, "rb", buffering=0) as answers,
            os.fdopen(ours, "wb", buffering=0) as calls,
        ):
            try:
                yield Page(answers, calls)
            finally:
                process.kill()
