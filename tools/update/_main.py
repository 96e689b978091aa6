"""Run the command, after checking the installed versions."""

import sys
from collections.abc import Sequence

from tools.generate.package.pins import wrong_pins

_BAD_DATA = 65


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit status.
    """
    if problems := wrong_pins():
        print(*problems, sep="\n", file=sys.stderr)
        return _BAD_DATA
    from tools.update._command import run  # noqa: PLC0415 -- imports the packages just checked

    return run(argv)
