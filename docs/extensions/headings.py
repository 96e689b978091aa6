"""Gives the captions of the navigation their level, which readers of a screen need."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def level(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Add it to what the theme has made."""
    navigation: str = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = navigation.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    app.connect("html-page-context", level, priority=900)  # after the theme
    return {"parallel_read_safe": True, "parallel_write_safe": True}
