"""`anyreach demo`: commands run against a fake AnyReach on this machine."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from anyreach.cli._app import run

if TYPE_CHECKING:
    from anyreach.testing import Role

# ruff: noqa: PLC0415  it is loaded when it runs

_SHOWN: Final[tuple[tuple[str, tuple[Role, ...], tuple[str, ...]], ...]] = (
    (
        "A read-only token (conversations:read): sensitive fields are withheld.",
        ("read",),
        ("scopes", "conversations list", "conversations get conv_1"),
    ),
    (
        "A token that may see sensitive fields: they are hidden until you ask for them.",
        ("read_sensitive",),
        (
            "conversations get conv_1",
            "conversations get conv_1 --reveal",
            "conversations get conv_1 --json",
        ),
    ),
    (
        "A token that can make changes (conversations:manage).",
        ("manage", "read_sensitive"),
        (
            "conversations create --channel text --user-id me --agent-id agent_1 --yes",
            'conversations send-message conv_5 --text "Do you ship to Zürich?" --reveal',
            "conversations end conv_5",
            "conversations get conv_unknown",
        ),
    ),
)


def demo() -> None:
    """Run commands against a fake, with a token of each role."""
    from anyreach.testing import FakeAnyReach

    fake = FakeAnyReach.demo()
    with fake.serve() as url:
        for title, roles, commands in _SHOWN:
            sys.stdout.write(f"# {title}\n\n")
            variables = {"ANYREACH_BASE_URL": url, "ANYREACH_TOKEN": fake.token(roles)}
            for command in commands:
                sys.stdout.write(f"$ anyreach {command}\n")
                sys.stdout.flush()
                with _environment(variables):
                    run(shlex.split(command))
                sys.stdout.write("\n")


@contextmanager
def _environment(variables: Mapping[str, str]) -> Generator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
