"""The models of the contract, loaded when they are first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .channel import Channel
    from .conversation import Conversation
    from .conversation_agent import ConversationAgent
    from .conversation_widget import ConversationWidget
    from .create_conversation_request import CreateConversationRequest
    from .create_conversation_response import CreateConversationResponse
    from .direction import Direction
    from .end_conversation_response import EndConversationResponse
    from .error import Error
    from .interactivity import Interactivity
    from .latest_version import LatestVersion
    from .send_conversation_message_request import SendConversationMessageRequest
    from .send_conversation_message_response import SendConversationMessageResponse
    from .status import Status
else:
    import importlib

    _MODULES = {
        "Channel": "channel",
        "Conversation": "conversation",
        "ConversationAgent": "conversation_agent",
        "ConversationWidget": "conversation_widget",
        "CreateConversationRequest": "create_conversation_request",
        "CreateConversationResponse": "create_conversation_response",
        "Direction": "direction",
        "EndConversationResponse": "end_conversation_response",
        "Error": "error",
        "Interactivity": "interactivity",
        "LatestVersion": "latest_version",
        "SendConversationMessageRequest": "send_conversation_message_request",
        "SendConversationMessageResponse": "send_conversation_message_response",
        "Status": "status",
    }

    def __getattr__(name: str) -> object:
        """Import a model when it is first asked for."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        model = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = model
        return model

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})


__all__ = (
    "Channel",
    "Conversation",
    "ConversationAgent",
    "ConversationWidget",
    "CreateConversationRequest",
    "CreateConversationResponse",
    "Direction",
    "EndConversationResponse",
    "Error",
    "Interactivity",
    "LatestVersion",
    "SendConversationMessageRequest",
    "SendConversationMessageResponse",
    "Status",
)
