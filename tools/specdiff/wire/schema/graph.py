"""Represent the comparison as a graph: pairs, their changes, and the operations that reach them.

A pair of places is one node however often it is met, so the work grows with the contracts and not
with the number of ways through them. How bad a node is, and which operations reach it, are two
properties of the finished graph; cycles need no care.
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from tools.specdiff.levels import BREAKING, COMPATIBLE

Sense = Literal["request", "response"]
"""The side that writes the value: the client (`request`) or the API (`response`)."""


class Change(NamedTuple):
    """One difference, without the operations that reach it."""

    rule: str
    sense: Sense | None
    base: str | None
    """JSON pointer in the base; None for an addition."""
    revision: str | None
    before: Any = None
    after: Any = None
    subject: str | None = None
    """JSON pointer of the subject, if it is not the changed place."""


class Choice(NamedTuple):
    """The values of a union's option must fit an option of the other side."""

    matched: "Node | None"
    """The comparison with the matching option."""
    others: Callable[[], list["Node"]]
    """Returns comparisons with all other options; called only if the match does not fit."""
    otherwise: Change
    """The change to report if no option fits."""
    near: bool = False
    """Whether the first of the others is the likely counterpart, whose differences are reported."""
    hidden: bool = False
    """Whether inner differences are hidden, as inside `not`, where they would be inverted."""


class Node:
    """The result of one comparison."""

    __slots__ = ("changes", "choices", "edges", "level", "mask", "tried")

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.edges: list[Node] = []
        self.choices: list[Choice] = []
        self.tried: list[list[Node] | None] = []
        self.level = COMPATIBLE
        self.mask = 0

    def choose(self, choice: Choice) -> None:
        """Add a choice.

        Args:
            choice: The decision to make after its comparisons.
        """
        self.choices.append(choice)
        self.tried.append(None)


def every(roots: list[Node]) -> list[Node]:
    """Return the reachable nodes, including those of open choices.

    Args:
        roots: Where to start.

    Returns:
        Each node once, in the order of discovery.
    """
    seen = {id(root): root for root in roots}
    waiting = list(seen.values())
    for node in waiting:
        for child in _all(node):
            if id(child) not in seen:
                seen[id(child)] = child
                waiting.append(child)
    return waiting


def _all(node: Node) -> Iterator[Node]:
    yield from node.edges
    for choice, tried in zip(node.choices, node.tried, strict=True):
        if choice.matched:
            yield choice.matched
        yield from tried or ()


def _choice_level(choice: Choice, tried: list[Node] | None, level: Callable[[str], int]) -> int:
    candidates = [*([choice.matched] if choice.matched else []), *(tried or ())]
    if any(node.level == COMPATIBLE for node in candidates):
        return COMPATIBLE
    return choice.matched.level if choice.matched else level(choice.otherwise.rule)


def _levels(nodes: list[Node], level: Callable[[str], int]) -> None:
    """Compute the level of each node: the least solution, so a cycle by itself breaks nothing."""
    parents: dict[int, list[Node]] = {}
    for node in nodes:
        node.level = COMPATIBLE
        for child in _all(node):
            parents.setdefault(id(child), []).append(node)
    waiting = [node for node in nodes if node.changes or node.choices]
    queued = {id(node) for node in waiting}
    while waiting:
        node = waiting.pop()
        queued.discard(id(node))
        worst = max(
            (
                *(level(change.rule) for change in node.changes),
                *(child.level for child in node.edges),
                *(
                    _choice_level(choice, tried, level)
                    for choice, tried in zip(node.choices, node.tried, strict=True)
                ),
            ),
            default=COMPATIBLE,
        )
        if worst > node.level:
            node.level = worst
            for parent in parents.get(id(node), ()):
                if id(parent) not in queued:
                    queued.add(id(parent))
                    waiting.append(parent)


def settle(roots: list[Node], level: Callable[[str], int], run: Callable[[], None]) -> None:
    """Decide every choice and turn it into edges and changes.

    Args:
        roots: The comparisons of the operations.
        level: The level of a rule on the api side.
        run: Makes the comparisons requested since the last call.
    """
    while True:
        nodes = every(roots)
        _levels(nodes, level)
        asked = False
        for node in nodes:
            for index, choice in enumerate(node.choices):
                good = choice.matched and choice.matched.level < BREAKING
                if node.tried[index] is None and not good:
                    node.tried[index] = choice.others()
                    asked = True
        if not asked:
            break
        run()
    for node in nodes:
        for choice, tried in zip(node.choices, node.tried, strict=True):
            _decide(node, choice, tried or [])
        node.choices, node.tried = [], []


def _decide(node: Node, choice: Choice, tried: list[Node]) -> None:
    matched = choice.matched
    fitting = next((other for other in tried if other.level == COMPATIBLE), None)
    best = matched if matched and matched.level < BREAKING else fitting or matched
    if choice.hidden:
        if best is None or best.level == BREAKING:
            node.changes.append(choice.otherwise)
    elif best:
        node.edges.append(best)
    elif choice.near and tried and tried[0].level == BREAKING:
        node.edges.append(tried[0])
    else:
        node.changes.append(choice.otherwise)


def reach(roots: list[Node]) -> list[Node]:
    """Set each node's mask: bit i when root i reaches it.

    Args:
        roots: The comparisons of the operations, with settled choices.

    Returns:
        All nodes.
    """
    nodes = every(roots)
    for index, root in enumerate(roots):
        root.mask |= 1 << index
    for group in _groups_in_order(nodes):
        mask = 0
        for node in group:
            mask |= node.mask
        for node in group:
            node.mask = mask
            for child in node.edges:
                child.mask |= mask
    return nodes


def _groups_in_order(nodes: list[Node]) -> list[list[Node]]:
    """Return the strongly connected groups, parents before children (Tarjan, without recursion)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[Node] = []
    on_stack: set[int] = set()
    groups: list[list[Node]] = []
    for start in nodes:
        if id(start) in order:
            continue
        work: list[tuple[Node, int]] = [(start, 0)]
        while work:
            node, step = work.pop()
            me = id(node)
            if step == 0:
                order[me] = low[me] = len(order)
                stack.append(node)
                on_stack.add(me)
            else:
                low[me] = min(low[me], low[id(node.edges[step - 1])])
            for index in range(step, len(node.edges)):
                child = id(node.edges[index])
                if child not in order:
                    work += [(node, index + 1), (node.edges[index], 0)]
                    break
                if child in on_stack:
                    low[me] = min(low[me], order[child])
            else:
                if low[me] == order[me]:
                    group: list[Node] = []
                    while not group or group[-1] is not node:
                        group.append(stack.pop())
                        on_stack.discard(id(group[-1]))
                    groups.append(group)
    return groups[::-1]
