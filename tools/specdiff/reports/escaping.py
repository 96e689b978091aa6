"""Foreign text in Markdown: a word that Markdown or GitHub could act on becomes code."""

import re
from collections.abc import Iterable
from typing import Final

CODE: Final = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
"""A span of code, as CommonMark finds it: a run of backticks up to the next as long."""

# No markup, no mention, no reference, no URL, no emoji; nothing that begins a list in a line.
_PLAIN = re.compile(
    r"(?!\d+[.)]$)(?!.*www\.)(?!.*//)(?!.*_)"
    r"(?:[('\"]*[\w/{→…][\w.,;!?'\"(){}/%=+→…-]*:?|[.,;:!?)'\"]+)"
)


def code(text: str) -> str:
    """Write text as code, in which nothing has a meaning.

    Args:
        text: Printable text on one line.
    """
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{text}{space}{fence}"


def inline(sentence: str) -> str:
    """Write a sentence of a finding, its own code spans kept.

    Args:
        sentence: Printable text on one line.

    Returns:
        Markdown that says it, and no more.
    """
    written = ""
    for index, part in enumerate(re.split("`([^`]+)`", sentence)):
        text = code(part) if index % 2 else re.sub(r"\S+", _word, part)
        # Two code spans that touch would be none.
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
        language: What they are written in.
    """
    text = "\n".join(lines)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}\n"
