"""Decoding, held to the contract: what it allows is decoded whole, what it does not is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from tests.overlay.oracle import CONVERSATION, check_conversation, outcome, values, wrong


def read(sent: Any) -> object:
    """Return what a JSON document becomes as the answer of getConversation."""
    return outcome(json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode())


@pytest.mark.parametrize("name", CONVERSATION["properties"])
def test_every_state_of_every_field(name: str) -> None:
    """A field that is absent, null, valid, unknown or of a wrong type is told as such."""
    samples: list[Any] = [None, True, 0, -7, 1.0, 2.5, 10**30, "", "text", "2026-01-15T09:30:00Z"]
    samples += [[], ["text"], {}, {"key": ["text"]}, {"name": 7}, {"id": None}]
    check_conversation({"id": "conv_1"}, read({"id": "conv_1"}))
    verdicts: set[bool] = set()
    for sample in samples:
        sent = {"id": "conv_1", name: sample}
        check_conversation(sent, read(sent))
        verdicts.add(any(wrong(CONVERSATION, sent)))
    assert verdicts == {True, False}


@settings(deadline=None)
@given(values(CONVERSATION))
def test_what_the_contract_allows(sent: dict[str, Any]) -> None:
    """Any record that the contract allows is a conversation with all of its fields."""
    sent = {"id": "conv_1"} | sent
    assert not set(wrong(CONVERSATION, sent))
    check_conversation(sent, read(sent))


@settings(deadline=None)
@given(values(CONVERSATION, wild=True))
def test_what_the_contract_does_not_allow(sent: dict[str, Any]) -> None:
    """Any mixture of missing, null, wrong and unknown is decoded, or refused by a field's name."""
    check_conversation(sent, read(sent))
