"""The operations of the tag phone_numbers."""
