"""Conversations as CSV (RFC 4180), with nothing in it that a spreadsheet would compute.

A cell that begins with `=`, `+`, `-`, `@` or their full-width forms, after any space, gets an
apostrophe before it (OWASP: CSV injection). Control characters are escaped as everywhere.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import Any, Final

from anyreach._redaction import model_fields
from anyreach.cli._view import OTHER_KEYS, Marker, cell, view
from anyreach.models import Conversation

_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_COLUMNS: Final = [field.name for field in model_fields(Conversation) if field.name != OTHER_KEYS]


def write(found: Iterable[Conversation], *, reveal: bool) -> None:
    """Write conversations to stdout as they come, each with every field of the contract.

    Args:
        found: The conversations.
        reveal: Whether to show people's words and numbers.
    """
    table = csv.writer(sys.stdout)
    table.writerow(_COLUMNS)
    for conversation in found:
        shown = view(conversation, reveal=reveal)
        table.writerow(_safe(shown.get(name)) for name in _COLUMNS)


def _safe(value: Any) -> str:
    text = f"<{value}>" if isinstance(value, Marker) else cell(value)
    is_text = isinstance(value, str)
    return f"'{text}" if is_text and text.lstrip().startswith(_FORMULA) else text
