"""What the generator makes of the names of a contract."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from openapi_python_client.strings import PythonIdentifier

from tools.generate.contract.settings import FIELD_PREFIX
from tools.generate.models.field import attribute_name


def collisions(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of properties that would become attributes of the same name."""
    usual = [(name, PythonIdentifier(name, FIELD_PREFIX)) for name in names]
    count = Counter(identifier for _, identifier in usual)
    made: dict[str, str] = {}
    for name, short in usual:
        # The generator writes names that would be one as they are in the contract.
        is_clear = count[short] == 1
        identifier = (
            short if is_clear else PythonIdentifier(name, FIELD_PREFIX, skip_snake_case=True)
        )
        # Python takes identifiers for one that differ in form only.
        attribute = attribute_name(unicodedata.normalize("NFKC", identifier))
        if made.setdefault(attribute, name) != name:
            yield name
