"""Lists: the records that a request asks for by its filters, page by page."""

from __future__ import annotations

import base64
import heapq
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from urllib.parse import parse_qsl

from anyreach._core.type_guards import is_list, is_mapping
from anyreach.testing._access import may_see
from anyreach.testing._contract import Asked, keys_of, plain, sensitive_keys, unanswered, when
from anyreach.testing._http import Answer, error, refusal
from anyreach.testing._records import CONVERSATION, Records, newest_first, text_of, time_of
from anyreach_api._paging import Pagination
from anyreach_api.errors import DecodeError

Cursor: TypeAlias = Literal["before", "until"]


class Paging(NamedTuple):
    """How the fake pages, where the documentation is silent.

    Attributes:
        size: How many records a page has when no `limit` was sent.
        largest: The largest `limit`: more are not sent, whatever was asked for.
        cursor: Whether a page holds what is older than its cursor, or also what is as old.
    """

    size: int
    largest: int
    cursor: Cursor


class Page(NamedTuple):
    """A page of a list.

    Attributes:
        records: Its records.
        facts: What else an answer can say about it, by plain names.
    """

    records: list[dict[str, Any]]
    facts: Mapping[str, Any]


class _Filter(NamedTuple):
    key: str
    fits: Callable[[Any, Any], bool]


def _includes(value: Any, wanted: Any) -> bool:
    return str(wanted) in str(value)


def _includes_in_any_case(value: Any, wanted: Any) -> bool:
    return str(wanted).casefold() in str(value).casefold()


def _equals(value: Any, wanted: Any) -> bool:
    if is_mapping(wanted):
        return _contains(value, wanted)
    if is_list(value):
        return any(_equals(item, wanted) for item in value)
    if isinstance(wanted, datetime):
        return when(value) == wanted
    return text_of(value) == text_of(wanted)


def _contains(value: Any, wanted: Any) -> bool:
    """Return whether JSON contains other JSON, as PostgreSQL's `@>` has it for objects."""
    if is_mapping(wanted):
        return is_mapping(value) and all(
            key in value and _contains(value[key], inner) for key, inner in wanted.items()
        )
    if is_list(wanted):
        return is_list(value) and all(
            any(_contains(item, inner) for item in value) for inner in wanted
        )
    return bool(value == wanted) and isinstance(value, bool) == isinstance(wanted, bool)


def _bounded(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def fits(value: Any, wanted: Any) -> bool:
        found = when(value) if isinstance(wanted, datetime) else value
        return isinstance(found, type(wanted)) and compare(found, wanted)

    return fits


_BOUNDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "above": _bounded(operator.ge),
    "after": _bounded(operator.ge),
    "below": _bounded(operator.le),
    "before": _bounded(operator.le),
}
"""What a parameter compares by that is named `duration_above` or `created_before`."""

_SEARCHED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "user_id": _includes_in_any_case,
    "agent_number": _includes,
}
"""The keys of conversations of which a filter is a part (docs: list conversations)."""


def _filter_of(model: type, name: str) -> _Filter | None:
    keys = keys_of(model)
    sought = plain(name)
    if sought in keys:
        key = keys[sought]
        searched = _SEARCHED if model.__name__ == CONVERSATION else {}
        return _Filter(key, searched.get(key, _equals))
    for suffix, fits in _BOUNDS.items():
        stem = sought.removesuffix(suffix)
        for key in (stem, f"{stem}at"):
            if stem != sought and key in keys:
                return _Filter(keys[key], fits)
    return None


def select(records: Records, model: type, asked: Asked, paging: Paging) -> Page | Answer:
    """Return the page that a request asks for, or why it cannot be had.

    Parameters that the contract does not know are ignored.

    Raises:
        UnansweredError: A parameter is neither a filter by a property nor pages the list.
    """
    info = asked.operation.info
    pages = info.pagination
    held: Iterable[dict[str, Any]]
    held = own = records.fitting(model.__name__, asked.path)
    if pages is not None and pages.kind == "last-item":
        held = newest_first(own, pages.key)
    values = _read(asked, model, own)
    if isinstance(values, Answer):
        return values
    filters: dict[str, _Filter] = {}
    for name in (name for name in values if name not in _readers(pages)):
        found = _filter_of(model, name)
        if found is None:
            raise unanswered(asked.operation, f"{name} is the name of no property")
        filters[name] = found
    searched = {plain(one.key) for one in filters.values()}
    if searched & sensitive_keys(model) and not may_see(info, asked.grants):
        return error(403, "Filtering by a sensitive field needs read_sensitive.")
    if model.__name__ == CONVERSATION and pages is not None and pages.kind == "last-item":
        made = records.made(*_range(values, pages))
        key = partial(time_of, key=pages.key)
        held = heapq.merge(held, made, key=key, reverse=True)
    fitting = (
        record
        for record in held
        if all(_fits(record, one, values[name]) for name, one in filters.items())
    )
    return _cut(fitting, pages, values, paging)


def _range(
    values: Mapping[str, list[Any]], pages: Pagination
) -> tuple[datetime | None, datetime | None]:
    """Return the range of time outside of which no record of a page is."""
    after = values.get("created_after", [])
    before = values.get("created_before", []) + values.get(pages.cursor, [])
    return max(after, default=None), min(before, default=None)


def _read(
    asked: Asked, model: type, held: Sequence[Mapping[str, Any]]
) -> dict[str, list[Any]] | Answer:
    """Return the values of the parameters in a query, or why one is refused."""
    operation = asked.operation
    readers = _readers(operation.info.pagination)
    values: dict[str, list[Any]] = {}
    for name, text in parse_qsl(asked.request.query, keep_blank_values=True):
        base, bracket, _ = name.partition("[")
        parameter = operation.parameter("query", base)
        if parameter is None:
            continue
        if bracket and not parameter.repeats:
            raise unanswered(operation, f"{base} is an object")
        read = readers.get(parameter.name)
        key = name if read is None else parameter.name
        if key in values and not parameter.repeats:
            return refusal("this was sent twice", "query", name)
        found = _filter_of(model, name)
        # what the fake holds can be asked for, tomorrow's enum values too
        others = {str(record.get(found.key)) for record in held} if found else set[str]()
        parse = read or partial(parameter.parse, held=others)
        texts = text.split(",") if parameter.repeats else [text]
        try:
            values.setdefault(key, []).extend(map(parse, texts))
        except ValueError as problem:
            return refusal(str(problem), "query", name)
    return values


def _readers(pages: Pagination | None) -> Mapping[str, Callable[[str], Any]]:
    """Return what reads the parameters that page a list, by their names."""
    if pages is None:
        return {}
    cursor = _time if pages.kind == "last-item" else _place
    return {pages.limit: _limit, pages.cursor: cursor, pages.offset: _offset}


def _cut(
    fitting: Iterable[dict[str, Any]],
    pages: Pagination | None,
    values: Mapping[str, list[Any]],
    paging: Paging,
) -> Page:
    """Return a page of what was found."""
    if pages is None:
        return Page(list(fitting), {})
    (limit,) = values.get(pages.limit, [paging.size])
    limit = min(limit, paging.largest)
    (start,) = values.get(pages.offset, [0])
    (cursor,) = values.get(pages.cursor, [0])
    if isinstance(cursor, datetime):
        older = _bounded(operator.lt if paging.cursor == "before" else operator.le)
        fitting = (record for record in fitting if older(record.get(pages.key), cursor))
    else:
        start += cursor
    end = start + limit
    found = list(fitting if pages.items else islice(fitting, end + 1))  # a bare list has no total
    has_more = end < len(found)
    facts = {
        "count": len(found[start:end]),
        "total": len(found),
        "totalcount": len(found),
        "limit": limit,
        "pagesize": limit,
        "offset": start,
        "nextcursor": base64.urlsafe_b64encode(b"%d" % end).decode() if has_more else None,
        "hasmore": has_more,
        "hasnext": has_more,
    }
    return Page(found[start:end], facts)


def _fits(record: Mapping[str, Any], wanted: _Filter, values: Sequence[Any]) -> bool:
    found = record.get(wanted.key)
    return found is not None and any(wanted.fits(found, value) for value in values)


def _limit(text: str) -> int:
    if (limit := _offset(text)) < 1:
        raise ValueError("expected at least 1")
    return limit


def _offset(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4000):  # noqa: PLR2004  of int()
        raise ValueError("expected an integer that is not less than 0")
    return int(text)


def _time(text: str) -> datetime:
    """Read the Base64 of a time, in either alphabet (RFC 4648, sections 4 and 5)."""
    moment = when(_unbased(text))
    if moment is None:
        raise ValueError("expected the Base64 of a time")
    return moment


def _place(text: str) -> int:
    try:
        return _offset(_unbased(text))
    except ValueError:
        raise ValueError("expected the cursor of a page") from None


def _unbased(text: str) -> str:
    try:
        return base64.b64decode(text.translate({45: "+", 95: "/"}), validate=True).decode()
    except ValueError:
        return ""


def wrap(asked: Asked, shown: list[dict[str, Any]], facts: Mapping[str, Any]) -> Any:
    """Return the document of a page, with all that the contract requires of it.

    Raises:
        UnansweredError: It requires what nobody said.
    """
    operation = asked.operation
    pages = operation.info.pagination
    if pages is None or not pages.items:
        return shown
    document: dict[str, Any] = {}
    inner: Any
    for path, value in (
        (pages.items, shown),
        (pages.next, facts["nextcursor"]),
        (pages.total, facts["total"]),
    ):
        if path:
            inner = document
            for key in path[:-1]:
                inner = inner.setdefault(key, {})
            inner[path[-1]] = value
    while (fault := _fault(asked, document)) is not None:
        if fault.path[: len(pages.items)] == pages.items:
            return document  # a record is what a test put
        inner = document
        for step in fault.path[:-1]:
            inner = inner[step]
        name = str(fault.path[-1])
        if name in inner or plain(name) not in facts:
            raise unanswered(operation, f"its page needs {fault}")
        inner[name] = facts[plain(name)]
    return document


def _fault(asked: Asked, document: Any) -> DecodeError | None:
    try:
        asked.operation.decode(Answer(asked.operation.info.successes[0], document))
    except DecodeError as fault:
        return fault
    return None
