"""Escape foreign text in Markdown: words that Markdown or GitHub could interpret become code."""

import re
from collections.abc import Iterable
from typing import Final

CODE: Final = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
"""A code span in CommonMark: from a run of backticks to the next run of the same length."""

# No markup, no mention, no reference, no URL, no emoji; nothing that begins a list in a line.
_PLAIN = re.compile(
    r"(?!\d+[.)]$)(?!.*www\.)(?!.*//)(?!.*_)"
    r"(?:[('\"]*[\w/{→…][\w.,;!?'\"(){}/%=+→…-]*:?|[.,;:!?)'\"]+)"
)


def code(text: str) -> str:
    """Write text as code, which Markdown does not interpret.

    Args:
        text: Printable text on one line.
    """
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{text}{space}{fence}"


def inline(sentence: str) -> str:
    """Write a sentence of a finding, keeping its code spans.

    Args:
        sentence: Printable text on one line.

    Returns:
        The sentence in Markdown.
    """
    written = ""
    for index, part in enumerate(re.split("`([^`]+)`", sentence)):
        text = code(part) if index % 2 else re.sub(r"\S+", _word, part)
        # Adjacent code spans would merge.
        written += " " * (written.endswith("`") and text.startswith("`")) + text
    return written


def _word(match: re.Match[str]) -> str:
    if _PLAIN.fullmatch(match[0]):
        return match[0]
    word = match[0].rstrip(".,;:") or match[0]
    return code(word) + match[0][len(word) :]


def block(lines: Iterable[str], language: str) -> str:
    """Write lines as a block of code.

    Args:
        lines: Printable lines.
        language: Their language.
    """
    text = "\n".join(lines)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}\n"
