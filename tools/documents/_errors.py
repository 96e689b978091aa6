"""The error for documents, and escaping of foreign text in messages."""

_LONGEST = 80


class DocumentError(Exception):
    """A document is unreadable or invalid. The message is one line without secrets."""


def printable(text: str, longest: int = _LONGEST) -> str:
    """Return foreign text on one line: shortened, with control characters escaped.

    Args:
        text: Any text. It may contain line ends, control characters and lone surrogates.
        longest: Maximum number of characters to keep.
    """
    if len(text) > longest:
        text = text[:longest] + "…"
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
