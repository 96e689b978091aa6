"""Compare security: are the credentials of today's clients still enough?"""

from typing import Any

from tools.specdiff.inputs.document import Document, Place
from tools.specdiff.inputs.values import identity
from tools.specdiff.wire.comparison import Comparison, compare_notes, report
from tools.specdiff.wire.schema.graph import Node

Proof = dict[str, frozenset[str]]
"""One way to authenticate: all required schemes, with their scopes."""


def compare_security(comparison: Comparison, base: Place, revision: Place) -> Node:
    """Compare the security requirements of two operations.

    Args:
        comparison: The documents.
        base: The operation in the base.
        revision: The operation in the revision.

    Returns:
        The node with the changes.
    """
    base = base if base.raw.get("security") is not None else comparison.base.root
    revision = revision if revision.raw.get("security") is not None else comparison.revision.root

    def compare(node: Node) -> None:
        old, new = _proofs(comparison.base, base), _proofs(comparison.revision, revision)
        same = _renamed(comparison)
        named = [{same.get(name, name): scopes for name, scopes in proof.items()} for proof in old]
        shut = [proof for proof in named if not any(_enough(proof, other) for other in new)]
        opened = [proof for proof in new if not any(_enough(proof, other) for other in named)]
        word = "security"
        if shut:
            report(node, "security-added", base, revision, _said(shut), _said(new), word=word)
        elif opened or _said(named) != _said(new):
            report(node, "security-removed", base, revision, _said(named), _said(new), word=word)
        for name in dict.fromkeys(name for proof in old for name in proof):
            node.edges += _scheme(comparison, name, same.get(name, name))

    return comparison.once("security", base, revision, compare)


def _proofs(document: Document, holder: Place) -> list[Proof]:
    every = [
        {str(name): frozenset(map(str, scopes or ())) for name, scopes in place.raw.items()}
        for place in document.items(holder, "security")
    ]
    return every or [{}]


def _enough(proof: Proof, needed: Proof) -> bool:
    return all(name in proof and scopes <= proof[name] for name, scopes in needed.items())


def _said(proofs: list[Proof]) -> list[str]:
    return sorted(
        " and ".join(
            name + (f" ({', '.join(sorted(scopes))})" if scopes else "")
            for name, scopes in sorted(proof.items())
        )
        or "no credentials"
        for proof in proofs
    )


def _schemes(document: Document) -> dict[str, Place]:
    components = document.child(document.root, "components", dict)
    return document.members(components, "securitySchemes") if components else {}


def _renamed(comparison: Comparison) -> dict[str, str]:
    """Match renamed schemes by their content, since their names are not sent."""
    old, new = _schemes(comparison.base), _schemes(comparison.revision)
    fresh = {identity(_essence(place)): name for name, place in new.items() if name not in old}
    return {
        name: fresh[identity(_essence(place))]
        for name, place in old.items()
        if name not in new and identity(_essence(place)) in fresh
    }


def _essence(place: Place) -> dict[str, Any]:
    """Return the parts that are sent; only names of headers and schemes ignore case."""
    free = ("type", "in", "scheme", *(["name"] if place.raw.get("in") == "header" else []))
    return {
        word: str(value).lower() if word in free else value
        for word, value in place.raw.items()
        if word != "description"
    }


def _scheme(comparison: Comparison, name: str, renamed: str) -> list[Node]:
    base, revision = _schemes(comparison.base), _schemes(comparison.revision)
    if name not in base or renamed not in revision:
        return []
    old, new = base[name], revision[renamed]

    def compare(node: Node) -> None:
        compare_notes(node, old, new, ("description", "bearerFormat", "deprecated"))
        for word in ("type", "in", "name", "scheme"):
            before, after = old.raw.get(word), new.raw.get(word)
            if _essence(old).get(word) != _essence(new).get(word):
                report(node, "security-scheme-changed", old, new, before, after, word=word)
        for word in ("openIdConnectUrl", "oauth2MetadataUrl"):
            before, after = old.raw.get(word), new.raw.get(word)
            if before != after:
                report(node, "security-scheme-unclear", old, new, before, after, word=word)
        _flows(comparison, node, old, new)

    return [comparison.once("scheme", old, new, compare)]


def _flows(comparison: Comparison, node: Node, base: Place, revision: Place) -> None:
    old = comparison.base.members(base, "flows")
    new = comparison.revision.members(revision, "flows")
    for flow in dict.fromkeys((*old, *new)):
        if flow not in new:
            report(node, "security-scheme-changed", old[flow], None, flow, sorted(new))
        elif flow not in old:
            report(node, "security-scheme-widened", None, new[flow], after=flow)
        else:
            _flow(node, old[flow], new[flow])


def _flow(node: Node, base: Place, revision: Place) -> None:
    for word in ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"):
        before, after = base.raw.get(word), revision.raw.get(word)
        if before != after:
            report(node, "security-scheme-unclear", base, revision, before, after, word=word)
    before, after = (set(place.raw.get("scopes") or ()) for place in (base, revision))
    for what, scopes in (("unclear", before - after), ("widened", after - before)):
        if scopes:
            report(
                node, f"security-scheme-{what}", base, revision,
                sorted(before), sorted(after), word="scopes",
            )  # fmt: skip
