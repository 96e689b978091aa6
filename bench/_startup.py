"""Measure fresh processes: the cost of an import, and of the first response."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import _cost
from bench._contest import Contest
from bench._data import FULL_ID
from bench._peers import STOCK
from bench._setting import TOKEN, Setting, Site

_HTTPX = """
import httpx, ssl
verify = ssl.create_default_context(cafile={certificates!r}) if {certificates!r} else True
with httpx.Client(headers={{"Authorization": "Bearer {token}"}}, verify=verify) as client:
    assert client.get("{url}/core/conversations/{id}").json()["id"] == "{id}"
"""
_ANYREACH = """
from anyreach import AnyReach
with AnyReach("{token}", base_url="{url}", verify={certificates!r} or True) as client:
    assert client.conversations.get("{id}").id == "{id}"
"""
_STOCK = """
import ssl
from {stock} import AuthenticatedClient
from {stock}.api.conversations import get_conversation
verify = ssl.create_default_context(cafile={certificates!r}) if {certificates!r} else True
with AuthenticatedClient("{url}", "{token}", verify_ssl=verify) as client:
    assert get_conversation.sync("{id}", client=client).id == "{id}"
"""


def imports(setting: Setting) -> Contest:
    """Import a package in a fresh interpreter."""
    statements = {
        "import httpx": "import httpx",
        "import anyreach": "import anyreach",
        "from anyreach import AnyReach": "from anyreach import AnyReach",
        f"import {STOCK}": f"import {STOCK}",
    }
    return Contest(
        subject="import",
        unit="ms",
        contenders={
            name: partial(_cost.of_import, setting.python, statement)
            for name, statement in statements.items()
        },
        baseline="import httpx",
        targets={"import anyreach": 0.45},
    )


def growth(setting: Setting) -> Contest:
    """Import the clients of contracts of 200 and of 6 operations."""
    statement = "import sys; sys.path.insert(0, {!r}); import anyreach"
    return Contest(
        subject="import anyreach",
        unit="ms",
        contenders={
            f"{operations} operations": partial(
                _cost.of_import, setting.python, statement.format(str(setting.package(operations)))
            )
            for operations in (6, 200)
        },
        baseline="6 operations",
        targets={"200 operations": 1.1},
    )


def help_page(setting: Setting) -> Contest:
    """Print the command's help, with 60 and with 6 operations in the contract."""
    code = "import sys; sys.path.insert(0, {!r}); sys.argv = ['anyreach', '--help']\n{}"
    run = "from anyreach.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass"
    return Contest(
        subject="anyreach --help",
        unit="ms",
        contenders={
            f"{operations} operations": partial(
                _cost.of_process,
                Path(sys.executable),
                code.format(str(setting.package(operations)), run),
            )
            for operations in (6, 60)
        },
        baseline="6 operations",
        targets={"60 operations": 1.3},
    )


def first_answer(setting: Setting) -> Contest:
    """Start an interpreter, get one conversation, exit."""
    return _first("fresh process to first response", setting, setting.http, 1.15)


def first_answer_tls(setting: Setting) -> Contest:
    """Do the same over TLS, as in production, where each makes one SSL context."""
    return _first("fresh process to first response, TLS", setting, setting.https, 1.1)


def _first(subject: str, setting: Setting, site: Site, target: float) -> Contest:
    def contender(code: str) -> Callable[[], float]:
        values = {"token": TOKEN, "id": FULL_ID, "stock": STOCK, **site._asdict()}
        return partial(_cost.of_process, setting.python, code.format(**values))

    return Contest(
        subject=subject,
        unit="ms",
        contenders={
            "httpx": contender(_HTTPX),
            "anyreach": contender(_ANYREACH),
            "stock client": contender(_STOCK),
        },
        baseline="httpx",
        targets={"anyreach": target},
    )
