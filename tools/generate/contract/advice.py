"""Find all problems of a contract in one run, and the skips that avoid them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from tools.generate.contract.errors import GenerationError, Problem, causes
from tools.generate.contract.parts import component_at, components, is_marked, operations, used
from tools.generate.contract.settings import Skip
from tools.generate.contract.skips import leave_out

_Result = TypeVar("_Result")


def advised(document: Any, understand: Callable[[Any, bool], _Result]) -> _Result:
    """Understand a contract, or find all its problems.

    Args:
        document: The contract.
        understand: The function to call; its second argument says whether the contract is whole.

    Raises:
        GenerationError: The contract has problems. The error has all of them, and skips to generate
            the rest.
    """
    try:
        return understand(document, True)
    except GenerationError as error:
        found, left, skips = _searched(document, error.found, understand)
    raise GenerationError(found, () if left else _lines(document, skips))


def spared(
    document: Any, understand: Callable[[Any, bool], _Result]
) -> tuple[_Result, Sequence[Skip]]:
    """Understand as much of a contract as possible.

    Args:
        document: The contract.
        understand: The function to call; its second argument says whether the contract is whole.

    Returns:
        The result, and the necessary skips.

    Raises:
        GenerationError: Skips don't help. The error has all problems.
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
    """Return all problems, those that skips don't avoid, and the skips.

    Some problems hide others. So skip the known ones and understand the rest again.
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
    """Yield the skips for each cause: its own part, or else the operations that need it."""
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
    """Yield lines to paste; schemas that only skipped operations use need no entry."""
    calls = [skip for skip in skips if skip.operation]
    rest = components(leave_out(document, calls)[0])
    yield "to generate the rest, add this to generator-config.yaml (under skip:, if it exists):"
    yield "skip:"
    for skip in [*calls, *(one for one in skips if ("schemas", one.schema) in rest)]:
        kind = "operation" if skip.operation else "schema"
        yield f"  - {kind}: {json.dumps(skip.operation or skip.schema, ensure_ascii=False)}"
        yield f"    reason: {json.dumps(skip.reason, ensure_ascii=False)}"
