"""The table of rules is complete and says why."""

import re

from tools.specdiff.judgement.rules import RULES
from tools.specdiff.levels import LEVELS


def test_every_rule_says_what_and_why() -> None:
    """Ids are kebab-case, sentences are sentences that can be filled in, reasons are given."""
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
        assert rule.level in range(len(LEVELS))
        assert rule.reason.endswith(".")
        filled = rule.sentence.format(subject="S", before="B", after="A")
        assert filled.endswith(".")
        assert "{" not in filled


def test_decisions_that_users_rely_on() -> None:
    """The decisions on which public tools disagree are those of this project."""
    decided = {
        "response-enum-value-added": "risky",
        "request-property-added-required": "breaking",
        "request-property-became-required": "breaking",
        "response-property-removed": "risky",
        "request-max-length-tightened": "breaking",
        "request-parameter-default-changed": "breaking",
        "security-added": "breaking",
        "operation-id-changed": "compatible",
        "tags-changed": "compatible",
        "response-error-removed": "compatible",
    }
    assert {rule: LEVELS[RULES[rule].level] for rule in decided} == decided
