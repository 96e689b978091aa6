"""Render the package, verify it and swap it in."""
