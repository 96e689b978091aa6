"""Parse a command's arguments. Invalid ones print one line and exit with 64."""

import argparse
from typing import Final, NoReturn

from tools.documents import printable

BAD_ARGUMENTS: Final = 64


class Parser(argparse.ArgumentParser):
    """A parser that does not accept abbreviated options.

    Args:
        prog: The command's name.
        description: The description, printed with its line breaks.
        epilog: Examples and exit statuses, printed with their line breaks.
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
        """Print the error and exit."""
        self.exit(BAD_ARGUMENTS, f"{self.prog}: {printable(message, 300)} (see --help)\n")
