"""The agent's reply to a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anyreach.models._transcript import ToolCall
    from anyreach_api.models import ConversationWidget, SendConversationMessageResponse


class Reply:
    """The agent's reply to a message.

    Attributes:
        text: The agent's text; empty if it has none.
        tool_calls: The tools that the agent used, in order, each with its result.
        widgets: The widgets to show beside the text, each with a `type` and `data`.
        raw: The answer as it arrived.

    Source: the contract's `SendConversationMessageResponse`.
    """

    __slots__ = ("raw", "text", "tool_calls", "widgets")

    def __init__(self, raw: SendConversationMessageResponse) -> None:
        from anyreach.models._transcript import read_tool_calls  # noqa: PLC0415  imports attrs

        self.text: str = raw.reply or ""
        self.tool_calls: list[ToolCall] = read_tool_calls(list(raw.tool_calls or ()))
        self.widgets: list[ConversationWidget] = list(raw.widgets or ())
        self.raw = raw

    def __repr__(self) -> str:
        tools, widgets = len(self.tool_calls), len(self.widgets)
        return f"<Reply: {tools} tool calls, {widgets} widgets>"
