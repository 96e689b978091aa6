"""A contest: contenders that do the same, in turn, and one that the others are measured against."""

import statistics
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Contest(NamedTuple):
    """What is measured against what.

    Attributes:
        subject: What all contenders do.
        unit: What a cost is shown in.
        contenders: By name, what runs one of them and returns its cost, in seconds or bytes.
        baseline: The name of the contender that the others are measured against.
        targets: The highest ratio to the baseline that a contender should have.
        most: How many rounds are enough: one, without a warm-up, where the cost never changes.
    """

    subject: str
    unit: str
    contenders: Mapping[str, Callable[[], float]]
    baseline: str
    targets: Mapping[str, float]
    most: int | None = None


class Row(NamedTuple):
    """One contender against the baseline.

    Attributes:
        subject: What was done.
        contender: Who did it.
        cost: The median of its costs, in seconds or bytes.
        baseline: The other's name.
        baseline_cost: The median of the other's costs.
        unit: What a cost is shown in.
        ratio: The median, over the rounds, of its cost to the baseline's in the same round.
        spread: The lower and the upper quartile of those ratios.
        target: The highest ratio wanted, if any.
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
        """Whether there is a target, and the ratio is above it."""
        return self.target is not None and self.ratio > self.target


def run(contest: Contest, rounds: int) -> list[Row]:
    """Run a contest, and return a row for each contender but the baseline.

    In every round each contender runs once, so that a busy machine slows down all of them; who is
    first changes from round to round. A round before the first warms up, and does not count.
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
