"""The exact versions on which the bytes of the package depend."""

from importlib import metadata

from tools.generate._errors import GenerationError

PINS = {
    "openapi-python-client": "0.29.1",
    "jinja2": "3.1.6",
    "ruff": "0.17.6",
}
"""As in the dependency group `generate` of pyproject.toml."""


def check_pins() -> None:
    """Compare the installed versions with the pinned ones.

    Raises:
        GenerationError: Another version is installed, or none.
    """
    problems: list[str] = []
    for name, version in PINS.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "no version"
        if installed != version:
            problems.append(f"{name}: {installed} is installed, and {version} is needed")
    if problems:
        raise GenerationError(problems)
