"""What the contract says beside its operations and schemas."""

from collections.abc import Mapping
from typing import Final

SERVER_URL: Final = "https://api.anyreach.ai"
"""Where the API is."""

OPERATIONS: Final[Mapping[str, str]] = {
    "getConversation": "conversations.get_conversation",
    "listConversations": "conversations.list_conversations",
    "createConversation": "conversations.create_conversation",
    "sendConversationMessage": "conversations.send_conversation_message",
    "endConversation": "conversations.end_conversation",
    "getMyScopes": "members.get_my_scopes",
}
"""The module of each operationId, in `api`."""

METHODS: Final[Mapping[str, Mapping[str, str]]] = {
    "conversations": {
        "get": "getConversation",
        "list": "listConversations",
        "create": "createConversation",
        "send_message": "sendConversationMessage",
        "end": "endConversation",
    },
    "members": {
        "get_my_scopes": "getMyScopes",
    },
}
"""The operationId of each method, by resource."""

PATHS: Final[Mapping[str, Mapping[str, str]]] = {
    "/core/conversations/{conversation_id}": {
        "GET": "getConversation",
    },
    "/core/conversations": {
        "GET": "listConversations",
        "POST": "createConversation",
    },
    "/core/conversations/{conversation_id}/messages": {
        "POST": "sendConversationMessage",
    },
    "/core/conversations/{conversation_id}/end": {
        "POST": "endConversation",
    },
    "/admin/members/me/scopes": {
        "GET": "getMyScopes",
    },
}
"""The operationId of each HTTP method, by path template; with the path of a server of its own."""
