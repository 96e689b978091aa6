"""Requests and responses as bytes: bodies, headers, decompression, limits."""
