"""Replace the contract with the vendor's next document, and list what changed."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tools.documents import Json, decode, dumps, parse, pointer, printable
from tools.import_page._compare import differences
from tools.import_page._slice import check_references
from tools.import_page._units import Units, place, split


class Taken(NamedTuple):
    """A document that replaces the contract."""

    data: bytes
    lines: list[str]
    """The outcome for each part of the contract."""


def take(data: bytes, name: str, old: Json) -> Taken:
    """Check a whole document and compare it with the contract, part by part.

    JSON keeps its formatting, unless all of it is on one line. One-line JSON and YAML are
    reformatted in their original order.

    Args:
        data: The document.
        name: Its name in messages.
        old: The contract that it replaces.

    Raises:
        DocumentError: The document is not a whole OpenAPI document, or a reference leads nowhere.
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
