"""Recordings of conversations: download them, or stream them."""

from anyreach.recordings._resource import AsyncRecordings, Recordings

__all__ = ["AsyncRecordings", "Recordings"]
