"""Writes the reference of the command from its own help: a page for each group of commands."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from sphinx.application import Sphinx

from anyreach.cli._app import app as command
from anyreach.cli._app import run
from docs.extensions.reference import FOLDER, page

_SHARED = re.compile(r"^╭─ Shared options ─.*?^╰─+╯\n", re.MULTILINE | re.DOTALL)
_SCREEN = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}


def names(*words: str) -> Iterator[str]:
    """Yield the commands below a command."""
    below = command
    for word in words:
        below = below[word]
    yield from (name for name in below if not name.startswith("-"))


def help_of(*words: str) -> str:
    """Return what a command prints with `--help`."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        run([*words, "--help"])
    return out.getvalue()


def block(text: str) -> str:
    """Return a text as it is."""
    return f".. code-block:: text\n\n{textwrap.indent(text, '   ')}"


def sections(*words: str) -> Iterator[str]:
    """Yield a section for a command, and for each below it."""
    title = " ".join(("anyreach", *words))
    yield f"{title}\n{'-' * len(title)}\n\n{block(_SHARED.sub('', help_of(*words)))}"
    for name in names(*words):
        yield from sections(*words, name)


def write(app: Sphinx) -> None:
    """Write the pages."""
    folder = Path(app.srcdir, FOLDER, "commands")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with mock.patch.dict(os.environ, _SCREEN):
        (folder / "anyreach.rst").write_text(
            page("anyreach", block(help_of()), *map(block, _SHARED.findall(help_of("scopes")))),
            "utf-8",
        )
        for name in names():
            text = page(f"anyreach {name}", *sections(name))
            (folder / f"{name}.rst").write_text(text, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    app.connect("builder-inited", write, priority=600)  # after the reference has its folder
    return {"parallel_read_safe": True, "parallel_write_safe": True}
