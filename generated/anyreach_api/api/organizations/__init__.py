"""The operations of the tag organizations."""
