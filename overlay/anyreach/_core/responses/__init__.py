"""Decode responses, and turn error statuses into exceptions."""
