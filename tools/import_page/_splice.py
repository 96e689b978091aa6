"""Rewrite a changed JSON document; unchanged parts keep their bytes."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from tools.documents import Json, dumps

_JSON = json.JSONDecoder()


def rewrite(text: str, old: Json, new: Json) -> str:
    """Return `new` as text that differs from `text` only where the values do.

    New values, and values of another type, are written in the canonical form.

    Args:
        text: Valid JSON without duplicate keys.
        old: The text's value.
        new: The new value. Parts of `old` in it must be the same Python objects. An empty object
            or array must not replace a full one.
    """
    start, end = _span(text, 0)
    return text[:start] + _value(text, start, old, new, 0) + text[end:]


class _Member(NamedTuple):
    """The positions of a member of an object or array: its key, value and end."""

    key: int
    value: int
    end: int


class _Change(NamedTuple):
    """A member to write, and the index of its old member, if any."""

    was: int | None
    label: str
    old: Json
    new: Json


def _value(text: str, start: int, old: Json, new: Json, level: int) -> str:
    if new is old:
        return text[slice(*_span(text, start))]
    if isinstance(old, dict) and isinstance(new, dict):
        index_of_key = {key: index for index, key in enumerate(old)}
        return _holder(
            text,
            start,
            [
                _Change(
                    index_of_key.get(key),
                    json.dumps(key, ensure_ascii=False) + ": ",
                    old.get(key),
                    value,
                )
                for key, value in new.items()
            ],
            level,
        )
    if isinstance(old, list) and isinstance(new, list):
        index_of_item = {id(item): index for index, item in enumerate(old)}
        changes = [_Change(index_of_item.get(id(item)), "", item, item) for item in new]
        return _holder(text, start, changes, level)
    return _block(new, level)


def _holder(text: str, start: int, changes: list[_Change], level: int) -> str:
    """Write an object or array with its original whitespace."""
    members = [*_members(text, start)]
    end = _span(text, start)[1]
    if not members and not changes:
        return text[start:end]
    inner, outer = "\n" + "  " * (level + 1), "\n" + "  " * level
    lead = text[start + 1 : members[0].key] if members else inner
    tail = text[members[-1].end : end] if members else outer + text[end - 1]
    written = [text[start]]
    previous: int | None = None
    for position, change in enumerate(changes):
        index = change.was
        if index is not None and index - 1 == previous:
            written.append(text[members[index - 1].end : members[index].key])
        else:
            written.append(("," if position else "") + lead)
        if index is None:
            written.append(change.label + _block(change.new, level + 1))
        else:
            member = members[index]
            written.append(text[member.key : member.value])
            written.append(_value(text, member.value, change.old, change.new, level + 1))
        previous = index
    return "".join([*written, tail])


def _block(value: Json, level: int) -> str:
    """Write a value in the canonical form, indented; JSON strings contain no line ends."""
    return dumps(value).decode().rstrip("\n").replace("\n", "\n" + "  " * level)


def _members(text: str, start: int) -> Iterator[_Member]:
    at = _skip(text, start + 1)
    while text[at] not in "}]":
        key = value = at
        if text[start] == "{":
            value = _skip(text, _skip(text, _span(text, key)[1]) + 1)
        end = _span(text, value)[1]
        yield _Member(key, value, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _span(text: str, at: int) -> tuple[int, int]:
    """Return the start and end of the next value."""
    start = _skip(text, at)
    return start, _JSON.raw_decode(text, start)[1]


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\n\r":
        at += 1
    return at
