"""The models of the contract, loaded when they are first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .agent_config import AgentConfig
    from .channel import Channel
    from .conversation import Conversation
    from .conversation_agent import ConversationAgent
    from .conversation_custom_metadata import ConversationCustomMetadata
    from .conversation_recording_details import ConversationRecordingDetails
    from .conversation_tool_call import ConversationToolCall
    from .conversation_transcript import ConversationTranscript
    from .conversation_widget import ConversationWidget
    from .conversation_widget_data import ConversationWidgetData
    from .create_conversation_request import CreateConversationRequest
    from .create_conversation_request_custom_metadata import (
        CreateConversationRequestCustomMetadata,
    )
    from .create_conversation_response import CreateConversationResponse
    from .direction import Direction
    from .end_conversation_response import EndConversationResponse
    from .error import Error
    from .interactivity import Interactivity
    from .latest_version import LatestVersion
    from .list_conversations_custom_metadata import ListConversationsCustomMetadata
    from .send_conversation_message_request import SendConversationMessageRequest
    from .send_conversation_message_response import SendConversationMessageResponse
    from .status import Status
else:
    import importlib

    _MODULES = {
        "AgentConfig": "agent_config",
        "Channel": "channel",
        "Conversation": "conversation",
        "ConversationAgent": "conversation_agent",
        "ConversationCustomMetadata": "conversation_custom_metadata",
        "ConversationRecordingDetails": "conversation_recording_details",
        "ConversationToolCall": "conversation_tool_call",
        "ConversationTranscript": "conversation_transcript",
        "ConversationWidget": "conversation_widget",
        "ConversationWidgetData": "conversation_widget_data",
        "CreateConversationRequest": "create_conversation_request",
        "CreateConversationRequestCustomMetadata": "create_conversation_request_custom_metadata",
        "CreateConversationResponse": "create_conversation_response",
        "Direction": "direction",
        "EndConversationResponse": "end_conversation_response",
        "Error": "error",
        "Interactivity": "interactivity",
        "LatestVersion": "latest_version",
        "ListConversationsCustomMetadata": "list_conversations_custom_metadata",
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
    "AgentConfig",
    "Channel",
    "Conversation",
    "ConversationAgent",
    "ConversationCustomMetadata",
    "ConversationRecordingDetails",
    "ConversationToolCall",
    "ConversationTranscript",
    "ConversationWidget",
    "ConversationWidgetData",
    "CreateConversationRequest",
    "CreateConversationRequestCustomMetadata",
    "CreateConversationResponse",
    "Direction",
    "EndConversationResponse",
    "Error",
    "Interactivity",
    "LatestVersion",
    "ListConversationsCustomMetadata",
    "SendConversationMessageRequest",
    "SendConversationMessageResponse",
    "Status",
)
