"""Transports in place of our connections: the caller's, or an extra's."""
