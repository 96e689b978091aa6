"""The operations of the tag conversations."""
