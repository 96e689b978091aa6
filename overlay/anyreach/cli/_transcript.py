"""A transcript, and what an agent replies, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anyreach import Reply, ToolCall, Turn, UnknownItem
from anyreach.cli._escape import escape, escape_lines, to_json

_INDENT = " " * 11


def lines(transcript: Iterable[Turn | ToolCall | UnknownItem]) -> Iterator[str]:
    """Return what was said and done, a text for each item."""
    yield "\nTranscript"
    for item in transcript:
        match item:
            case Turn():
                cut = "  (interrupted)" if item.interrupted else ""
                yield f"{_speaker(item.role)}{escape_lines(item.text, _INDENT)}{cut}"
            case ToolCall():
                yield f"{_speaker('tool')}{told(item)}"
            case _:
                yield f"{_speaker('unknown')}{to_json(item.raw)}"


def reply_lines(reply: Reply, *, reveal: bool, indent: str = "") -> Iterator[str]:
    """Return what the agent says, shows and did, a text for each.

    Args:
        reply: The reply.
        reveal: Whether to show what its tools were asked and answered.
        indent: What the lines of a text begin with, except for the first.
    """
    if reply.text:
        yield escape_lines(reply.text, indent)
    for widget in reply.widgets:
        yield f"[widget] {to_json(widget.to_dict())}"
    for call in reply.tool_calls:
        yield f"[tool] {told(call) if reveal else escape(call.name or 'unnamed')}"


def told(call: ToolCall) -> str:
    """Return a call of a tool with its result, on one line."""
    outcome = "failed: " if call.is_error else ""
    name = escape(call.name or "unnamed")
    return f"{name}({_value(call.arguments)}) -> {outcome}{_value(call.output)}"


def _speaker(name: str | None) -> str:
    return f"{escape(name or 'unknown'):<9}  "


def _value(value: object) -> str:
    return escape(value) if isinstance(value, str) else to_json(value)
