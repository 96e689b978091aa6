"""Run the command, after checking the installed versions."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.generate.package.pins import wrong_pins

_BAD_DATA = 65

_ROOT = Path(__file__).parents[2]


def main(argv: Sequence[str], root: Path = _ROOT) -> int:
    """Run the command.

    Args:
        argv: The arguments, without the program's name.
        root: The repository.

    Returns:
        The exit status: 0 success, 1 drift, 64 invalid arguments, 65 invalid data or a wrong
        installation.
    """
    if problems := wrong_pins():
        print(*problems, sep="\n", file=sys.stderr)
        return _BAD_DATA
    from tools.generate._command import run  # noqa: PLC0415 -- imports the packages just checked

    return run(argv, root)
