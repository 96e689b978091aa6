"""The exact versions on which the bytes of the package depend; only Python itself is needed here.

The commands check them before they import anything else, so that what is missing is named together
with how to install it.
"""

from importlib import metadata

PINS = {
    "openapi-python-client": "0.29.1",
    "jinja2": "3.1.6",
    "python-jsonpath": "2.2.2",
    "pyyaml": "6.0.4",
    "ruff": "0.17.6",
}
"""As in the dependency group `generate` of pyproject.toml."""

INSTALL = "install them: python -m pip install --group generate"


def wrong_pins() -> list[str]:
    """Say which installed versions are not the pinned ones, and what to do; nothing if all are."""
    problems: list[str] = []
    for name, version in PINS.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "no version"
        if installed != version:
            problems.append(f"{name}: {installed} is installed, and {version} is needed")
    return [*problems, INSTALL] if problems else []
