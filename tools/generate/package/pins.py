"""Check the exact versions that the package's bytes depend on, without importing them.

The commands check these before they import anything else, to list everything missing and how to
install it.
"""

from importlib import metadata

PINS = {
    "openapi-python-client": "0.29.1",
    "jinja2": "3.1.6",
    "python-jsonpath": "2.2.2",
    "pyyaml": "6.0.4",
    "ruff": "0.17.6",
}
"""The pins, as in the dependency group `generate` in pyproject.toml."""

INSTALL = "install them: python -m pip install --group generate"


def wrong_pins() -> list[str]:
    """Return the installed versions that differ from the pins, and what to do; empty if none do."""
    problems: list[str] = []
    for name, version in PINS.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "no version"
        if installed != version:
            problems.append(f"{name}: {installed} is installed, but {version} is needed")
    return [*problems, INSTALL] if problems else []
