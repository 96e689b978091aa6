"""Leave out the parts that `generator-config.yaml` skips, and find stale entries."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from tools.documents import METHODS
from tools.generate.contract.errors import GenerationError, Problem, causes
from tools.generate.contract.parts import component_at, components, is_marked, operations, used
from tools.generate.contract.settings import Skip


def leave_out(
    document: Any, skips: Iterable[Skip], today: dt.date | None = None
) -> tuple[Any, list[str]]:
    """Remove operations from a document, and empty schemas.

    Components that only those operations use are removed, too. A skipped schema keeps its
    description, and its values are passed through.

    Args:
        document: The contract, validated or not; not modified.
        skips: The parts to leave out.
        today: The date, to report expired skips; None not to.

    Returns:
        The remaining document, and a message for each skip that matches nothing or has expired.

    Raises:
        GenerationError: A schema to skip is sensitive or secret.
    """
    skips, stale = list(skips), list[str]()
    if not skips:
        return document, stale
    kept = deepcopy(document)
    known, before = components(kept), used(kept)
    for skip in skips:
        found = [one for one in operations(kept) if skip.operation in one.names]
        for one in found:
            item = kept["paths"][one.path]
            del item[one.method]
            if not item.keys() & {*METHODS}:
                del kept["paths"][one.path]
        if not found and ("schemas", skip.schema) not in known:
            stale.append(f"{skip} is not in the contract: delete the entry")
        elif today and skip.expires and skip.expires < today:
            stale.append(f"{skip} expired on {skip.expires}: delete it or set a later date")
    after = used(kept)
    for kind, name in (before - after) & known:
        del kept["components"][kind][name]
    _blank(kept, [skip for skip in skips if ("schemas", skip.schema) in components(kept)], after)
    return kept, stale


def _blank(document: Any, skips: list[Skip], reached: set[tuple[str, str]]) -> None:
    """Empty schemas, and with them the schemas that no operation uses any more."""
    problems = [
        Problem(
            skip.place,
            f"the schema {skip.schema} can't be skipped: it has sensitive or secret values",
            "skip the operations that use it",
        )
        for skip in skips
        if ("schemas", skip.schema) in reached and is_marked(document, ("schemas", skip.schema))
    ]
    if problems:
        raise GenerationError(problems)
    for skip in skips:
        schemas = document["components"]["schemas"]
        said = schemas[skip.schema].get("description")
        schemas[skip.schema] = {} if said is None else {"description": said}


def stale_skips(
    document: Any, skips: Sequence[Skip], problems: Callable[[Any], Sequence[Problem]]
) -> Iterator[str]:
    """Yield a message for each skip that is not needed to generate the contract.

    Args:
        document: The whole contract.
        skips: All skips.
        problems: Returns a document's problems. Called once, and once for each skip whose part
            has no problem of its own.
    """
    broken = [one.place for one in causes(problems(document))] if skips else []
    for skip in skips:
        parts = [one for one in operations(document) if skip.operation in one.names]
        is_broken = any(
            component_at(place) == ("schemas", skip.schema)
            or any(part.concerns(place) for part in parts)
            for place in broken
        )
        is_there = bool(parts) or ("schemas", skip.schema) in components(document)
        others = [one for one in skips if one is not skip]
        if is_there and not is_broken and not problems(leave_out(document, others)[0]):
            yield f"{skip} can be generated: delete the entry"
