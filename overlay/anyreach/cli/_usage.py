"""What is wrong with the arguments, on one line, without values: one can be a token."""

from __future__ import annotations

import re
from typing import Final

from cyclopts.exceptions import (
    CoercionError,
    CycloptsError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

_WORD: Final = re.compile(r"-{0,2}[a-z]+(-[a-z]+)*")
_NO_SUCH: Final = (
    "a token is no argument, since arguments can be seen by others (in `ps`) and stay in the "
    "shell's history: set ANYREACH_TOKEN, or use --token-file."
)
_ARGUMENT: Final = re.compile(r"\b([a-z]+(?:_[a-z]+)*)=")
# Options that are called otherwise than the client's arguments.
_OPTIONS: Final = {
    "token": "--token-file",
    "to_address": "--to",
    "from_address": "--from",
    "organization_id": "--organization",
    "custom_metadata": "--metadata",
    "version": "--agent-version",
}


def problem(error: CycloptsError) -> str:
    """Return what is wrong, and where to read on."""
    command = " ".join(("anyreach", *(error.command_chain or ())))
    return f"{_problem(error)} See {command} --help"


def _problem(error: CycloptsError) -> str:
    match error:
        case UnknownOptionError(token=token):
            word = (token.keyword or token.value).partition("=")[0]
            if word == "--token":
                return _NO_SUCH
            return str(error) if _WORD.fullmatch(word) else "Unknown option."
        case UnknownCommandError(unused_tokens=[word, *_]):
            return str(error) if _WORD.fullmatch(word) else "Unknown command."
        case UnusedCliTokensError():
            return "Too many arguments."
        case CoercionError(argument=argument) if argument is not None:
            return f"{argument.name} takes another kind of value."
        case _:
            return str(error)


def as_options(text: str) -> str:
    """Return what the client says of an argument, with the option's name in its place."""

    def option(found: re.Match[str]) -> str:
        return _OPTIONS.get(found[1]) or f"--{found[1].replace('_', '-')}"

    return _ARGUMENT.sub(option, text)
