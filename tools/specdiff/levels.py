"""Define the three levels of a change, from compatible to breaking."""

from typing import Final

COMPATIBLE: Final = 0
RISKY: Final = 1
BREAKING: Final = 2
LEVELS: Final = ("compatible", "risky", "breaking")
"""Their names, each at its level."""
