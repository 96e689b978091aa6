"""The arguments of a command: `--help` teaches, and bad ones are one line and exit with 64."""

import argparse
from typing import Final, NoReturn

from tools.documents import printable

BAD_ARGUMENTS: Final = 64


class Parser(argparse.ArgumentParser):
    """A parser that takes options by their whole names only.

    Args:
        prog: What to call the command.
        description: What it does, shown as it is laid out.
        epilog: Examples and exit statuses, likewise.
    """

    def __init__(self, prog: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and exit."""
        self.exit(BAD_ARGUMENTS, f"{self.prog}: {printable(message, 300)} (--help explains)\n")
