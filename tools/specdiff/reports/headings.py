"""The headings of a changelog (Keep a Changelog 1.1.0), and under which one a finding goes."""

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
"""In the order in which they stand."""

# A limit that is added or removed is no thing that is.
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
