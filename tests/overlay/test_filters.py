"""What a list can be filtered by: how it is sent, and what is refused before anything is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError
from anyreach._httpx import handler_transport
from anyreach.models import Channel, Direction, Status
from tests.overlay.clients import settings
from tests.overlay.lists import HERE, Listing

CLIENTS = [AnyReach, AsyncAnyReach]
NOON = datetime(2026, 1, 2, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
CYCLE: dict[str, Any] = {}
CYCLE["again"] = CYCLE


WRONG: list[tuple[str, list[Any], str]] = [
    ("direction", ["", 7, Channel.TEXT, b"inbound", "in\nbound"], "'inbound'"),
    ("channel", ["", True, Status.COMPLETED], "'telephone'"),
    ("status", ["", [], Direction.INBOUND], "'completed'"),
    ("user_id", ["", 15550100, b"+1", "\ud800", "a\0"], "None is no filter"),
    ("agent_id", ["", 7], "None is no filter"),
    ("agent_version_id", ["", 7], "None is no filter"),
    ("agent_number", ["", 7], "None is no filter"),
    ("web_widget_id", ["", 7], "None is no filter"),
    ("duration_above", [-1, 1.0, True, "1"], "0 or more"),
    ("duration_below", [-1, timedelta(1)], "0 or more"),
    ("user_turn_count_above", [-1, "7"], "0 or more"),
    ("user_turn_count_below", [-1, False], "0 or more"),
    (
        "custom_metadata",
        [
            {},
            "{}",
            [("a", 1)],
            {1: 2},
            {"a": object()},
            {"a": float("nan")},
            {"a": "\ud800"},
            CYCLE,
        ],
        "that JSON can hold",
    ),
    ("created_after", [NOON.replace(tzinfo=None), NOON.isoformat(), 7], "with a time zone"),
    ("created_before", [NOON.replace(tzinfo=None), NOON.date()], "with a time zone"),
    ("limit", [0, -1, True, 1.5, "7", None], "1 or more"),
    ("max_items", [0, -1, True, "7"], "1 or more"),
    ("require", ["summary", b"summary", 7, None], "a tuple of field names"),
    ("require", [("sumary",), ("additional_properties",), ([],)], "recording_details"),
    ("timeout", [0, -1, "7"], "seconds"),
]


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("direction", Direction.INBOUND, "inbound"),
        ("direction", "outbound", "outbound"),
        ("channel", Channel.TEXT, "text"),
        ("channel", "pigeon", "pigeon"),
        ("status", Status("on_hold"), "on_hold"),
        ("user_id", "+1555 01", "+1555 01"),
        ("agent_id", "a&b=c/d", "a&b=c/d"),
        ("agent_version_id", "ver_1", "ver_1"),
        ("agent_number", "+44", "+44"),
        ("web_widget_id", "wé", "wé"),
        ("duration_above", 0, "0"),
        ("duration_below", 60, "60"),
        ("user_turn_count_above", 1, "1"),
        ("user_turn_count_below", 10**12, "1000000000000"),
        (
            "custom_metadata",
            {"order id": "1 2", "é": [1.5, None, True]},
            '{"order id":"1 2","é":[1.5,null,true]}',
        ),
        ("created_after", NOON, "2026-01-02T12:00:00.000005+02:00"),
        ("created_before", datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01T00:00:00+00:00"),
        ("limit", 7, "7"),
    ],
)
def test_a_filter_arrives_as_it_was_given(name: str, value: object, sent: str) -> None:
    """Each filter is one query parameter, whose decoded text is the value."""
    listing = Listing([])
    with AnyReach(**settings(HERE, {"transport": handler_transport(listing.answer)})) as client:
        given: Any = {name: value}
        assert list(client.conversations.list(**given)) == []
    assert listing.queries == [{"limit": "100"} | {name: sent}]


@pytest.mark.parametrize("client_class", CLIENTS)
@pytest.mark.parametrize(("name", "values", "remedy"), WRONG)
def test_what_cannot_be_a_filter_is_refused_at_once(
    client_class: type[AnyReach], name: str, values: list[object], remedy: str
) -> None:
    """The error comes from `list()` itself, names the argument and what to do, and no value."""
    listing = Listing([])
    client = client_class(**settings(HERE, {"transport": handler_transport(listing.answer)}))
    for value in values:
        given: Any = {name: value}
        with pytest.raises(ConfigurationError, match=remedy) as caught:
            client.conversations.list(**given)
        assert str(caught.value).startswith(f"{name}= ")
    assert listing.queries == []


def test_a_generator_of_required_fields_serves_every_iteration() -> None:
    """`require=` is read once, at the call."""
    listing = Listing([1])
    with AnyReach(**settings(HERE, {"transport": handler_transport(listing.answer)})) as client:
        conversations = client.conversations.list(require=(name for name in ("id", "status")))
        assert len(list(conversations)) == len(list(conversations)) == 1
