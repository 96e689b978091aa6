"""The lines on which values stand: one walk over the text, JSON or YAML."""

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
    """What begins or ends at a place: the kinds are those of YAML."""

    kind: str
    line: int
    text: str


@dataclass(slots=True)
class _Wanted:
    """A place that is looked for, or on the way to one."""

    line: int = 0
    below: "dict[str, _Wanted]" = field(default_factory=dict["str", "_Wanted"])


def lines(data: bytes, name: str, pointers: Iterable[str]) -> dict[str, int]:
    """Find the lines of JSON pointers (RFC 6901).

    Args:
        data: A document that `parse` takes.
        name: Its name, as `parse` was given it.
        pointers: What to look for. Where one leads nowhere, or through an alias of YAML, the line
            is that of the last place on its way.

    Returns:
        The line of each pointer, from 1; of a member, that of its key.
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
    next(found, None)  # the parser tidies up
    return {
        pointer: next(place.line for place in reversed(way) if place.line)
        for pointer, way in ends.items()
    }


def _yaml(text: str, name: str) -> Iterator[_Event]:
    from tools.documents._yaml import events  # noqa: PLC0415  JSON is read without it

    for event in events(text, name):
        kind = type(event).__name__.removesuffix("Event")
        if not kind.startswith(("Stream", "Document")):
            yield _Event(kind, event.start_mark.line + 1, getattr(event, "value", ""))


def _json(text: str) -> Iterator[_Event]:
    """Yield the events that YAML would have: libyaml refuses escapes and long keys of JSON."""
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
    """Pass one value, at most as deep as documents may be, and note the lines in it."""
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
