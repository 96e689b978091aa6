"""`anyreach completion`."""

from __future__ import annotations

import sys
from typing import Literal

# ruff: noqa: PLC0415  it is loaded when it runs


def completion(shell: Literal["bash", "zsh", "fish"], /) -> None:
    """Print what makes a shell complete this command.

    For example:

      source <(anyreach completion bash)     # in ~/.bashrc
      anyreach completion zsh > ~/.zfunc/_anyreach
      anyreach completion fish > ~/.config/fish/completions/anyreach.fish

    Args:
        shell: Your shell.
    """
    from anyreach.cli._app import app

    sys.stdout.write(app.generate_completion(shell=shell))
