"""Compare discriminators by the schema that each value stands for."""

from collections.abc import Iterable
from typing import Any

from tools.specdiff.inputs.document import Place
from tools.specdiff.inputs.values import is_object
from tools.specdiff.wire.schema.comparison import SchemaPair
from tools.specdiff.wire.schema.normal import Schema

_COMPONENTS = "/components/schemas/"


def component(pointer: str) -> str | None:
    """Return the name of a component schema.

    Args:
        pointer: The pointer of any schema.

    Returns:
        Its name; None if it is not a component.
    """
    name = pointer.removeprefix(_COMPONENTS)
    return None if name == pointer or "/" in name else name


def values_of(discriminator: Place, option: Place) -> list[str]:
    """Return the values of a discriminator that stand for an option.

    Args:
        discriminator: The place of the discriminator.
        option: An option of its union.

    Returns:
        The mapped values, or its name; empty for an option without a name.
    """
    name = _name(option)
    mapped = [value for value, target in _given(discriminator).items() if target == name]
    return mapped or ([name] if name else [])


def mapping(schema: Schema) -> dict[str, str]:
    """Return the values of a schema's discriminator, including those implied by names of options.

    Args:
        schema: A schema.

    Returns:
        The name of the schema that each value stands for.
    """
    if not schema.discriminator:
        return {}
    meant = _given(schema.discriminator)
    mapped = set(meant.values())
    for group in schema.groups:
        for option in group.options:
            name = _name(option)
            if name and name not in mapped:
                meant[name] = name
    return meant


def swapped(pair: SchemaPair) -> dict[str, tuple[str, str]]:
    """Find the values that stand for another schema, except a renamed one.

    Args:
        pair: The schemas.

    Returns:
        The schemas before and after, by value.
    """
    before, after = mapping(pair.base), mapping(pair.revision)
    old, new = set(before.values()), set(after.values())
    whole = not (pair.base.groups and pair.revision.groups)  # no options to compare
    return {
        value: (before[value], after[value])
        for value in before.keys() & after.keys()
        if before[value] != after[value] and (whole or before[value] in new or after[value] in old)
    }


def compare_discriminators(
    pair: SchemaPair, lost: frozenset[str] = frozenset(), won: frozenset[str] = frozenset()
) -> None:
    """Compare the property that distinguishes values, and its values.

    Args:
        pair: The schemas.
        lost: The options of the base that are reported as gone.
        won: The options of the revision that are reported as new.
    """
    before, after = pair.base.discriminator, pair.revision.discriminator
    if before is None and after is None:
        return
    where = (pair.base.pointer_of("discriminator"), pair.revision.pointer_of("discriminator"))
    old: Any = before.raw.get("propertyName") if before else None
    new: Any = after.raw.get("propertyName") if after else None
    if before is None or after is None:
        known = old or new
        always = _always(pair, pair.revision if before else pair.base, str(known))
        rule = f"discriminator-{'added' if after else 'removed'}"
        pair.add(f"{rule}-required" if always else rule, *where, old, new)
        return
    if old != new:
        pair.add("discriminator-changed", *where, old, new)
        return
    turned = swapped(pair)
    for value, (one, other) in sorted(turned.items()):
        pair.add("mapping-changed", *where, {value: one}, {value: other})
    base, revision = mapping(pair.base), mapping(pair.revision)
    gone = [value for value in base.keys() - revision.keys() if base[value] not in lost]
    more = [value for value in revision.keys() - base.keys() if revision[value] not in won]
    if gone:
        pair.add("mapping-removed", *where, before=sorted(gone))
    if more:
        pair.add("mapping-added", *where, after=sorted(more))
    fallback = "defaultMapping"
    default: list[Any] = [place.raw.get(fallback) for place in (before, after)]
    if default[0] != default[1]:
        pair.add("not-compared", *where, {fallback: default[0]}, {fallback: default[1]})


def _always(pair: SchemaPair, schema: Schema, name: str) -> bool:
    """Check whether all values of a schema have a property already."""
    if name in schema.required:
        return True
    schemas = pair.comparison.schemas(schema.document)
    return any(
        all(name in schemas.of((option,)).required for option in group.options)
        for group in schema.groups
    )


def _given(discriminator: Place) -> dict[str, str]:
    given: Any = discriminator.raw.get("mapping")
    pairs: Iterable[tuple[Any, Any]] = given.items() if is_object(given) else ()
    return {str(value): str(target).rpartition("/")[2] for value, target in pairs}


def _name(option: Place) -> str | None:
    reference: Any = option.raw.get("$ref") if is_object(option.raw) else None
    return reference.rpartition("/")[2] if isinstance(reference, str) else None
