"""Read an untrusted JSON or YAML document from a file, an http(s) URL or bytes."""

from tools.documents._errors import DocumentError, printable
from tools.documents._json import dumps
from tools.documents._parse import decode, load, parse
from tools.documents._pointers import escaped, pointer, pointer_keys, reference_keys, value_at
from tools.documents._positions import lines
from tools.documents._source import Source, read
from tools.documents._values import MAX_BYTES, MAX_DEPTH, METHODS, Json

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "METHODS",
    "DocumentError",
    "Json",
    "Source",
    "decode",
    "dumps",
    "escaped",
    "lines",
    "load",
    "parse",
    "pointer",
    "pointer_keys",
    "printable",
    "read",
    "reference_keys",
    "value_at",
]
