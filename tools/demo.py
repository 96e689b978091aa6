"""Show one conversation as two tokens see it, sync and async, from a local fake AnyReach."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anyreach.models import Conversation


def main() -> None:
    """Start the fake, fetch a conversation with two tokens, and print what each can see."""
    from anyreach import AnyReach  # noqa: PLC0415  tools don't import the overlay
    from anyreach.testing import FakeAnyReach  # noqa: PLC0415

    fake = FakeAnyReach.demo()
    titles = {
        fake.token("read_sensitive"): "A token that can read sensitive fields "
        "(conversations:read_sensitive)",
        fake.token("read"): "A read-only token (conversations:read)",
    }
    seen: dict[str, Conversation] = {}
    with fake.serve() as url:
        print(f"A fake AnyReach is running on {url}. Two tokens fetch the same conversation.\n")
        for token, title in titles.items():
            with AnyReach(token, base_url=url) as client:
                seen[token] = client.conversations.get("conv_1")
            print("\n".join([title, "=" * len(title), *describe(seen[token]), ""]))
        asyncio.run(compare(seen, url))


async def compare(seen: dict[str, Conversation], url: str) -> None:
    """Fetch the conversation again with `AsyncAnyReach`, and print whether it is equal."""
    from anyreach import AsyncAnyReach  # noqa: PLC0415  as above

    again: dict[str, Conversation] = {}
    for token in seen:
        async with AsyncAnyReach(token, base_url=url) as client:
            again[token] = await client.conversations.get("conv_1")
    print(f"AsyncAnyReach returned {'the same' if again == seen else 'SOMETHING ELSE'}.")


def describe(conversation: Conversation) -> Iterator[str]:
    """Yield lines that show which fields of a conversation a token can see."""
    from anyreach import ToolCall, Turn, sensitive_fields, transcript_of  # noqa: PLC0415  as above

    yield "Every token can read the plain fields:"
    yield f"  status     {conversation.status}"
    yield f"  channel    {conversation.channel}"
    yield f"  duration   {conversation.duration} s"
    yield f"  created_at {conversation.created_at}"
    yield "Each sensitive field is present, empty or withheld:"
    for name in sorted(sensitive_fields(conversation)):
        if conversation.is_redacted(name):
            yield f"  {name:17} withheld from this token; reading it raises RedactedError"
        else:
            value = conversation.reveal(name)
            yield f"  {name:17} {'no value' if value is None else 'visible'}"
    if conversation.is_redacted("conversation"):
        yield "The transcript is withheld, which is not the same as an empty one."
    elif (transcript := transcript_of(conversation)) is not None:
        yield "The transcript, requested explicitly:"
        for item in transcript:
            if isinstance(item, Turn):
                yield f"  {item.role or 'unknown':9} {item.text}"
            elif isinstance(item, ToolCall):
                yield f"  tool      {item.name}({item.arguments}) -> {item.output}"
    yield "Its repr hides sensitive values and phone numbers, so you can log it:"
    yield f"  {conversation!r}"


if __name__ == "__main__":  # pragma: no cover  the session `demo` runs it
    main()
