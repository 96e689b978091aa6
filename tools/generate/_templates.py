"""Prepare the generator's templates: its own, proved unchanged, under our one strict patch."""

import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from tools.generate._errors import GenerationError

OURS = Path(__file__).parent / "templates"
"""Our templates, the patch, and the digests of the templates for which the patch was made."""

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@")


def prepare(directory: Path) -> None:
    """Write the patched templates and our own into a directory.

    Raises:
        GenerationError: The installed generator is not the one for which the patch was made.
    """
    installed = _installed_templates()
    for name, text in _patched(installed, (OURS / "generator.patch").read_text("utf-8")):
        (directory / name).write_text(text, "utf-8", newline="\n")
    for template in OURS.glob("*.jinja"):
        (directory / template.name).write_bytes(template.read_bytes())


def _installed_templates() -> dict[str, bytes]:
    """Read the installed templates, and compare every one with its digest."""
    root = Path(str(resources.files("openapi_python_client"))) / "templates"
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    lines = (OURS / "generator.sha256").read_text("utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    differing = {
        name
        for name in expected.keys() | found.keys()
        if hashlib.sha256(found.get(name, b"")).hexdigest() != expected.get(name)
    }
    if differing:
        raise GenerationError(
            f"the installed template {name} is not the one that the patch is for: reinstall"
            " openapi-python-client"
            for name in sorted(differing)
        )
    return found


def _patched(templates: dict[str, bytes], patch: str) -> Iterator[tuple[str, str]]:
    """Yield name and new text of each template that a unified diff changes, without fuzz."""
    for section in re.split(r"^(?=--- a/)", patch, flags=re.MULTILINE)[1:]:
        header, _, *body = section.splitlines(keepends=True)
        name = header.removeprefix("--- a/").rstrip("\n")
        if name not in templates:
            raise GenerationError([f"the patch changes {name}, which the generator does not have"])
        yield name, "".join(_apply(name, templates[name].decode("utf-8"), body))


def _apply(name: str, text: str, body: list[str]) -> Iterator[str]:
    """Yield the lines of a text under the hunks of its section of the patch."""
    old = text.splitlines(keepends=True)
    position = 0
    waiting = body[::-1]
    while waiting:
        line = waiting.pop()
        hunk = _HUNK.match(line)
        if hunk is None:
            raise GenerationError([f"the patch for {name} is broken at {line.rstrip()!r}"])
        start, removed, added = int(hunk[1]) - 1, int(hunk[2] or 1), int(hunk[3] or 1)
        yield from old[position:start]
        position = start
        while removed or added:
            line = waiting.pop() if waiting else ""
            sign, content = line[:1], line[1:]
            if sign in {" ", "-"}:
                if old[position : position + 1] != [content]:
                    raise GenerationError(
                        [f"the patch does not fit {name}, line {position + 1}: it is made again"]
                    )
                position += 1
                removed -= 1
            if sign in {" ", "+"}:
                added -= 1
                yield content
            if sign not in {" ", "-", "+"}:
                raise GenerationError([f"the patch for {name} is cut short"])
    yield from old[position:]
