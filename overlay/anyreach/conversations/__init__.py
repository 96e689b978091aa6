"""What people do with conversations beyond one call."""
