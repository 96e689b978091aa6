"""Contains all the data models used in inputs/outputs"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .channel import Channel
    from .conversation import Conversation
    from .conversation_agent import ConversationAgent
    from .conversation_custom_metadata import ConversationCustomMetadata
    from .conversation_recording_details import ConversationRecordingDetails
    from .conversation_transcript import ConversationTranscript
    from .direction import Direction
    from .error import Error
    from .status import Status
else:
    import importlib

    _MODULES = {
        "Channel": "channel",
        "Conversation": "conversation",
        "ConversationAgent": "conversation_agent",
        "ConversationCustomMetadata": "conversation_custom_metadata",
        "ConversationRecordingDetails": "conversation_recording_details",
        "ConversationTranscript": "conversation_transcript",
        "Direction": "direction",
        "Error": "error",
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
    "ConversationCustomMetadata",
    "ConversationRecordingDetails",
    "ConversationTranscript",
    "Direction",
    "Error",
    "Status",
)
