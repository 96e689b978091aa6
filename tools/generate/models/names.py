"""Find names of a contract that collide in Python."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from openapi_python_client.strings import PythonIdentifier

from tools.generate.contract.settings import FIELD_PREFIX
from tools.generate.models.field import attribute_name


def collisions(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of properties that would become the same attribute."""
    usual = [(name, PythonIdentifier(name, FIELD_PREFIX)) for name in names]
    count = Counter(identifier for _, identifier in usual)
    made: dict[str, str] = {}
    for name, short in usual:
        # The generator keeps the contract's spelling for names that would collide.
        is_clear = count[short] == 1
        identifier = (
            short if is_clear else PythonIdentifier(name, FIELD_PREFIX, skip_snake_case=True)
        )
        # Python treats identifiers as equal if they have the same normalized form.
        attribute = attribute_name(unicodedata.normalize("NFKC", identifier))
        if made.setdefault(attribute, name) != name:
            yield name
