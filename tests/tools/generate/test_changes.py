"""A contract that changes is honoured by a regeneration, with no edit by hand."""

from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate import repository


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of a contract with a new mark, value, property and operation."""
    contract = repository.real_contract()
    schemas = contract["components"]["schemas"]
    user_id = schemas["Conversation"]["properties"]["user_id"]
    user_id["description"] = f"Sensitive. {user_id['description']}"
    schemas["Status"]["enum"].append("archived")
    schemas["Conversation"]["properties"]["trunk_id"] = {"type": "string"}
    contract["paths"]["/core/conversations/{conversation_id}/end"] = {
        "post": {
            "operationId": "endConversation",
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
                    "description": "The end.",
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
    settings = Path(repository.ROOT / "generator-config.yaml").read_text("utf-8")
    root = repository.make(tmp_path_factory.mktemp("changed"), contract, settings)
    return repository.load(root, "changed_api")


def test_a_new_mark_protects_its_field(changed: Any) -> None:
    """A property that is marked becomes sensitive: hidden, and with withheld and null apart."""
    conversation = changed.models.Conversation
    withheld, null, there = (
        conversation.from_dict(one) for one in ({}, {"user_id": None}, {"user_id": "+15551234567"})
    )
    assert withheld.user_id is changed.types.UNSET
    assert null.user_id is None
    assert "user_id=<redacted>" in repr(withheld)
    assert "user_id=<hidden>" in repr(there)
    fields = {field.name: field for field in conversation.__attrs_attrs__}
    assert fields["user_id"].metadata == {"sensitive": True}


def test_a_new_value_is_a_known_one(changed: Any) -> None:
    """A value that is added to an enum is a member with a name."""
    assert changed.models.Conversation.from_dict({"status": "archived"}).status is (
        changed.models.Status.ARCHIVED
    )


def test_a_new_property_is_a_field_at_its_place(changed: Any) -> None:
    """A property that is added is a field, after those that were there."""
    conversation = changed.models.Conversation.from_dict({"trunk_id": "t"})
    assert conversation.trunk_id == "t"
    assert conversation.additional_properties == {}
    names = [field.name for field in conversation.__attrs_attrs__]
    assert names[-2:] == ["trunk_id", "additional_properties"]


def test_a_new_operation_can_be_called(changed: Any) -> None:
    """An operation that is added has a module with its request, its answer and its id."""
    module = __import__("changed_api.api.conversations.end_conversation", fromlist=["_get_kwargs"])
    assert module.OPERATION_ID == "endConversation"
    assert module._get_kwargs("conv_1") == {
        "method": "post",
        "url": "/core/conversations/conv_1/end",
    }
    answer = module._parse_success(200, {"conversation_id": "conv_1", "summary": None})
    assert answer.summary is None
    assert module._parse_success(200, {"conversation_id": "c"}).summary is changed.types.UNSET
