"""Writes `llms.txt` and `llms-full.txt` (llmstxt.org) from the Markdown sources.

`llms.txt` lists the pages, which are beside the HTML as Markdown; `llms-full.txt` is all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from docs.extensions.included import relinked

_INCLUDE = re.compile(r"^```\{include\} (\S+)\n(.*?)```$", re.MULTILINE | re.DOTALL)
_HIDDEN = re.compile(r"^(```\{(?:toctree|bars)\}.*?^```|<!--.*?-->)\n*", re.MULTILINE | re.DOTALL)


def in_order(app: Sphinx, name: str) -> Iterator[str]:
    """Yield the names of a page and of those below it, as the navigation has them."""
    yield name
    for below in app.env.toctree_includes.get(name, ()):
        yield from in_order(app, below)


def text_of(path: Path) -> str:
    """Return the Markdown of a page, with what it includes, and without what is hidden in it."""
    text = _HIDDEN.sub("", path.read_text("utf-8"))
    return _INCLUDE.sub(lambda found: included(path.parent / found[1], found[2]), text).strip()


def included(path: Path, options: str) -> str:
    """Return the part of a file that the options of an `include` choose."""
    text = relinked(path.read_text("utf-8"))
    for option, part in (("start-after", 2), ("end-before", 0)):
        if found := re.search(rf':{option}: "?(.+?)"?\n', options):
            text = text.partition(found[1])[part]
    return text


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the files once the HTML is there."""
    if error is not None or app.builder.format != "html":
        return
    pages: list[str] = []
    lines: list[str] = []
    for name in in_order(app, app.config.root_doc):
        path = Path(app.srcdir, f"{name}.md")
        if not path.exists():
            continue
        text = text_of(path)
        copy = Path(app.outdir, f"{name}.md")
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(f"{text}\n", "utf-8")
        pages.append(text)
        title, _, rest = text.partition("\n")
        first = " ".join(rest.strip().partition("\n\n")[0].split())
        lines.append(f"- [{title.lstrip('# ')}]({name}.md): {first}")
    start = f"# {app.config.project}\n\n> {app.config.llms_summary}\n\n## Pages\n\n"
    Path(app.outdir, "llms.txt").write_text(start + "\n".join(lines) + "\n", "utf-8")
    Path(app.outdir, "llms-full.txt").write_text("\n\n".join(pages) + "\n", "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    app.add_config_value("llms_summary", "", "html", str)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
