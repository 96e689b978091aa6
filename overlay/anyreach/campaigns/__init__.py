"""What people do with campaigns beyond one call."""
