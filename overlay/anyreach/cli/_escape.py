"""What a terminal would obey, or show as nothing, is escaped before it is shown.

That is: controls (C0, DEL, C1) and so every escape sequence; what turns the direction of text; zero
widths and other invisible characters; line and paragraph separators; and characters that are
private, unassigned or halves.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Final

# Letters and marks that show as nothing.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def escape(text: str) -> str:
    r"""Return a text on one line that is safe to show, as in `\x1b`, `\n` or `\u202e`."""
    return "".join(
        character if _is_safe(character) else character.encode("unicode_escape").decode()
        for character in text
    )


def escape_lines(text: str, indent: str = "") -> str:
    """Return a text of several lines that is safe to show; all but the first are indented.

    Args:
        text: Its line breaks are kept.
        indent: So that no line passes for the beginning of another text.
    """
    return f"\n{indent}".join(escape(line) for line in text.replace("\r\n", "\n").split("\n"))


def to_json(value: Any) -> str:
    """Return a value as JSON on one line that is safe to show, and is the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(
        character if _is_safe(character) else json.dumps(character)[1:-1] for character in text
    )


def _is_safe(character: str) -> bool:
    if character.isprintable():
        return character not in _BLANK
    return unicodedata.category(character) == "Zs"  # spaces of another width
