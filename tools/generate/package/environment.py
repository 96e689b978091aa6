"""The environment for child processes, without variables that change their output."""

import os


def clean_environment() -> dict[str, str]:
    """Return this process's environment without variables for Python, ruff or the locale."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RUFF_", "PYTHON", "LC_", "LANG"))
    }
