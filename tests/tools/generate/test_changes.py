"""A contract that changes is honoured by a regeneration, with no edit by hand."""

import asyncio
import json
from typing import Any

import pytest

from tests.tools.generate import calling, repository


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of a contract with a new mark, value, property and operation."""
    contract = repository.real_contract()
    schemas = contract["components"]["schemas"]
    user_id = schemas["Conversation"]["properties"]["user_id"]
    user_id["description"] = f"Sensitive. {user_id['description']}"
    schemas["Status"]["enum"].append("archived")
    filters = contract["paths"]["/core/conversations"]["get"]["parameters"]
    filters.append({"name": "campaign_id", "in": "query", "schema": {"type": "string"}})
    schemas["Conversation"]["properties"]["trunk_id"] = {"type": "string"}
    contract["paths"]["/core/conversations/{conversation_id}/pause"] = {
        "post": {
            "operationId": "pauseConversation",
            "tags": ["Conversations"],
            "parameters": [
                {
                    "name": "conversation_id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string"},
                }
            ],
            "responses": {
                "200": {
                    "description": "It waits.",
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["conversation_id"],
                                "properties": {
                                    "conversation_id": {"type": "string"},
                                    "summary": {
                                        "type": "string",
                                        "nullable": True,
                                        "description": "Sensitive. What was said.",
                                    },
                                },
                            }
                        }
                    },
                }
            },
        }
    }
    root = repository.make_real(tmp_path_factory.mktemp("changed"))
    (root / "openapi.json").write_text(json.dumps(contract), "utf-8")
    return repository.load(root, "changed_api")


def test_a_new_mark_protects_its_field(changed: Any) -> None:
    """A property that is marked becomes sensitive: hidden, and with withheld and null apart."""
    conversation = changed.models.Conversation
    withheld, null, there = (
        conversation.from_dict(one)
        for one in (
            {"id": "c"},
            {"id": "c", "user_id": None},
            {"id": "c", "user_id": "+15551234567"},
        )
    )
    with pytest.raises(changed.errors.RedactedError):
        withheld.user_id  # noqa: B018  the access is the test
    assert null.user_id is None
    assert "user_id=<redacted>" in repr(withheld)
    assert "user_id=<hidden>" in repr(there)
    assert "user_id" in changed.redaction.sensitive_fields(conversation)


def test_a_new_value_is_a_known_one(changed: Any) -> None:
    """A value that is added to an enum is a member with a name."""
    assert changed.models.Conversation.from_dict({"id": "c", "status": "archived"}).status is (
        changed.models.Status.ARCHIVED
    )


def test_a_new_property_is_a_field_at_its_place(changed: Any) -> None:
    """A property that is added is a field, after those that were there."""
    conversation = changed.models.Conversation.from_dict({"id": "c", "trunk_id": "t"})
    assert conversation.trunk_id == "t"
    assert conversation.additional_properties == {}
    names = [field.name for field in conversation.__attrs_attrs__]
    assert names[-3:] == ["trunk_id", "additional_properties", "_nulls"]


def test_a_new_filter_is_an_argument(changed: Any) -> None:
    """A query parameter that is added is an argument of the list, beside the others."""
    listed = calling.client(changed).conversations.list(campaign_id="c", status="archived")
    assert listed.arguments["campaign_id"] == "c"
    request = listed.operation.request(campaign_id="c", status="archived")
    assert request.query == "status=archived&campaign_id=c"


def test_a_new_operation_is_a_method(changed: Any) -> None:
    """An operation that is added is a method of its resource, sync and async."""
    answer = calling.Answer(200, b'{"conversation_id": "conv_1", "summary": null}')
    withheld = calling.Answer(200, b'{"conversation_id": "conv_1"}')
    client = calling.client(changed, answer, withheld)
    assert client.conversations.pause("conv_1").summary is None
    assert client.conversations.pause("conv_1").redacted_fields == {"summary"}
    sent = calling.sent(client._requests[0])
    assert sent.target == "/core/conversations/conv_1/pause"
    waiting = calling.async_client(changed, answer)
    assert asyncio.run(waiting.conversations.pause("conv_1")).summary is None
