"""Recordings of conversations: download them, or stream them."""

from anyreach.recordings._async_resource import AsyncRecordings
from anyreach.recordings._sync_resource import Recordings

__all__ = ["AsyncRecordings", "Recordings"]
