"""What people do with workflows beyond one call: running them to their end."""
