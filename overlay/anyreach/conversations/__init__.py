"""What people do with conversations beyond one call."""

from anyreach.conversations._resource import AsyncConversations, Conversations

__all__ = ["AsyncConversations", "Conversations"]
