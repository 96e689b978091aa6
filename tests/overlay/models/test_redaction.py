"""The redaction table: withheld, null and value, told apart in every field and every form."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import anyreach
from anyreach import RedactedError, models
from anyreach.models import Conversation
from tests.overlay.clients import WAYS, Get
from tests.overlay.servers import response, serve
from tools import overlays

CONTRACT = overlays.load(Path()).document
PROPERTIES = CONTRACT["components"]["schemas"]["Conversation"]["properties"]
SENSITIVE = sorted(
    name
    for name, schema in PROPERTIES.items()
    if schema.get("description", "").startswith("Sensitive.")
)
VALUES: dict[str, Any] = {
    "agent": {"id": "agent_1", "name": "canary Ada"},
    "summary": "canary summary",
    "initial_context": "canary context",
    "custom_metadata": {"order_id": "canary"},
    "conversation": {"items": [{"type": "message", "role": "user", "content": ["canary"]}]},
    "recording_details": {"recording_url": "https://recordings.example/canary"},
}
ABSENT = object()
STATES = {"absent": ABSENT, "null": None, "value": "value"}

FORMS: dict[str, Callable[[Conversation], Conversation]] = {
    "get": lambda conversation: conversation,
    "pickle": lambda conversation: pickle.loads(pickle.dumps(conversation)),
    "deepcopy": copy.deepcopy,
    "copy": copy.copy,
    "to_dict": lambda conversation: Conversation.from_dict(conversation.to_dict()),
}


def record(name: str, state: str) -> dict[str, Any]:
    """A wire record in which one sensitive field is in a given state."""
    made: dict[str, Any] = {"id": "conv_1", "user_id": "+15550100", "agent_number": "+15550199"}
    if state != "absent":
        made[name] = VALUES[name] if state == "value" else None
    return made


def test_the_six_sensitive_fields() -> None:
    """The sensitive fields are those that the contract marks, and no others."""
    assert sorted(VALUES) == SENSITIVE
    assert anyreach.sensitive_fields(Conversation) == frozenset(SENSITIVE)


@pytest.mark.parametrize("get", WAYS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", SENSITIVE)
def test_the_table(name: str, state: str, form: str, get: Get) -> None:
    """Each field in each state is the same after the wire, pickle, copies and `to_dict`."""
    with serve(response(200, record(name, state))) as server:
        conversation = FORMS[form](get(server.url))
    assert type(conversation) is Conversation
    wire = conversation.to_dict()
    shown = {"absent": "<redacted>", "null": "None", "value": "<hidden>"}[state]
    assert conversation.is_redacted(name) is (state == "absent")
    assert (name in conversation.redacted_fields) is (state == "absent")
    assert f"{name}={shown}" in repr(conversation)
    if state == "absent":
        assert name not in wire
        said = f"{name} of Conversation conv_1 .* scope conv"
        with pytest.raises(RedactedError, match=said):
            conversation.reveal(name)
        with pytest.raises(RedactedError, match=said):
            getattr(conversation, name, None)
    elif state == "null":
        assert getattr(conversation, name) is None
        assert wire[name] is None
        assert conversation.reveal(name) is None
    else:
        assert conversation.reveal(name) == getattr(conversation, name)
        assert wire[name] == VALUES[name]
    assert "canary" not in f"{conversation}{conversation!r}"
    assert "+1555" not in f"{conversation}{conversation!r}"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", SENSITIVE)
def test_redacted_copies(name: str, state: str) -> None:
    """`redacted()` withholds the field whatever its state was, and leaves the original alone."""
    conversation = Conversation.from_dict(record(name, state))
    before = conversation.to_dict()
    twin = conversation.redacted()
    assert type(twin) is Conversation
    assert twin.is_redacted(name)
    assert twin.redacted_fields == frozenset(SENSITIVE)
    assert twin.user_id == conversation.user_id
    assert conversation.to_dict() == before
    assert Conversation.from_dict(twin.to_dict()) == twin
    for form in FORMS.values():
        assert form(twin) == twin
        assert form(twin).redacted_fields == twin.redacted_fields


def test_unknown_keys_are_kept_and_dropped_by_redacted() -> None:
    """Keys that the contract does not know are kept; a redacted copy has none of them."""
    conversation = Conversation.from_dict({"id": "conv_1", "newer": "t", "new": ["canary"]})
    assert conversation.additional_properties == {"newer": "t", "new": ["canary"]}
    assert conversation.to_dict() == {"newer": "t", "new": ["canary"], "id": "conv_1"}
    assert "canary" not in repr(conversation)
    assert conversation.redacted().additional_properties == {}


def test_reveal_of_other_fields() -> None:
    """A field that is not sensitive is its value, None when it is not set; unknown names raise."""
    conversation = Conversation.from_dict({"id": "conv_1"})
    assert conversation.reveal("id") == "conv_1"
    assert conversation.reveal("status") is None
    assert not conversation.is_redacted("status")
    for unknown in ("statos", "to_dict", "", "summary.x.y.z", "[0]"):
        with pytest.raises((AttributeError, RedactedError)):
            conversation.reveal(unknown)
    with pytest.raises(AttributeError, match="Conversation has no field 'statos'"):
        conversation.is_redacted("statos")


def test_a_transcript_follows_its_field() -> None:
    """It is withheld when its field is, None when that is null, and read otherwise."""
    withheld = Conversation.from_dict({"id": "conv_1"})
    with pytest.raises(RedactedError, match="conversation of Conversation conv_1"):
        anyreach.transcript_of(withheld)
    assert anyreach.transcript_of(Conversation.from_dict({"id": "c", "conversation": None})) is None
    full = anyreach.transcript_of(Conversation.from_dict({"id": "conv_1"} | VALUES))
    assert full is not None
    assert [turn.text for turn in full.turns] == ["canary"]
    assert full.raw == VALUES["conversation"]


def test_any_model_nested_and_listed() -> None:
    """The functions do for any generated model, nested and in lists, what the methods do."""
    visible = models.Conversation.from_dict({"id": "conv_1"} | VALUES)
    withheld = models.Conversation.from_dict({"id": "conv_2"})
    listed = [visible, withheld]
    assert anyreach.redacted_fields(listed) == {f"[1].{name}" for name in SENSITIVE}
    assert anyreach.reveal(listed, "[0].agent.name") == "canary Ada"
    assert anyreach.is_redacted(listed, "[1].agent.name")
    with pytest.raises(RedactedError, match="agent of Conversation conv_2"):
        anyreach.reveal(listed, "[1].agent.name")
    with pytest.raises(AttributeError):
        anyreach.reveal(listed, "[2].agent")
    hidden = anyreach.redacted(listed)
    assert [item.redacted_fields for item in hidden] == [frozenset(SENSITIVE)] * 2
    assert visible.reveal("summary") == "canary summary"


def test_models_inside_sensitive_fields_print_nothing() -> None:
    """A model that is a sensitive value shows none of its own values either."""
    conversation = Conversation.from_dict({"id": "conv_1"} | VALUES)
    assert "canary" not in repr(conversation.agent)


@pytest.mark.parametrize("value", ["text", {"a": "text"}, object()])
def test_what_is_not_understood_is_refused(value: Any) -> None:
    """No function of redaction hands back a value that may hold what it should have withheld."""
    for function in (anyreach.redacted, anyreach.redacted_fields, anyreach.sensitive_fields):
        with pytest.raises(TypeError):
            function(value)
