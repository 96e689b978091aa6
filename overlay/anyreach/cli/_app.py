"""The commands, and what the command as a whole says of itself."""

from __future__ import annotations

from cyclopts import App, Parameter

from anyreach import __version__
from anyreach.cli import _exit
from anyreach.cli._completion import completion
from anyreach.cli._create import call, email, text, web
from anyreach.cli._demo import demo
from anyreach.cli._download import download
from anyreach.cli._get import get
from anyreach.cli._list import list_
from anyreach.cli._scopes import scopes
from anyreach.cli._talk import chat, end, message
from anyreach.cli._wait import wait

_HELP = """The AnyReach API in a shell.

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
  source <(anyreach completion bash)"""

app = App(
    name="anyreach",
    help=_HELP,
    help_format="plaintext",
    help_epilogue=_exit.told(),
    version=__version__,
    default_parameter=Parameter(show_default=False, negative=()),
    suppress_keyboard_interrupt=False,
)
_SEE = "Exit codes: see anyreach --help"
_create = App(name="create", help="Create a conversation: a call, or on another channel.")
for _command in (call, text, email, web):
    _create.command(_command)
_conversations = App(
    name="conversations", help="Find, create and lead conversations.", help_epilogue=_SEE
)
_conversations.command(list_, name="list")
_conversations.command(_create)
for _verb in (get, message, end, wait, chat):
    _conversations.command(_verb)
_recording = App(name="recording", help="Recordings of voice conversations.", help_epilogue=_SEE)
_recording.command(download)
app.command(_conversations)
app.command(_recording)
app.command(scopes, help_epilogue=_SEE)
app.command(demo, help_epilogue=_SEE)
app.command(completion, help_epilogue=_SEE)
