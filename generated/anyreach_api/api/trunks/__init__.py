"""The operations of the tag trunks."""
