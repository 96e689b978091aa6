"""The columns of a table of conversations, from the contract."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Final

from anyreach._errors import ConfigurationError
from anyreach.export._rows import Row
from anyreach_api import models

OTHER_KEYS: Final = "additional_properties"
WITHHELD: Final = "withheld"
FIELDS: Final = tuple(
    str(field.alias)
    for field in models.Conversation.__attrs_attrs__
    if field.name not in {"_nulls", OTHER_KEYS}
)
"""The fields of a conversation, in the contract's order."""


class UnfitError(Exception):
    """A row doesn't fit the format. Nothing of the row is written."""


def others_of(row: Row) -> Mapping[str, Any]:
    """Return a row's keys that are not in the contract."""
    found: Mapping[str, Any] = row.record.additional_properties
    return found


def needed(module: str, extra: str) -> Any:
    """Import a module of an extra.

    Raises:
        ConfigurationError: The extra is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ConfigurationError(
            f'this format needs more: pip install "anyreach-client[{extra}]"'
        ) from None
