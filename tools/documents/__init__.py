"""Read one JSON or YAML document, from a file, an http(s) URL or bytes, without trusting it."""

from tools.documents._errors import DocumentError, printable
from tools.documents._json import MAX_DEPTH, Json, dumps, pointer
from tools.documents._parse import decode, load, parse
from tools.documents._positions import lines
from tools.documents._source import MAX_BYTES, Source, read

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "DocumentError",
    "Json",
    "Source",
    "decode",
    "dumps",
    "lines",
    "load",
    "parse",
    "pointer",
    "printable",
    "read",
]
