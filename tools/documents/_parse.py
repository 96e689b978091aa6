"""Parse bytes into plain values: detect the format and check the encoding."""

import codecs
from typing import Any

from tools.documents._errors import DocumentError
from tools.documents._json import parse_json
from tools.documents._source import read
from tools.documents._values import MAX_BYTES

_YAML_SUFFIXES = (".yaml", ".yml")
_OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def parse(data: bytes, name: str) -> Any:
    """Parse one JSON or YAML 1.2 document.

    A name with the suffix `.json`, or text that starts with `{` or `[`, means JSON.
    Other documents, and names with the suffix `.yaml` or `.yml`, are YAML.

    Args:
        data: The document, UTF-8 with or without a byte order mark.
        name: Its name in errors; its suffix decides the format.

    Returns:
        Plain JSON values in their original order.

    Raises:
        DocumentError: The data is not a UTF-8 document, or has values that JSON can't represent.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name}: larger than {MAX_BYTES // 2**20} MiB")
    text = decode(data, name)
    if not text.strip():
        raise DocumentError(f"{name}: is empty")
    if is_json(text, name):
        return parse_json(text, name)
    from tools.documents._yaml import parse_yaml  # noqa: PLC0415  not for JSON

    return parse_yaml(text, name)


def is_json(text: str, name: str) -> bool:
    """Return whether a document is JSON rather than YAML.

    Args:
        text: The document, not blank.
        name: Its name; the suffix takes precedence over the text.
    """
    suffixed = name.lower()
    looks_like_json = text.lstrip()[0] in "{["
    return suffixed.endswith(".json") or (looks_like_json and not suffixed.endswith(_YAML_SUFFIXES))


def load(source: str) -> Any:
    """Read and parse one document.

    Args:
        source: The path of a file, or an http(s) URL.

    Returns:
        Plain JSON values.

    Raises:
        DocumentError: The document can't be read, or is invalid.
    """
    name, data = read(source)
    return parse(data, name)


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 with or without a byte order mark.

    Args:
        data: The encoded text.
        name: Its name in errors.

    Returns:
        The text.

    Raises:
        DocumentError: The encoding is not UTF-8.
    """
    if data.startswith(_OTHER_ENCODINGS):
        raise DocumentError(f"{name}: is UTF-16 or UTF-32: save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - line_start + 1
        raise DocumentError(f"{name}: line {line}, byte {column}: not UTF-8") from None
