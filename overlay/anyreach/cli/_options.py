"""What every command that calls the API takes: who calls, how long it may take, what is shown."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, get_type_hints

from attrs import frozen
from cyclopts import Parameter

from anyreach import ConfigurationError

if TYPE_CHECKING:
    from anyreach import AnyReach, Attempt
    from anyreach.cli._screen import Screen

GROUP: Final = "Shared options"
_STDIN: Final = "-"
_MAX_TOKEN: Final = 10_000  # characters: no token is that long, and a device is endless

# ruff: noqa: PLC0415  a command that only shows its help needs no client


@Parameter(name="*", group=GROUP)
@frozen(kw_only=True)
class Options:
    """The shared options.

    Attributes:
        json: Print JSON for machines, one record a line.
        reveal: Show what is hidden, and what the API says of an error.
        organization: The organization that a personal access token acts in; ANYREACH_ORG_ID.
        base_url: Where the API is; ANYREACH_BASE_URL.
        token_file: A file with the token, which nobody else may read; - is stdin.
        timeout: Seconds for each call; 60 unless given.
        max_retries: How often a failed call is repeated; 2 unless given.
        proxy: An HTTP or SOCKS5 proxy; HTTPS_PROXY, where a password does not show in lists of
            processes.
        ca_file: A file of the CA certificates to trust; SSL_CERT_FILE.
        cert: A file with a certificate and its key, to show to the API.
        no_trust_env: Use no proxy and no certificates that the environment names.
        utc: Show times in UTC, not in the zone of this machine.
        no_color: Use no colour. The variable NO_COLOR does the same.
        verbose: Tell of every attempt on stderr.
    """

    json: bool = False
    reveal: bool = False
    organization: Annotated[str | None, Parameter(metavar="ID")] = None
    base_url: Annotated[str | None, Parameter(metavar="URL")] = None
    token_file: Annotated[str | None, Parameter(metavar="FILE", allow_leading_hyphen=True)] = None
    timeout: Annotated[float | None, Parameter(metavar="SECONDS")] = None
    max_retries: Annotated[int | None, Parameter(metavar="N")] = None
    proxy: Annotated[str | None, Parameter(metavar="URL")] = None
    ca_file: Annotated[str | None, Parameter(metavar="FILE")] = None
    cert: Annotated[str | None, Parameter(metavar="FILE")] = None
    no_trust_env: bool = False
    utc: bool = False
    no_color: bool = False
    verbose: bool = False

    @contextmanager
    def client(self) -> Generator[AnyReach]:
        """Open a client, as the options and the environment say."""
        from anyreach import AnyReach, APIStatusError

        options: dict[str, Any] = {
            "timeout": self.timeout,
            "max_retries": self.max_retries,
            "verify": self.ca_file,
        }
        with AnyReach(
            None if self.token_file is None else _read_token(self.token_file),
            organization_id=self.organization,
            base_url=self.base_url,
            proxy=self.proxy,
            cert=self.cert,
            trust_env=not self.no_trust_env,
            on_attempt=_tell if self.verbose else None,
            **{name: value for name, value in options.items() if value is not None},
        ) as client:
            try:
                yield client
            except APIStatusError as error:
                if error.detail is not None:
                    detail = f": {error.detail}" if self.reveal else " more: --reveal shows it"
                    error.add_note(f"the API says{detail}")
                raise

    @property
    def screen(self) -> Screen:
        """Where people see what they asked for."""
        from anyreach.cli._screen import Screen

        return Screen(colour=not self.no_color)


DEFAULTS: Final = Options()
SHARED: Final = {
    f"--{name.replace('_', '-')}": kind is bool for name, kind in get_type_hints(Options).items()
} | {"--csv": True}
"""What can stand before a command: the name of an option, and whether it takes no value."""


def _read_token(name: str) -> str:
    """Return the token in a file, or on the first line of stdin.

    Raises:
        ConfigurationError: It is the token itself, or others may read the file, as with ssh.
        OSError: It cannot be read.
    """
    if name.startswith(("ak_", "pat_")):  # no error may repeat it
        raise ConfigurationError(
            "--token-file takes the name of a file, not the token: it is in your shell's history "
            "now, so think of making a new one"
        )
    if name == _STDIN:
        return sys.stdin.readline(_MAX_TOKEN).strip()
    with Path(name).open(encoding="utf-8", errors="replace") as file:
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
            raise ConfigurationError(
                "the file of --token-file can be read by others: chmod 600 it, and think of "
                "making a new token"
            )
        return file.read(_MAX_TOKEN).strip()


def _tell(attempt: Attempt) -> None:
    from anyreach.cli._screen import note

    outcome = attempt.error or "fine"
    status = "no answer" if attempt.status is None else f"status {attempt.status}"
    again = "" if attempt.wait is None else f", again in {attempt.wait:.1f} s"
    note(
        f"{attempt.operation}, attempt {attempt.attempt}: {status}, {outcome}, "
        f"{attempt.elapsed:.2f} s{again}"
    )
