"""Recordings of conversations: download them, or stream them."""
