"""`anyreach scopes`."""

from __future__ import annotations

import sys

from anyreach.cli._options import DEFAULTS, Options

# ruff: noqa: PLC0415  `--help` loads no more than it needs


def scopes(*, options: Options = DEFAULTS) -> None:
    """Show the token's own scopes: what it may do, and see.

    For example:

      anyreach scopes
      anyreach scopes --json | jq -e 'index("conversations:read_sensitive")'
    """
    from anyreach.cli._escape import escape, to_json

    with options.client() as client:
        found = sorted(client.scopes())
    lines = [to_json(found)] if options.json else [escape(scope) for scope in found]
    sys.stdout.writelines(f"{line}\n" for line in lines)
