"""What a list can be filtered by: how it is sent, and what is refused before anything is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from anyreach import AnyReach, AsyncAnyReach, ConfigurationError
from anyreach._transport.transports.httpx_transports import handler_transport
from anyreach.models import Channel, Direction, Status
from tests.overlay.clients import settings
from tests.overlay.lists import HERE, Listing

CLIENTS = [AnyReach, AsyncAnyReach]
NOON = datetime(2026, 1, 2, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
CYCLE: dict[str, Any] = {}
CYCLE["again"] = CYCLE


WRONG: list[tuple[str, list[Any]]] = [
    ("user_id", ["", "\ud800"]),
    ("agent_id", [""]),
    ("custom_metadata", [{1: 2}, {"a": object()}, {"a": float("nan")}, {"a": "\ud800"}, CYCLE]),
    ("created_after", [NOON.replace(tzinfo=None)]),
    ("created_before", [NOON.replace(tzinfo=None)]),
    ("timeout", [0, -1, "7"]),
    ("cursor", [""]),
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
@pytest.mark.parametrize(("name", "values"), WRONG)
def test_what_cannot_be_a_filter_is_refused_at_once(
    client_class: type[AnyReach], name: str, values: list[object]
) -> None:
    """The error comes from `list()` itself, not from the first record, and holds no value."""
    listing = Listing([])
    client = client_class(**settings(HERE, {"transport": handler_transport(listing.answer)}))
    for value in values:
        given: Any = {name: value}
        with pytest.raises(ConfigurationError):
            client.conversations.list(**given)
    assert listing.queries == []
