"""Compute the version that the client needs after a change, and check it.

Semantic Versioning, with the rule of CONTRIBUTING.md for 0.x: a change that breaks callers raises
the second number, any other the third. Accepted changes count too, since they still break callers.
"""

import re

from tools.documents import DocumentError, printable
from tools.specdiff.inputs.toml import parse_toml
from tools.specdiff.inputs.values import is_object
from tools.specdiff.judgement.findings import Report
from tools.specdiff.levels import BREAKING

PROJECT = "pyproject.toml"
VERSION_MODULE = "overlay/anyreach/_version.py"
_CORRECTIONS = {"documentation-changed", "extension-changed"}
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)

Version = tuple[int, int, int]


def version_in(data: bytes, name: str) -> Version:
    """Read the version of the client.

    Args:
        data: The text of a `pyproject.toml`.
        name: Its name in errors.

    Returns:
        The three numbers.

    Raises:
        DocumentError: The text is not TOML, or the version is not three numbers.
    """
    project = parse_toml(data, name).get("project")
    version = project.get("version") if is_object(project) else None
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        said = printable(str(version))
        raise DocumentError(f"{name}: `project.version` must be three numbers, not {said}")
    return int(match[1]), int(match[2]), int(match[3])


def following(current: Version, report: Report) -> Version:
    """Compute the version after a change.

    Args:
        current: The version before the change.
        report: The changes of all compared sides.

    Returns:
        The next version; the same if nothing changed.
    """
    major, minor, patch = current
    if not report.findings:
        return current
    breaks = max(report.verdict.values()) == BREAKING
    if major == 0:
        return (0, minor + 1, 0) if breaks else (0, minor, patch + 1)
    if breaks:
        return (major + 1, 0, 0)
    corrects = all(finding.rule in _CORRECTIONS for finding in report.findings)
    return (major, minor, patch + 1) if corrects else (major, minor + 1, 0)


def written(version: Version) -> str:
    """Write a version.

    Args:
        version: Its numbers.
    """
    return ".".join(map(str, version))


def behind(needed: Version, found: Version) -> str | None:
    """Describe a version of the project that is too low.

    Args:
        needed: The lowest version that the change allows.
        found: The version in the project.

    Returns:
        A sentence; None if the version is high enough.
    """
    if found >= needed:
        return None
    return (
        f"{PROJECT} says {written(found)}, but this change needs {written(needed)}; "
        f"set it there and in {VERSION_MODULE}"
    )
