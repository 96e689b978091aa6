"""What people do with conversations beyond one call."""

from anyreach.conversations._async_resource import AsyncConversations
from anyreach.conversations._sync_resource import Conversations

__all__ = ["AsyncConversations", "Conversations"]
