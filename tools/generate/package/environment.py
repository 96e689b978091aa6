"""The environment for child processes: nothing in it changes what they write."""

import os


def clean_environment() -> dict[str, str]:
    """Return this process's environment without what configures Python, ruff or the locale."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RUFF_", "PYTHON", "LC_", "LANG"))
    }
