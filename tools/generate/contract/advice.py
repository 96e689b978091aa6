"""Find all that is wrong with a contract in one run, and the skips without it."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from tools.generate.contract.errors import GenerationError, Problem, causes
from tools.generate.contract.parts import component_at, components, is_marked, operations, used
from tools.generate.contract.settings import Skip
from tools.generate.contract.skips import leave_out

_Result = TypeVar("_Result")


def advised(document: Any, understand: Callable[[Any, bool], _Result]) -> _Result:
    """Understand a contract; when that fails, find everything that is wrong.

    Args:
        document: The contract.
        understand: What to do with it; the second argument is true when all of it is there.

    Raises:
        GenerationError: All that is wrong, and the skips with which the rest can be generated.
    """
    try:
        return understand(document, True)
    except GenerationError as error:
        found, left, skips = _searched(document, error.found, understand)
    raise GenerationError(found, () if left else _lines(document, skips))


def spared(
    document: Any, understand: Callable[[Any, bool], _Result]
) -> tuple[_Result, Sequence[Skip]]:
    """Understand as much of a contract as can be.

    Args:
        document: The contract.
        understand: What to do with it; the second argument is true when all of it is there.

    Returns:
        What became of it, and what had to be skipped.

    Raises:
        GenerationError: Nothing can be skipped that would help; all that is wrong.
    """
    try:
        return understand(document, True), ()
    except GenerationError as error:
        found, left, skips = _searched(document, error.found, understand)
    if left:
        raise GenerationError(found)
    return understand(leave_out(document, skips)[0], False), skips


def _searched(
    document: Any, found: list[Problem], understand: Callable[[Any, bool], object]
) -> tuple[list[Problem], list[Problem], list[Skip]]:
    """Return all that is wrong, what no skip helps against, and the skips.

    Some of it only shows when the rest is out of the way: so what is wrong is skipped, and what
    is left is understood again.
    """
    left = found
    skips: dict[str, Skip] = {}
    while more := [one for one in _suggested(document, left, skips) if str(one) not in skips]:
        for one in more:
            skips.setdefault(str(one), one)
        left = _problems(document, skips.values(), understand)
        found = [*found, *left]
    return found, left, list(skips.values())


def _problems(
    document: Any, skips: Iterable[Skip], understand: Callable[[Any, bool], object]
) -> list[Problem]:
    try:
        understand(leave_out(document, skips)[0], False)
    except GenerationError as error:
        return error.found
    return []


def _suggested(
    document: Any, problems: Iterable[Problem], known: dict[str, Skip]
) -> Iterator[Skip]:
    """Yield what to skip for each cause: the part that it is in, or else those that need it."""
    calls = [(one, used(document, one)) for one in operations(document)]
    for one in causes(problems):
        component = component_at(one.place)
        if component and component[0] == "schemas" and not is_marked(document, component):
            skip = Skip("", "", component[1], one.text)
            if str(skip) not in known:
                yield skip
                continue
        for operation, uses in calls:
            if operation.concerns(one.place) or component in uses:
                yield Skip("", operation.names[0], "", one.text)


def _lines(document: Any, skips: Iterable[Skip]) -> Iterator[str]:
    """Yield what to paste; a schema that goes with the skipped operations needs no entry."""
    calls = [skip for skip in skips if skip.operation]
    rest = components(leave_out(document, calls)[0])
    yield "to generate the rest, put this into generator-config.yaml (below skip:, if it is there):"
    yield "skip:"
    for skip in [*calls, *(one for one in skips if ("schemas", one.schema) in rest)]:
        kind = "operation" if skip.operation else "schema"
        yield f"  - {kind}: {json.dumps(skip.operation or skip.schema, ensure_ascii=False)}"
        yield f"    reason: {json.dumps(skip.reason, ensure_ascii=False)}"
