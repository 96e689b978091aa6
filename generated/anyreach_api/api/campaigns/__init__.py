"""The operations of the tag campaigns."""
