"""Workflow helpers that take more than one call: running them to completion."""
