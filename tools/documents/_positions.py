"""Find the line numbers of values in JSON or YAML text, in one pass."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tools.documents._parse import decode, is_json
from tools.documents._pointers import pointer_keys

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"{}\[\],:]+|[{}\[\]\n]')
_KINDS = {"{": "MappingStart", "}": "MappingEnd", "[": "SequenceStart", "]": "SequenceEnd"}


class _Event(NamedTuple):
    """The start or end of a value, with YAML's kinds of events."""

    kind: str
    line: int
    text: str


@dataclass(slots=True)
class _Wanted:
    """A place to find, or one on the path to it."""

    line: int = 0
    below: "dict[str, _Wanted]" = field(default_factory=dict["str", "_Wanted"])


def lines(data: bytes, name: str, pointers: Iterable[str]) -> dict[str, int]:
    """Find the lines of JSON pointers (RFC 6901).

    Args:
        data: A document that `parse` accepts.
        name: Its name, as passed to `parse`.
        pointers: The pointers to find. If one leads nowhere or through a YAML alias, its line is
            that of the last place on its path.

    Returns:
        The line of each pointer, from 1. A member's line is that of its key.
    """
    text = decode(data, name)
    top = _Wanted(line=1)
    ends: dict[str, list[_Wanted]] = {}
    for pointer in pointers:
        way = [top]
        for step in pointer_keys(pointer):
            way.append(way[-1].below.setdefault(step, _Wanted()))
        ends[pointer] = way
    found = _json(text) if is_json(text, name) else _yaml(text, name)
    _walk(found, next(found), top)
    next(found, None)  # lets the parser clean up
    return {
        pointer: next(place.line for place in reversed(way) if place.line)
        for pointer, way in ends.items()
    }


def _yaml(text: str, name: str) -> Iterator[_Event]:
    from tools.documents._yaml import events  # noqa: PLC0415  JSON does not need it

    for event in events(text, name):
        kind = type(event).__name__.removesuffix("Event")
        if not kind.startswith(("Stream", "Document")):
            yield _Event(kind, event.start_mark.line + 1, getattr(event, "value", ""))


def _json(text: str) -> Iterator[_Event]:
    """Yield YAML events for JSON, since libyaml rejects JSON's escapes and long keys."""
    line = 1
    for match in _TOKEN.finditer(text):
        found = match[0]
        if found == "\n":
            line += 1
        elif found[0] == '"':
            yield _Event("Scalar", line, json.loads(found) if "\\" in found else found[1:-1])
        else:
            yield _Event(_KINDS.get(found, "Scalar"), line, found)


def _walk(events: Iterator[_Event], event: _Event, place: _Wanted | None) -> None:
    """Consume one value and note the lines in it; documents are at most `MAX_DEPTH` deep."""
    if event.kind == "MappingStart":
        while (key := next(events)).kind != "MappingEnd":
            _walk(events, next(events), _met(place, key.text, key.line))
    elif event.kind == "SequenceStart":
        index = 0
        while (item := next(events)).kind != "SequenceEnd":
            _walk(events, item, _met(place, str(index), item.line))
            index += 1


def _met(place: _Wanted | None, step: str, line: int) -> _Wanted | None:
    below = place.below.get(step) if place else None
    if below:
        below.line = line
    return below
