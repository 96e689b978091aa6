"""Read our TOML files, or reject them with an error of one line."""

import tomllib
from typing import Any

from tools.documents import DocumentError, decode, printable, read


def read_toml(path: str) -> tuple[str, dict[str, Any]]:
    """Read a TOML file.

    Args:
        path: The file.

    Returns:
        Its name in errors, and its content.

    Raises:
        DocumentError: It cannot be read or is not TOML.
    """
    name, data = read(path)
    return name, parse_toml(data, name)


def parse_toml(data: bytes, name: str) -> dict[str, Any]:
    """Parse TOML.

    Args:
        data: The text.
        name: Its name in errors.

    Raises:
        DocumentError: It is not TOML.
    """
    try:
        return tomllib.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{name}: not TOML: {printable(str(error), 200)}") from None
