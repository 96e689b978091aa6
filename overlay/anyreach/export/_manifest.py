"""The manifest of an export: what is in it, how it can be checked, and what an update changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from anyreach._errors import ConfigurationError
from anyreach._version import __version__
from anyreach.export._columns import FIELDS
from anyreach.export._results import Changes, Exported
from anyreach.export._store import Store, described, write
from anyreach_api.contract import VERSION


def changes(old: Iterable[list[str]], new: Iterable[list[str]]) -> Changes:
    """Compare the digests and ids of conversations."""
    before = {conversation_id: digest for digest, conversation_id in old}
    fresh = changed = unchanged = 0
    for digest, conversation_id in new:
        was = before.pop(conversation_id, None)
        fresh += was is None
        unchanged += was == digest
        changed += was not in {None, digest}
    return Changes(fresh, changed, unchanged, len(before))


def finish(store: Store, usage: int | str | None) -> Exported:
    """Remove strays, and write `invalid.jsonl` and the manifest.

    Args:
        store: The store.
        usage: How many conversations the API's summary of the usage counts, or why it says nothing;
            None when it was not asked.

    Raises:
        OSError: A file cannot be written.
    """
    store.remove_strays()
    plan = store.plan
    update = None if store.changes is None else Changes(*store.changes)
    windows = store.windows()
    counts: dict[str, dict[str, Counter[str]]] = {}
    withheld = Counter[str]()
    missing: dict[str, list[str]] = {}
    invalid: dict[bytes, None] = {}
    for window in windows:
        withheld.update(window["withheld"])
        missing.update(window["missing"])
        invalid.update(dict.fromkeys(store.rejected(window)))
        for day, channels in window["counts"].items():
            for channel, statuses in channels.items():
                counts.setdefault(day, {}).setdefault(channel, Counter()).update(statuses)
    files = [one for window in windows for one in window["files"]]
    rejects = store.root / "invalid.jsonl"
    rejects.unlink(missing_ok=True)
    if invalid:
        write(rejects, b"".join(row + b"\n" for row in invalid))
        files.append(described(store.root, rejects.name))
    conversations = sum(window["rows"] for window in windows)
    difference = None
    if isinstance(usage, int):
        difference = conversations + len(invalid) - usage
    manifest = {
        "client": __version__,
        "contract": {"version": VERSION, "operation": "listConversations", "fields": FIELDS},
        "plan": plan.to_json(),
        "conversations": conversations,
        "windows": len(windows),
        "counts": {day: counts[day] for day in sorted(counts)},
        "withheld": {"by": "redact=True" if plan.redact else "the API", "fields": withheld},
        "invalid": len(invalid),
        "missing": missing,
        "update": None if update is None else update._asdict(),
        "usage": {"total_calls": usage, "difference": difference},
        "files": sorted(files, key=lambda one: one["path"]),
    }
    write(store.root / "manifest.json", manifest)
    return Exported(store.root, conversations, len(invalid), len(missing), update, difference)


def problems_of(root: Path) -> list[str]:
    """Return what is wrong with the files of an export, by its manifest.

    Raises:
        ConfigurationError: The folder has no manifest.
    """
    if not (root / "manifest.json").is_file():
        raise ConfigurationError("there is no manifest: the export is not complete, or elsewhere")
    manifest: Mapping[str, Any] = json.loads((root / "manifest.json").read_bytes())
    problems: list[str] = []
    if json.loads((root / "export.json").read_bytes())["phase"] != "done":
        problems.append("a later run was interrupted: run it again")
    for one in manifest["files"]:
        name = one["path"]
        if not (root / name).is_file():
            problems.append(f"{name}: is missing")
        elif described(root, name) != one:
            problems.append(f"{name}: is not as it was written")
    named = {one["path"] for one in manifest["files"]}
    for kind in ("data", "transcripts", "recordings"):
        there = {one.relative_to(root).as_posix() for one in (root / kind).glob("*/*")}
        problems += [f"{name}: is not in the manifest" for name in sorted(there - named)]
    ids = Counter(
        line.partition(" ")[2]
        for file in sorted((root / ".state" / "windows").glob("*.ids"))
        for line in file.read_text("utf-8").splitlines()
    )
    twice = sum(count > 1 for count in ids.values())
    if twice or ids.total() != manifest["conversations"]:
        problems.append(
            f"{manifest['conversations']} conversations were counted, {ids.total()} were written, "
            f"and {twice} of them twice"
        )
    return problems
