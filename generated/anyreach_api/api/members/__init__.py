"""The operations of the tag members."""
