"""The one error of reading a document, and how foreign text is shown in it."""

_LONGEST = 80


class DocumentError(Exception):
    """A document cannot be had or is not what it should be: one clear line, without a secret."""


def printable(text: str, longest: int = _LONGEST) -> str:
    """Return foreign text on one line: shortened, with what a terminal could act on escaped.

    Args:
        text: Any text, also with line ends, control characters or lone surrogates.
        longest: The number of characters to keep.
    """
    if len(text) > longest:
        text = text[:longest] + "…"
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
