"""The options that all API commands share: credentials, limits, output."""

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
        json: Print JSON, one record per line.
        reveal: Show sensitive values, and the API's details about errors.
        organization: The organization for a personal access token. Defaults to ANYREACH_ORG_ID.
        base_url: The API's base URL. Defaults to ANYREACH_BASE_URL.
        token_file: A file with the token that only you can read; - for stdin.
        timeout: Seconds for each call. Defaults to 60.
        max_retries: Maximum number of retries of a failed call. Defaults to 2.
        proxy: An HTTP or SOCKS5 proxy. Use HTTPS_PROXY instead if its URL contains a password.
        ca_file: A file with the CA certificates to trust. Defaults to SSL_CERT_FILE.
        cert: A file with a client certificate and its key, for the API.
        no_trust_env: Ignore proxies and certificates from the environment.
        utc: Show times in UTC instead of local time.
        no_color: Disable colour, like the variable NO_COLOR.
        verbose: Log every attempt to stderr.
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
        """Open a client with the options and the environment."""
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
                    detail = f": {error.detail}" if self.reveal else " more: use --reveal"
                    error.add_note(f"the API says{detail}")
                raise

    @property
    def screen(self) -> Screen:
        """The console for the command's output."""
        from anyreach.cli._screen import Screen

        return Screen(colour=not self.no_color)


DEFAULTS: Final = Options()
SHARED: Final = {
    f"--{name.replace('_', '-')}": kind is bool for name, kind in get_type_hints(Options).items()
} | {"--csv": True}
"""Options that can come before a command: the name, and whether it takes no value."""


def _read_token(name: str) -> str:
    """Return the token in a file, or on the first line of stdin.

    Raises:
        ConfigurationError: The argument is the token itself, or others can read the file.
        OSError: It cannot be read.
    """
    if name.startswith(("ak_", "pat_")):  # no error may repeat it
        raise ConfigurationError(
            "--token-file takes a file name, not the token. The token is now in your shell's "
            "history: consider replacing it"
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
