"""One conversation as two tokens see it, sync and async, from a fake AnyReach on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anyreach.models import Conversation


def main() -> None:
    """Start the fake, fetch one conversation with two roles, and show what each of them sees."""
    from anyreach import AnyReach  # noqa: PLC0415  tools import no overlay at once
    from anyreach.testing import FakeAnyReach  # noqa: PLC0415

    fake = FakeAnyReach.demo()
    titles = {
        fake.token("read_sensitive"): "A token that may see sensitive fields "
        "(conversations:read_sensitive)",
        fake.token("read"): "A read-only token (conversations:read)",
    }
    seen: dict[str, Conversation] = {}
    with fake.serve() as url:
        print(f"A fake AnyReach answers on {url}. Two tokens ask it for the same conversation.\n")
        for token, title in titles.items():
            with AnyReach(token, base_url=url) as client:
                seen[token] = client.conversations.get("conv_1")
            print("\n".join([title, "=" * len(title), *describe(seen[token]), ""]))
        asyncio.run(compare(seen, url))


async def compare(seen: dict[str, Conversation], url: str) -> None:
    """Fetch the conversation with each token again, async, and say whether all are the same."""
    from anyreach import AsyncAnyReach  # noqa: PLC0415  as above

    again: dict[str, Conversation] = {}
    for token in seen:
        async with AsyncAnyReach(token, base_url=url) as client:
            again[token] = await client.conversations.get("conv_1")
    print(f"AsyncAnyReach got {'the same' if again == seen else 'SOMETHING ELSE'}.")


def describe(conversation: Conversation) -> Iterator[str]:
    """Say what a token can see of a conversation, line by line, for a first-time reader."""
    from anyreach import ToolCall, Turn, sensitive_fields, transcript_of  # noqa: PLC0415  as above

    yield "Plain fields are there for every token:"
    yield f"  status     {conversation.status}"
    yield f"  channel    {conversation.channel}"
    yield f"  duration   {conversation.duration} s"
    yield f"  created_at {conversation.created_at}"
    yield "Sensitive fields are there, empty, or withheld, and never mixed up:"
    for name in sorted(sensitive_fields(conversation)):
        if conversation.is_redacted(name):
            yield f"  {name:17} withheld from this token: reading it raises RedactedError"
        else:
            value = conversation.reveal(name)
            yield f"  {name:17} {'no value' if value is None else 'visible'}"
    if conversation.is_redacted("conversation"):
        yield "The transcript is withheld; its absence is not taken for an empty one."
    elif (transcript := transcript_of(conversation)) is not None:
        yield "The transcript, asked for by name:"
        for item in transcript:
            if isinstance(item, Turn):
                yield f"  {item.role or 'unknown':9} {item.text}"
            elif isinstance(item, ToolCall):
                yield f"  tool      {item.name}({item.arguments}) -> {item.output}"
    yield "Printed, logged or in a traceback, it shows none of that, and no phone number:"
    yield f"  {conversation!r}"


if __name__ == "__main__":  # pragma: no cover  the session `demo` runs it
    main()
