"""Small contracts to compare, and the findings between them."""

from typing import Any

from tools.specdiff.inputs.document import Document
from tools.specdiff.judgement.findings import Finding, Report, diff
from tools.specdiff.levels import LEVELS

Json = dict[str, Any]


def contract(
    paths: Json | None = None, components: Json | None = None, version: str = "3.1.0", **rest: Any
) -> Json:
    """Return a contract."""
    given = {"openapi": version, "info": {"title": "A", "version": "1"}, "paths": paths or {}}
    return given | ({"components": components} if components else {}) | rest


def operation(path: str = "/a", method: str = "post", **parts: Any) -> Json:
    """Return paths with one operation."""
    return {path: {method: {"responses": {}} | parts}}


def content(schema: Any, media: str = "application/json") -> Json:
    """Return what has a body of one media type."""
    return {"content": {media: {"schema": schema}}}


def request_of(schema: Any, media: str = "application/json", **rest: Any) -> Json:
    """Return a contract whose one operation takes a schema."""
    return contract(operation(requestBody=content(schema, media)), **rest)


def response_of(schema: Any, media: str = "application/json", **rest: Any) -> Json:
    """Return a contract whose one operation answers with a schema."""
    answer = {"200": {"description": ""} | content(schema, media)}
    return contract(operation(responses=answer), **rest)


def report(base: Json, revision: Json, levels: dict[str, int] | None = None) -> Report:
    """Compare two contracts."""
    return diff(Document(base, "base.json"), Document(revision, "revision.json"), levels or {})


def findings(base: Json, revision: Json) -> tuple[Finding, ...]:
    """Return the findings between two contracts."""
    return report(base, revision).findings


def rules(base: Json, revision: Json) -> dict[str, str]:
    """Return the worst level of each rule that was found."""
    found: dict[str, int] = {}
    for finding in findings(base, revision):
        found[finding.rule] = max(found.get(finding.rule, 0), finding.worst)
    return {rule: LEVELS[level] for rule, level in sorted(found.items())}


def in_request(base: Any, revision: Any, **rest: Any) -> dict[str, str]:
    """Compare two schemas of a request."""
    return rules(request_of(base, **rest), request_of(revision, **rest))


def in_response(base: Any, revision: Any, **rest: Any) -> dict[str, str]:
    """Compare two schemas of a response."""
    return rules(response_of(base, **rest), response_of(revision, **rest))
