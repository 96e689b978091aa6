"""Count what came of checks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """What came of the checks of one kind."""

    right: int = 0
    faults: list[str] = field(default_factory=list[str])
    unmade: list[str] = field(default_factory=list[str])
    """Values that could not be made, so that nothing was checked."""

    def add(self, what: str, faults: list[str]) -> None:
        """Count a check."""
        if faults:
            self.faults.append(f"{what}: {faults[0]}")
        else:
            self.right += 1
