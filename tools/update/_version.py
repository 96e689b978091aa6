"""The version, raised in both files that name it."""

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
    """Raise the version of the client.

    Args:
        files: The content of `pyproject.toml` and of the module with the version, by path.
        needed: The version that the client must have, None for any.

    Returns:
        The new content of both; nothing when the version is high enough.

    Raises:
        DocumentError: One of them does not say the version on a line of its own.
    """
    if needed is None or version_in(files[PROJECT], PROJECT) >= needed:
        return {}
    return {path: _raised(path, files[path], written(needed)) for path in _NAMES}


def _raised(path: str, data: bytes, version: str) -> bytes:
    line = f'{_NAMES[path]} = "{version}"'
    pattern = rf'^{_NAMES[path]} = "[^"\n]*"$'
    text, count = re.subn(pattern, line, decode(data, path), flags=re.MULTILINE)
    if count != 1:
        raise DocumentError(f"{path}: must have one line such as `{line}`, and has {count}")
    return text.encode()
