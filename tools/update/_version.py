"""Raise the version in both files that contain it."""

import re
from collections.abc import Mapping

from tools.documents import DocumentError, decode
from tools.specdiff.judgement.next_version import (
    PROJECT,
    VERSION_MODULE,
    Version,
    version_in,
    written,
)

_NAMES = {PROJECT: "version", VERSION_MODULE: "__version__"}


def raised(files: Mapping[str, bytes], needed: Version | None) -> dict[str, bytes]:
    """Raise the client's version.

    Args:
        files: The contents of `pyproject.toml` and of the version's module, by path.
        needed: The lowest version allowed, or None for any.

    Returns:
        The new contents of both; empty if the version is high enough.

    Raises:
        DocumentError: A file does not have the version on exactly one line.
    """
    if needed is None or version_in(files[PROJECT], PROJECT) >= needed:
        return {}
    return {path: _raised(path, files[path], written(needed)) for path in _NAMES}


def _raised(path: str, data: bytes, version: str) -> bytes:
    line = f'{_NAMES[path]} = "{version}"'
    pattern = rf'^{_NAMES[path]} = "[^"\n]*"$'
    text, count = re.subn(pattern, line, decode(data, path), flags=re.MULTILINE)
    if count != 1:
        raise DocumentError(f"{path}: must have exactly one line such as `{line}`, and has {count}")
    return text.encode()
