"""Data frames: a column for each field, with types that do not depend on the values."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pandas as pd
import pytest

import anyreach
from anyreach import AnyReach, ConfigurationError, Transcript, transcript_of
from anyreach.models import Conversation, ConversationWidget
from anyreach.testing import FakeAnyReach, Role

NAMES = [field.alias for field in Conversation.__attrs_attrs__ if field.name != "_nulls"]


def to_frame(records: Any) -> Any:
    """Return a frame, as which pandas has types that checkers do not know."""
    return anyreach.to_frame(records)


def frame_of(role: Role) -> Any:
    """Return the conversations of the demo as a token with this role sees them."""
    fake = FakeAnyReach.demo()
    with AnyReach(fake.token(role), transport=fake.transport) as client:
        return to_frame(client.conversations.list()).set_index("id", drop=False)


def test_one_column_for_each_field() -> None:
    """There is a column for each field of the model, and one for the names that are withheld."""
    assert list(frame_of("read")) == [*NAMES, "withheld"]


def test_types() -> None:
    """Times are real datetimes in UTC, and numbers, booleans and texts have types with NA."""
    frame = frame_of("read_sensitive")
    dtypes = {name: str(frame[name].dtype) for name in frame}
    assert dtypes["created_at"] == "datetime64[us, UTC]"
    assert dtypes["duration"] == "Int64"
    assert {dtypes["status"], dtypes["summary"], dtypes["user_id"]} == {"string"}
    assert frame.loc["conv_1", "created_at"] == datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    assert frame.loc["conv_1", "agent"] == {"id": "agent_1", "name": "Harbour Books, front desk"}
    assert frame["status"].value_counts()["completed"] == 1


def test_types_do_not_depend_on_values() -> None:
    """Without records, without any value and with them, the columns have the same types."""
    expected = list(frame_of("read_sensitive").dtypes)
    for records in ([], [Conversation(id="conv_1")]):
        assert list(to_frame(records).dtypes) == expected


def test_none_is_na() -> None:
    """What is null or absent is NA, of times NaT, and not withheld."""
    row = to_frame([Conversation.from_dict({"id": "conv_1", "summary": None})]).loc[0]
    assert row["summary"] is pd.NA
    assert row["duration"] is pd.NA
    assert row["created_at"] is pd.NaT
    assert "summary" not in row["withheld"]


def test_withheld_fields_are_named() -> None:
    """A withheld field is NA, and its row names it."""
    row = frame_of("read").loc["conv_1"]
    assert row["summary"] is pd.NA
    assert "summary" in row["withheld"]
    assert row["withheld"] == sorted(row["withheld"])
    assert frame_of("read_sensitive").loc["conv_1", "withheld"] == []


def test_times_of_every_offset() -> None:
    """A time with another offset is the same moment in UTC; one without an offset is in UTC."""
    abroad = datetime(2026, 1, 15, 11, tzinfo=timezone(timedelta(hours=2)))
    records = [
        Conversation(id="conv_1", created_at=abroad),
        Conversation(id="conv_2", created_at=datetime(2026, 1, 15, 9)),  # noqa: DTZ001  such come
    ]
    assert set(to_frame(records)["created_at"]) == {datetime(2026, 1, 15, 9, tzinfo=UTC)}


def test_other_models() -> None:
    """Records of any model make a frame; an undeclared key is in its own column."""
    frame = to_frame([ConversationWidget.from_dict({"type": "card", "data": {}, "more": 1})])
    assert frame["type_"].tolist() == ["card"]
    assert frame["additional_properties"].tolist() == [{"more": 1}]


@pytest.mark.parametrize("records", [["conv_1"], "conv_1", [Conversation(id="conv_1"), None]])
def test_other_values_are_refused(records: Any) -> None:
    """What are no records of one model is a TypeError that says what to pass."""
    with pytest.raises(TypeError, match=r"such as client\.conversations\.list\(\)"):
        to_frame(records)


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas, the error names the extra to install, and no list is read in vain."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    unread = iter([Conversation(id="conv_1")])
    with pytest.raises(ConfigurationError, match=r'pip install "anyreach-client\[pandas\]"'):
        to_frame(unread)
    assert next(unread).id == "conv_1"
    with pytest.raises(ConfigurationError, match=r'pip install "anyreach-client\[pandas\]"'):
        Transcript([]).to_frame()


def test_transcript() -> None:
    """A transcript has a row for each item, whatever the item is."""
    fake = FakeAnyReach.demo()
    with AnyReach(fake.token(), transport=fake.transport) as client:
        transcript = transcript_of(client.conversations.get("conv_4"))
    assert transcript is not None
    frame: Any = transcript.to_frame()
    empty: Any = Transcript([]).to_frame()
    assert frame["kind"].tolist() == ["turn", "tool_call", "other"]
    assert frame["text"].tolist() == ["I would like my money back.", pd.NA, pd.NA]
    assert frame.loc[0, "at"] == datetime(2026, 1, 15, 10, tzinfo=UTC)
    assert frame.loc[1, "arguments"] == {"order_id": "1043"}
    assert frame["is_error"].tolist() == [pd.NA, True, pd.NA]
    assert list(empty.dtypes) == list(frame.dtypes)
