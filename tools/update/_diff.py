"""Compare the new contract with the committed one, by the rules of CI."""

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
    """Compare the new contract with the last commit's, so that a second run gives the same result.

    Args:
        before: The old contract: the base if git has none.
        after: The new contract.
        project: The `pyproject.toml` that goes with `before`.
        overlay: The current Overlay document, if any.

    Returns:
        The outcome for all sides, with accepted changes applied.

    Raises:
        DocumentError: A contract or the accept file is unreadable or invalid.
    """
    base, client, where, ours = before, project, CONTRACT, overlay
    try:
        base, client, where = show("HEAD", CONTRACT), show("HEAD", PROJECT), f"HEAD:{CONTRACT}"
        ours = overlay_at("HEAD")
    except DocumentError:
        print("git has no committed contract: the base is the current file")
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
