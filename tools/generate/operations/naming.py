"""Name modules, resources, methods and arguments. A name never stops generation."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol, TypeVar

from openapi_python_client.strings import PythonIdentifier

from tools.generate.contract.settings import FIELD_PREFIX

_TAKEN_TAGS = {
    *("aclose", "close", "execute", "recordings", "request", "scopes", "with_options"),
    "property",  # the decorator of the others
}
"""Members of the clients other than tags."""

_TAKEN_CLASSES = {
    *("Any", "AsyncPages", "AsyncResource", "AsyncResources", "FileInput", "Literal", "Mapping"),
    *("Options", "Pages", "Resource", "Resources", "UNSET", "UUID", "Unset", "WithId"),
    *("False", "None", "True"),  # of Python itself
}
"""Names in the resources' modules other than the tags' classes."""

_TAKEN_METHODS = {"builtins", "datetime", "models"}
"""The modules in methods' annotations."""

OPTIONS = ("timeout", "extra_headers", "extra_query", "extra_body")
"""Arguments of every method, besides its operation's parameters."""

PAGING = ("page_size", "limit", "cursor", "on_invalid")
"""More arguments of every method that returns a list."""


class Named(Protocol):
    """The parts of an operation that naming needs."""

    @property
    def id(self) -> str:
        """Its `operationId`."""
        ...

    @property
    def path(self) -> str:
        """Its path in the contract."""
        ...

    @property
    def tag(self) -> str:
        """The tag of its resource."""
        ...


_Named = TypeVar("_Named", bound=Named)


@cache
def python_name(name: str) -> str:
    """Return the generator's identifier for a name, normalized as Python does."""
    return unicodedata.normalize("NFKC", PythonIdentifier(name, FIELD_PREFIX))


def operation_name(operation_id: str) -> str:
    """Return an operation's module name."""
    return _free(python_name(_words_of(operation_id.replace("Controller", ""))))


def tag_name(tag: str) -> str:
    """Return the name of a tag's module and of the client's property."""
    name = python_name(_words_of(tag))
    return f"{name}_" if name in _TAKEN_TAGS or keyword.iskeyword(name) else name


def class_names(tags: Iterable[str]) -> dict[str, str]:
    """Return each tag's class name, given the tags' names. Async classes add a prefix."""
    used = {name.casefold() for name in _TAKEN_CLASSES}
    names: dict[str, str] = {}
    for tag in tags:
        plain = "".join(word.capitalize() for word in tag.split("_")) or "Default"
        number, name = 1, plain
        while {name.casefold(), f"async{name}".casefold()} & used:
            number += 1
            name = f"{plain}{number}"
        used |= {name.casefold(), f"async{name}".casefold()}
        names[tag] = name
    return names


def method_names(
    operations: Sequence[Named], overrides: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Return each operationId's method name, and notes.

    Args:
        operations: The operations, with unique ids.
        overrides: The names from the settings, by operationId.
    """
    names: dict[str, str] = {}
    notes: list[str] = []
    for tag, members in by_tag(operations).items():
        short = {one.id: overrides.get(one.id) or _short_name(one) for one in members}
        count = Counter(short.values())
        wanted = [
            _free(short[one.id])
            if count[short[one.id]] == 1 or one.id in overrides
            else operation_name(one.id)
            for one in members
        ]
        for one, name in zip(members, unique(wanted), strict=True):
            names[one.id] = name
            if name != short[one.id]:
                why = "taken by several" if count[short[one.id]] > 1 else "taken"
                notes.append(f"{tag}.{name}: {one.id}, since {short[one.id]} is {why}")
    return names, notes


def by_tag(operations: Iterable[_Named]) -> dict[str, list[_Named]]:
    """Group operations by tag name; tags with the same name are one resource."""
    found: dict[str, list[_Named]] = {}
    for one in operations:
        found.setdefault(tag_name(one.tag), []).append(one)
    return found


def unique(names: Iterable[str]) -> list[str]:
    """Return unique names; later duplicates get a number."""
    used: set[str] = set()
    made: list[str] = []
    for name in names:
        number, candidate = 1, name
        while candidate.casefold() in used:
            number += 1
            candidate = f"{name}_{number}"
        used.add(candidate.casefold())
        made.append(candidate)
    return made


def argument_names(places: Sequence[tuple[str, str]], taken: Iterable[str]) -> list[str]:
    """Return arguments' Python names, given their locations and names.

    Names that collide, or are taken, get their location as a prefix.
    """
    plain = [python_name(name) for _, name in places]
    count = Counter([*plain, *taken])
    prefixed = [
        f"{location}_{name}" if count[name] > 1 or name == "self" else name
        for (location, _), name in zip(places, plain, strict=True)
    ]
    return unique(prefixed)


def _short_name(operation: Named) -> str:
    words = operation_name(operation.id).strip("_").split("_")
    segments = [part for part in operation.path.split("/") if part]
    noun = tag_name(operation.tag).strip("_").split("_")
    service = python_name(segments[0]) if segments else ""
    if len(words) > 1 and words[0] == service and words[0] not in {noun[0], _singular(noun[0])}:
        words = words[1:]
    for form in (noun, [*noun[:-1], _singular(noun[-1])], [*noun[:-1], _plural(noun[-1])]):
        for start in range(len(words) - len(form) + 1):
            if words[start : start + len(form)] == form and len(words) > len(form):
                return "_".join(words[:start] + words[start + len(form) :])
    return "_".join(words)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def _plural(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _free(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or name in _TAKEN_METHODS else name


def _words_of(text: str) -> str:
    """Split words at punctuation and case changes, as in `ListV2Agents` or `getURLOf`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    return re.sub(r"\W+", " ", words).lower()
