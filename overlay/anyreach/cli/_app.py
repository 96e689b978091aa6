"""The commands, and what the command as a whole says of itself."""

from __future__ import annotations

import sys
from typing import Literal

from cyclopts import App, Parameter

from anyreach import __version__
from anyreach.cli import _exit
from anyreach.cli._by_hand import download, scopes
from anyreach.cli._commands import SEE, add_tags
from anyreach.cli._demo import demo

_HELP = """The AnyReach API in a shell: `anyreach TAG METHOD` for whatever it can do.

The token comes from the variable ANYREACH_TOKEN (or ANYREACH_PAT, with
ANYREACH_ORG_ID), or from a file: --token-file. It is never an argument, since
others can see those, and the shell's history keeps them.

Sensitive values and phone numbers are hidden until you ask for them:
--reveal. What an agent says to you in a chat is shown.

For example:

  anyreach demo
  anyreach conversations list --status failed
  anyreach conversations get conv_1 --json | jq -r .status
  anyreach conversations chat --user-id me --agent-id agent_1
  source <(anyreach completion bash)

Objects are JSON: as text, as @FILE, or @- for stdin. An option that takes a
list is repeated. What is not given is not sent; --null NAME sends null for an
option where that is a value, and --empty NAME an empty list. What changes
something for good, or costs something, asks first, or takes --yes."""


def completion(shell: Literal["bash", "zsh", "fish"], /) -> None:
    """Print what makes a shell complete this command.

    For example:

      source <(anyreach completion bash)     # in ~/.bashrc
      anyreach completion zsh > ~/.zfunc/_anyreach
      anyreach completion fish > ~/.config/fish/completions/anyreach.fish

    Args:
        shell: Your shell.
    """
    sys.stdout.write(app.generate_completion(shell=shell))


app = App(
    name="anyreach",
    help=_HELP,
    help_format="plaintext",
    help_epilogue=_exit.told(),
    version=__version__,
    default_parameter=Parameter(show_default=False, negative=()),
    suppress_keyboard_interrupt=False,
)
_recordings = App(name="recordings", help="Recordings of voice conversations.", help_epilogue=SEE)
_recordings.command(download)
app.command(_recordings)
for _command in (scopes, demo, completion):
    app.command(_command, help_epilogue=SEE)
add_tags(app)
