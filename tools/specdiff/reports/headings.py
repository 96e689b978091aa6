"""Choose the heading of a changelog (Keep a Changelog 1.1.0) for a finding."""

import re
from typing import Final

from tools.specdiff.judgement.findings import Finding
from tools.specdiff.levels import BREAKING

ADDED: Final = "Added"
CHANGED: Final = "Changed"
DEPRECATED: Final = "Deprecated"
REMOVED: Final = "Removed"
SECURITY: Final = "Security"
KINDS: Final = (ADDED, CHANGED, DEPRECATED, REMOVED, "Fixed", SECURITY)
"""The headings, in order."""

# An added or removed limit changes a part; it does not add or remove one.
_LIMIT = re.compile(
    r"-(const|enum|default|discriminator|allow-[a-z-]+)-(added|removed)$|^security-"
)
_DEPRECATED = re.compile(r"deprecat|^sunset-")


def kind_of(finding: Finding) -> str:
    """Choose the heading for a finding.

    Args:
        finding: The finding.

    Returns:
        One of `KINDS`.
    """
    rule = finding.rule
    if "sensitivity" in finding.levels:
        return SECURITY
    if _DEPRECATED.search(rule):
        return DEPRECATED
    if _LIMIT.search(rule):
        return CHANGED
    if re.search(r"-removed(-|$)", rule):
        return REMOVED
    if re.search(r"-added(-|$)", rule) and finding.worst < BREAKING:
        return ADDED
    return CHANGED
