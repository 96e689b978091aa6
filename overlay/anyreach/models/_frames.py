"""Data frames of records and transcripts. Needs the extra `anyreach-client[pandas]`."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from anyreach._errors import ConfigurationError
from anyreach_api import models
from anyreach_api._model import Model, to_json
from anyreach_api.types import UNSET

if TYPE_CHECKING:
    import pandas as pd

TEXT: Final = "string[python]"  # unlike pyarrow's, it takes every text
TIME: Final = "datetime64[us, UTC]"
_DTYPES: Final = {
    "bool": "boolean",
    "datetime": TIME,
    "datetime.datetime": TIME,
    "float": "Float64",
    "int": "Int64",
    "str": TEXT,
}


def to_frame(records: Iterable[Model]) -> pd.DataFrame:
    """Return records as a pandas DataFrame, one row each. Needs the extra `pandas`.

    Sensitive values are shown in full, as far as the token can see them.

    Args:
        records: Records of one model, such as `client.conversations.list(limit=500)`. Read an async
            list first: `[one async for one in client.conversations.list()]`.

    Returns:
        A frame with a column for each field of the model, `additional_properties` for undeclared
        keys, and `withheld` with the list of the names of withheld fields. Times are datetimes in
        UTC. What is null, absent or withheld is `<NA>`, of times `NaT`. Without records it has the
        columns of a `Conversation`.

    Raises:
        ConfigurationError: pandas is not installed.
        TypeError: The argument is not an iterable of records of one model.
    """
    _pandas()  # before the first page is fetched
    rows: list[Any] = list(records)
    kinds: set[type[Any]] = {type(row) for row in rows} or {models.Conversation}
    kind = kinds.pop()
    if kinds or not issubclass(kind, Model):
        raise TypeError("expected records of one model, such as client.conversations.list()")
    columns = {
        field.alias: (dtype_of(field.type), [getattr(row, field.name) for row in rows])
        for field in kind.__attrs_attrs__
        if field.name != "_nulls"
    }
    columns["withheld"] = ("object", [sorted(row.redacted_fields) for row in rows])
    return make_frame(columns)


def make_frame(columns: Mapping[str, tuple[str, Sequence[Any]]]) -> pd.DataFrame:
    """Return a data frame.

    Args:
        columns: The dtype and the values of each column, by its name.

    Raises:
        ConfigurationError: pandas is not installed.
    """
    pandas = _pandas()
    frame: pd.DataFrame = pandas.DataFrame(
        {name: _column(pandas, *column) for name, column in columns.items()}
    )
    return frame


def _pandas() -> Any:
    try:
        return importlib.import_module("pandas")
    except ImportError:
        raise ConfigurationError(
            'to_frame needs more: pip install "anyreach-client[pandas]"'
        ) from None


def dtype_of(annotation: str) -> str:
    """Return the dtype of a column for fields with this annotation, whatever values there are."""
    parts = annotation.split(" | ")
    name = " | ".join(part for part in parts if part not in {"None", "Unset"})
    kind = getattr(models, name, None) if name.isidentifier() else None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return TEXT
    return _DTYPES.get(name, "object")


def _column(pandas: Any, dtype: str, values: Sequence[Any]) -> Any:
    present = [None if value is UNSET else value for value in values]
    if dtype == TIME:
        return pandas.Series([value and _in_utc(value) for value in present], dtype=TIME)
    cells = [pandas.NA if value is None else to_json(value) for value in present]
    return pandas.Series(cells, dtype=dtype)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
