"""Campaign helpers that take more than one call."""
