"""Make the schema comparisons that were asked for, by all that a schema says."""

from tools.specdiff.wire.schema.comparison import SchemaComparison
from tools.specdiff.wire.schema.discriminator import compare_discriminators
from tools.specdiff.wire.schema.keywords import compare_facts
from tools.specdiff.wire.schema.notes import compare_notes
from tools.specdiff.wire.schema.union import compare_unions


def run(comparison: SchemaComparison) -> None:
    """Make all comparisons that were asked for, and those that they ask for.

    Args:
        comparison: What was asked for.

    Raises:
        DocumentError: A schema does not resolve.
    """
    while comparison.waiting:
        pair = comparison.waiting.pop()
        compare_notes(pair)
        if pair.base.groups or pair.revision.groups:
            compare_unions(pair)
        else:
            compare_discriminators(pair)
            compare_facts(pair)
