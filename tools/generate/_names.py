"""What the generator makes of the names of a contract."""

import unicodedata
from collections.abc import Iterable, Iterator

from openapi_python_client.strings import PythonIdentifier

from tools.generate._settings import FIELD_PREFIX


def python_name(name: str) -> str:
    """Return the identifier that the generator makes of a name, as Python compares it."""
    return unicodedata.normalize("NFKC", PythonIdentifier(name, FIELD_PREFIX))


def collisions(names: Iterable[tuple[str, str]], what: str) -> Iterator[str]:
    """Yield the places of names that become the same Python identifier as an earlier one."""
    first: dict[str, tuple[str, str]] = {}
    for place, name in names:
        other_place, other = first.setdefault(python_name(name), (place, name))
        if other_place != place:
            becomes = f"become {python_name(name)}" if name != other else "are the same"
            yield f"{place}: {what} {name} and {what} {other} at {other_place} {becomes}"


def unwritable(name: str) -> bool:
    """Tell whether a string has characters that the generator does not write into code."""
    return any(unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" for one in name)
