"""The vendor's next document in the place of the old one: what came, went and changed in it."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tools.documents import Json, decode, dumps, parse, pointer, printable
from tools.import_page._compare import differences
from tools.import_page._slice import check_references
from tools.import_page._units import Units, place, split


class Taken(NamedTuple):
    """A document that takes the place of the contract."""

    data: bytes
    lines: list[str]
    """What became of each part of the contract."""


def take(data: bytes, name: str, old: Json) -> Taken:
    """Check a whole document, and compare it part by part.

    JSON stays as it is written, unless all of it is on one line; then, and of YAML, the order is
    kept.

    Args:
        data: The document.
        name: What to call it.
        old: The contract that it replaces.

    Raises:
        DocumentError: It is not a whole OpenAPI document, or a reference in it leads nowhere.
    """
    document = parse(data, name)
    units = split(document, name)
    check_references(units, name)
    text = decode(data, name).strip()
    is_laid_out = text.startswith("{") and "\n" in text
    written = f"{text}\n".encode() if is_laid_out else dumps(document)
    outcomes = [*_outcomes(split(old, "openapi.json"), units)]
    counted = Counter(verb for verb, _ in outcomes)
    return Taken(
        written,
        [
            f"{name}: the whole document: "
            + ", ".join(f"{number} {verb}" for verb, number in counted.items()),
            *(
                f"  {verb:8}  {printable(where, 300)}"
                for verb, where in outcomes
                if verb != "equal"
            ),
        ],
    )


def _outcomes(old: Units, new: Units) -> Iterator[tuple[str, str]]:
    for path in {**old, **new}:
        if path not in new:
            yield "removed", pointer(place(path, old))
        elif path not in old:
            yield "added", pointer(place(path, new))
        else:
            is_equal = not [*differences(old[path], new[path])]
            yield "equal" if is_equal else "changed", pointer(place(path, new))
