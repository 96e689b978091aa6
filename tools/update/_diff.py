"""The new contract against the committed one, judged as CI will judge it."""

from pathlib import Path
from typing import Final

from tools import overlays
from tools.documents import DocumentError, parse
from tools.overlays import CONTRACT
from tools.specdiff.inputs.document import Document
from tools.specdiff.inputs.sources import overlay_at, show
from tools.specdiff.judgement.accept import read_entries
from tools.specdiff.judgement.findings import diff
from tools.specdiff.judgement.next_version import PROJECT, version_in
from tools.specdiff.judgement.outcome import Outcome, judge
from tools.specdiff.judgement.rules import SIDES
from tools.specdiff.levels import BREAKING
from tools.specdiff.wire.lifecycle import today

ACCEPTED: Final = "tools/specdiff/accepted.toml"


def compare(before: bytes, after: bytes, project: bytes, overlay: bytes | None) -> Outcome:
    """Compare the new contract with that of the last commit, so that a second run counts the same.

    Args:
        before: The contract as it was; the base where git has no other.
        after: The new contract.
        project: The `pyproject.toml` that goes with `before`.
        overlay: What is ours, as it is now.

    Returns:
        The outcome, for all sides and all that is accepted.

    Raises:
        DocumentError: A contract or the accept file cannot be used.
    """
    base, client, where, ours = before, project, CONTRACT, overlay
    try:
        base, client, where = show("HEAD", CONTRACT), show("HEAD", PROJECT), f"HEAD:{CONTRACT}"
        ours = overlay_at("HEAD")
    except DocumentError:
        print("git has no committed contract here: the base is the file as it was")
    return judge(
        diff(
            Document(overlays.effective(parse(base, CONTRACT), ours).document, where),
            Document(overlays.effective(parse(after, CONTRACT), overlay).document, CONTRACT),
            {},
            SIDES,
        ),
        BREAKING,
        sides=SIDES,
        entries=read_entries(ACCEPTED if Path(ACCEPTED).exists() else None),
        day=today(),
        current=version_in(client, PROJECT),
        project=None,
    )
