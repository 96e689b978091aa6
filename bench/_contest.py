"""Run a contest: contenders do the same work in turn, and are compared with a baseline."""

import statistics
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Contest(NamedTuple):
    """A contest between contenders.

    Attributes:
        subject: The work of all contenders.
        unit: The unit of displayed costs.
        contenders: By name, functions that run a contender and return its cost in seconds or bytes.
        baseline: The name of the contender that the others are compared with.
        targets: The highest acceptable ratios to the baseline, by contender.
        most: The maximum number of rounds. If 1, there is no warm-up, since the cost is constant.
    """

    subject: str
    unit: str
    contenders: Mapping[str, Callable[[], float]]
    baseline: str
    targets: Mapping[str, float]
    most: int | None = None


class Row(NamedTuple):
    """A contender compared with the baseline.

    Attributes:
        subject: The work.
        contender: The contender's name.
        cost: Its median cost, in seconds or bytes.
        baseline: The baseline's name.
        baseline_cost: The baseline's median cost.
        unit: The unit of displayed costs.
        ratio: The median of the rounds' ratios of its cost to the baseline's.
        spread: The lower and upper quartiles of these ratios.
        target: The highest acceptable ratio, if any.
    """

    subject: str
    contender: str
    cost: float
    baseline: str
    baseline_cost: float
    unit: str
    ratio: float
    spread: tuple[float, float]
    target: float | None

    @property
    def missed(self) -> bool:
        """Whether the ratio is above the target, if any."""
        return self.target is not None and self.ratio > self.target


def run(contest: Contest, rounds: int) -> list[Row]:
    """Run a contest, and return a row for each contender except the baseline.

    Every contender runs once per round, so a busy machine slows all of them down. The order rotates
    from round to round. A warm-up round comes first and does not count.
    """
    names = list(contest.contenders)
    costs: dict[str, list[float]] = {name: [] for name in names}
    rounds = min(rounds, contest.most or rounds)
    for number in range(rounds + (rounds > 1)):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            cost = contest.contenders[name]()
            if number or rounds == 1:
                costs[name].append(cost)
    return [_row(contest, name, costs) for name in names if name != contest.baseline]


def _row(contest: Contest, name: str, costs: Mapping[str, list[float]]) -> Row:
    base = costs[contest.baseline]
    ratios = [mine / other for mine, other in zip(costs[name], base, strict=True)]
    quartiles = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return Row(
        subject=contest.subject,
        contender=name,
        cost=statistics.median(costs[name]),
        baseline=contest.baseline,
        baseline_cost=statistics.median(base),
        unit=contest.unit,
        ratio=statistics.median(ratios),
        spread=(quartiles[0], quartiles[2]),
        target=contest.targets.get(name),
    )
