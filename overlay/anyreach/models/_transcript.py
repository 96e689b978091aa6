"""A transcript: turns and tool calls, parsed leniently.

The contract publishes no schema for it, so nothing here raises on a shape: what is not understood
is kept as an `UnknownItem`, and the raw object is there to be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, fields, frozen

from anyreach._core.type_guards import is_list, is_mapping

if TYPE_CHECKING:
    import pandas as pd

    from anyreach_api.models import Conversation

_CALLS: Final = frozenset({"function_call", "tool_call"})
_RESULTS: Final = frozenset({"function_call_output", "tool_call_output", "tool_result"})
_INTERRUPTED: Final = " (interrupted)"
_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_STARTS: Final = re.compile(r"^(\d*)([-+=.)])")  # of a list, or a line below a heading
_TICKS: Final = re.compile(r"`+")


@frozen(kw_only=True)
class Turn:
    """One speaker's turn.

    Attributes:
        role: The speaker: `user`, `assistant`, or another value; None if missing.
        text: The text, with parts joined by line breaks; may be empty.
        at: The time as an aware datetime; None if missing.
        interrupted: Whether the other speaker interrupted.
        raw: The item as it arrived.
    """

    role: str | None = field(repr=False)
    text: str = field(repr=False)
    at: datetime | None
    interrupted: bool
    raw: Mapping[str, Any] = field(repr=False)


@frozen(kw_only=True)
class ToolCall:
    """A tool call by the agent, paired with its result by `call_id`.

    Attributes:
        call_id: The id that pairs the call with its result; None if missing.
        name: The tool's name; None if missing.
        arguments: The arguments, parsed when they are JSON, else as they arrived.
        output: The result as it arrived; None without one.
        is_error: Whether the result is an error; None without a result.
        at: The time of the call as an aware datetime; None if missing.
        raw: The call's item as it arrived; None for a result without a call.
        raw_result: The result's item as it arrived; None without one.
    """

    call_id: str | None = field(repr=False)
    name: str | None = field(repr=False)
    arguments: Any = field(repr=False)
    output: Any = field(repr=False)
    is_error: bool | None
    at: datetime | None
    raw: Mapping[str, Any] | None = field(repr=False)
    raw_result: Mapping[str, Any] | None = field(repr=False)


@frozen(kw_only=True)
class UnknownItem:
    """An item that is neither a turn nor a tool call, as it arrived in `raw`."""

    raw: Any = field(repr=False)


_Item: TypeAlias = Turn | ToolCall | UnknownItem


class Transcript:
    """The turns, tool calls and other items of a conversation, in order.

    Iterate over it for all items, or take `turns` or `tool_calls`. `raw` is the object as it
    arrived. While the conversation is active, it may be partial
    (docs: api-reference/conversations/statuses).
    """

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        items: object = raw.get("items") if is_mapping(raw) else raw
        self._items = _read_items(items, _kind) if is_list(items) else []

    def __iter__(self) -> Iterator[Turn | ToolCall | UnknownItem]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Transcript) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment]  # as unhashable as the raw object

    def __repr__(self) -> str:
        return f"<Transcript of {len(self)} items>"

    @property
    def turns(self) -> list[Turn]:
        """The turns, in order."""
        return [item for item in self if isinstance(item, Turn)]

    @property
    def tool_calls(self) -> list[ToolCall]:
        """The tool calls, in order."""
        return [item for item in self if isinstance(item, ToolCall)]

    def to_text(self) -> str:
        """Return the transcript as plain text, including sensitive content.

        Returns:
            A line for each item, such as `user: Hello.` and `[find_order({"id": 7}) -> shipped]`.
            Further lines of a turn are indented. Of an item that is neither a turn nor a tool call
            there is the type.
        """
        return "".join(f"{_as_text(item)}\n" for item in self)

    def to_markdown(self) -> str:
        """Return the transcript as Markdown, including sensitive content.

        Markdown and HTML in texts are escaped.

        Returns:
            A paragraph for each item, such as `**user:** Hello.`; tool calls are code. Of an item
            that is neither a turn nor a tool call there is the type.
        """
        return "\n".join(f"{_as_markdown(item)}\n" for item in self)

    def to_frame(self) -> pd.DataFrame:
        """Return the items as a pandas DataFrame, one row each. Needs the extra `pandas`.

        Returns:
            A frame with the columns `kind` (`turn`, `tool_call` or `other`), `role`, `text`, `at`
            (UTC), `interrupted`, `call_id`, `name`, `arguments`, `output` and `is_error`. What an
            item does not have is `<NA>`.

        Raises:
            ConfigurationError: pandas is not installed.
        """
        from anyreach.models._frames import TEXT, dtype_of, make_frame  # noqa: PLC0415  an extra

        kinds: dict[type, str] = {Turn: "turn", ToolCall: "tool_call"}
        columns = {"kind": (TEXT, [kinds.get(type(item), "other") for item in self])}
        for column in (*fields(Turn), *fields(ToolCall)):
            if column.name not in {"raw", "raw_result"}:
                cells: list[Any] = [getattr(item, column.name, None) for item in self]
                columns[column.name] = (dtype_of(str(column.type)), cells)
        return make_frame(columns)


def _as_text(item: _Item) -> str:
    if isinstance(item, Turn):
        said = "\n  ".join(item.text.splitlines())
        return f"{_one_line(item.role or 'unknown')}: {said}{_INTERRUPTED * item.interrupted}"
    return f"[{_as_call(item)}]"


def _as_markdown(item: _Item) -> str:
    if isinstance(item, Turn):
        lines = (line.strip() for line in item.text.splitlines())
        said = "\\\n".join(_escaped(line) for line in lines if line)
        role = _escaped(_one_line(item.role or "unknown"))
        return f"**{role}:** {said}{_INTERRUPTED * item.interrupted}"
    return _code(_as_call(item))


def _as_call(item: ToolCall | UnknownItem) -> str:
    if isinstance(item, UnknownItem):
        return _one_line(_kind(item.raw) or "unknown")
    arguments = "" if item.arguments is None else _one_line(item.arguments)
    called = f"{_one_line(item.name or 'unknown')}({arguments})"
    if item.raw_result is None:
        return called
    return f"{called} -> {'error: ' if item.is_error else ''}{_one_line(item.output)}"


def _one_line(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())


def _escaped(line: str) -> str:
    """Escape characters with a meaning in Markdown (CommonMark, section 2.4)."""
    line = _MARKS.sub(r"\\\g<0>", line)
    return _STARTS.sub(r"\1\\\2", line, count=1)


def _code(text: str) -> str:
    """Return a code span; its fence is longer than any in the text (CommonMark, section 6.1)."""
    fence = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    return f"{fence} {text} {fence}"


def transcript_of(conversation: Conversation) -> Transcript | None:
    """Return a conversation's transcript, or None.

    While the conversation is active, it may be partial.

    Raises:
        RedactedError: The transcript is withheld from the token.
    """
    raw = conversation.conversation
    return None if raw is None else Transcript(raw)


def read_tool_calls(items: list[Any]) -> list[ToolCall]:
    """Read a list of tool calls and their results, even if items have no type."""
    return [item for item in _read_items(items, _tool_kind) if isinstance(item, ToolCall)]


def _read_items(items: list[Any], kind_of: Callable[[object], str | None]) -> list[_Item]:
    read: list[_Item] = []
    waiting: dict[str | None, list[int]] = {}  # where calls without a result are, by call_id
    for item in items:
        kind, call_id = kind_of(item), _text(item, "call_id")
        if kind in _CALLS:
            if call_id is not None:
                waiting.setdefault(call_id, []).append(len(read))
            # A call can hold its result itself.
            read.append(_tool_call(item, item if "output" in item else None))
        elif kind in _RESULTS and (places := waiting.get(call_id)):
            place = places.pop(0)
            read[place] = _tool_call(read[place].raw, item)
        elif kind in _RESULTS:
            read.append(_tool_call(None, item))
        elif kind == "message" or (kind is None and _text(item, "role") is not None):
            read.append(
                Turn(
                    role=_text(item, "role"),
                    text=_content(item.get("content")),
                    at=_time(item.get("created_at")),
                    interrupted=item.get("interrupted") is True,
                    raw=item,
                )
            )
        else:
            read.append(UnknownItem(raw=item))
    return read


def _tool_call(call: Mapping[str, Any] | None, result: Mapping[str, Any] | None) -> ToolCall:
    told = call or result or {}
    return ToolCall(
        call_id=_text(told, "call_id"),
        name=_text(told, "name"),
        arguments=None if call is None else _parsed(call.get("arguments")),
        output=None if result is None else result.get("output"),
        is_error=None if result is None else result.get("is_error") is True,
        at=_time(told.get("created_at")),
        raw=call,
        raw_result=result,
    )


def _kind(item: object) -> str | None:
    return _text(item, "type")


def _tool_kind(item: object) -> str:
    kind = _kind(item)
    if kind is not None and kind in _CALLS | _RESULTS:
        return kind
    result = is_mapping(item) and "output" in item and "arguments" not in item
    return "tool_result" if result else "tool_call"


def _text(item: object, key: str) -> str | None:
    value = item.get(key) if is_mapping(item) else None
    return value if isinstance(value, str) else None


def _content(content: object) -> str:
    parts = content if is_list(content) else [content]
    texts = (part if isinstance(part, str) else _text(part, "text") for part in parts)
    return "\n".join(text for text in texts if text is not None)


def _parsed(arguments: Any) -> Any:
    try:
        return json.loads(arguments) if isinstance(arguments, str) else arguments
    except (ValueError, RecursionError):
        return arguments


def _time(value: object) -> datetime | None:
    """Return epoch seconds or an ISO 8601 text as an aware datetime."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, tz=UTC)
        if isinstance(value, str):
            when = datetime.fromisoformat(value)
            return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None
