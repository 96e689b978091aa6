"""Lets the links of pages at the repository's root work on the site, which includes them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sphinx.application import Sphinx

_TO_PAGE = re.compile(r"\]\((?:docs/)?([\w-]+\.md)")
_TO_REPOSITORY = re.compile(r"(\]\(|\]: )\.\./\.\./")
_LINK = re.compile(r"\[([^\]]+)\]\(\.\./\.\./[^)]*\)|^\[[^\]]+\]: \.\./\.\./.*\n", re.MULTILINE)


def relinked(text: str) -> str:
    """Return a page of the root with links to pages of the site.

    Links to the repository on GitHub need its name, which GitHub's own machines know; elsewhere
    they become text.
    """
    text = _TO_PAGE.sub(lambda found: f"]({found[1].lower().replace('readme', 'index')}", text)
    if name := os.environ.get("GITHUB_REPOSITORY"):
        return _TO_REPOSITORY.sub(rf"\1https://github.com/{name}/", text)
    return _LINK.sub(lambda found: found[1] or "", text)


def read(_app: Sphinx, _path: Path, _page: str, content: list[str]) -> None:
    """Change what a page includes."""
    content[0] = relinked(content[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    app.connect("include-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
