"""What is in an export: its formats, what is withheld, the manifest, and what else is fetched."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from anyreach import ConfigurationError, RateLimitError, __version__
from anyreach._core.responses import decoding
from anyreach.export import Exported, verify
from anyreach.export._columns import FIELDS
from anyreach.export._rows import dumps, read_row
from anyreach.testing import FakeAnyReach, no_waiting
from anyreach_api.contract import VERSION
from tests.overlay.exports import (
    BOTH,
    BUSY,
    SINCE,
    conversation,
    export_async,
    export_sync,
    files,
    filled,
    manifest,
    rows,
    small_windows,
)

Export = Callable[..., Exported]
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def data(out: Path) -> bytes:
    """The content of the only file of data."""
    (path,) = (out / "data").rglob("*.*")
    return path.read_bytes()


def unzstd(content: bytes) -> bytes:
    """Decompress."""
    return zstandard.ZstdDecompressor().stream_reader(content).read()


@pytest.mark.parametrize(
    ("suffix", "read"),
    [
        ("jsonl", bytes),
        ("jsonl.gz", gzip.decompress),
        ("jsonl.zst", unzstd),
    ],
)
def test_lines_can_be_compressed(
    suffix: str, read: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """The lines are the same, and so are the bytes of two exports."""
    fake = filled([conversation(1, BUSY), conversation(2, BUSY)])
    for name in ("one", "other"):
        export_sync(fake, tmp_path / name, format=suffix)
    lines = read(data(tmp_path / "one")).decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["conv_2", "conv_1"]
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_csv_is_safe_for_spreadsheets(tmp_path: Path) -> None:
    """A formula is text; objects are JSON; unknown keys and withheld names have columns."""
    formula = conversation(1, BUSY, user_id="+1202", agent_id=" =1+1", duration=-5, new=[1])
    fake = filled([formula | {"custom_metadata": {"a": "é"}}])
    export_sync(fake, tmp_path / "all", format="csv")
    (row,) = csv.DictReader(data(tmp_path / "all").decode().splitlines())
    assert list(row) == [*FIELDS, "additional_properties", "withheld"]
    assert (row["user_id"], row["agent_id"], row["duration"]) == ("'+1202", "' =1+1", "-5")
    assert (row["custom_metadata"], row["summary"]) == ('{"a":"é"}', "")
    assert row["additional_properties"] == '{"new":[1]}'
    export_sync(fake, tmp_path / "read", format="csv", token=fake.token("read"))
    (row,) = csv.DictReader(data(tmp_path / "read").decode().splitlines())
    assert "custom_metadata" in json.loads(row["withheld"])


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_row_that_a_table_cannot_hold_is_kept_raw(suffix: str, tmp_path: Path) -> None:
    """Half a character fits into JSON lines only: the row is counted, and in `invalid.jsonl`."""
    fake = FakeAnyReach()
    bad = [
        conversation(1, BUSY, user_id="\ud800"),
        conversation(2, BUSY, duration=2**63),
        conversation(3, BUSY, custom_metadata={"half": "\ud800"}),
    ]
    fake.answer("listConversations", json.dumps(bad).encode())
    done = export_sync(fake, tmp_path, format=suffix)
    assert (done.conversations, done.invalid) == ((2, 1) if suffix == "csv" else (1, 2))
    kept = (tmp_path / "invalid.jsonl").read_text("utf-8").splitlines()
    assert json.loads(kept[0]) == bad[0]


@pytest.mark.parametrize(("suffix", "module"), [("jsonl.zst", "zstandard"), ("parquet", "pyarrow")])
def test_a_format_names_its_extra(
    suffix: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its package, nothing is sent, and no folder is made."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    fake = FakeAnyReach()
    with pytest.raises(ConfigurationError, match="this format needs more: pip install"):
        export_sync(fake, tmp_path / "out", format=suffix)
    assert not fake.requests
    assert not (tmp_path / "out").exists()


def test_withheld_is_not_null(tmp_path: Path) -> None:
    """What a token may not see has no key, null is null, and the manifest says who withheld it."""
    fake = filled([conversation(1, BUSY, summary=None, web_widget_id=None)])
    export_sync(fake, tmp_path / "read", token=fake.token("read"))
    (row,) = rows(tmp_path / "read")
    assert "summary" not in row
    assert row["web_widget_id"] is None
    withheld = manifest(tmp_path / "read")["withheld"]
    assert withheld["by"] == "the API"
    assert withheld["fields"]["summary"] == 1
    export_sync(fake, tmp_path / "all")
    assert rows(tmp_path / "all")[0]["summary"] is None
    assert "summary" not in manifest(tmp_path / "all")["withheld"]["fields"]


def test_redacted_is_what_a_read_only_token_sees(tmp_path: Path) -> None:
    """Sensitive fields have no key, and what the contract does not name is left out."""
    fake = FakeAnyReach()
    fake.add()
    fake.put(conversation(7, BUSY, secret_plan="x"))
    export_sync(fake, tmp_path / "redacted", redact=True)
    export_sync(fake, tmp_path / "read", token=fake.token("read"))
    seen = rows(tmp_path / "read")
    seen[-1].pop("secret_plan")
    assert rows(tmp_path / "redacted") == seen
    assert manifest(tmp_path / "redacted")["withheld"]["by"] == "redact=True"


def test_the_manifest_counts(tmp_path: Path) -> None:
    """Per day, channel and status; with the plan, the version and the digests."""
    fake = filled(
        [
            conversation(1, SINCE),
            conversation(2, BUSY),
            conversation(3, BUSY, channel="email", status="failed"),
            {"id": "conv_4", "created_at": BUSY.isoformat()},
        ]
    )
    export_sync(fake, tmp_path)
    found = manifest(tmp_path)
    assert found["counts"] == {
        "2026-01-01": {"text": {"completed": 1}},
        "2026-02-01": {
            "email": {"failed": 1},
            "text": {"completed": 1},
            "unknown": {"unknown": 1},
        },
    }
    assert (found["client"], found["conversations"], found["windows"]) == (__version__, 4, 1)
    assert found["contract"]["version"] == VERSION
    assert found["plan"]["since"] == SINCE.isoformat()
    assert [one["bytes"] for one in found["files"]] == [
        (tmp_path / one["path"]).stat().st_size for one in found["files"]
    ]


def test_verify_finds_what_is_not_as_it_was(tmp_path: Path) -> None:
    """A file that is changed, missing or strange, and a conversation that is there twice."""
    with pytest.raises(ConfigurationError, match="no manifest: the export is incomplete"):
        verify(tmp_path)
    export_sync(filled([conversation(1, SINCE), conversation(2, BUSY)]), tmp_path)
    first, second = sorted((tmp_path / "data").rglob("*.jsonl"))
    first.write_text("{}\n")
    second.replace(second.with_name("other.jsonl"))
    (ids,) = (tmp_path / ".state" / "windows").glob("*.ids")
    ids.write_text(ids.read_text("utf-8") * 2)
    assert verify(tmp_path) == [
        f"{first.relative_to(tmp_path)}: has changed since it was written",
        f"{second.relative_to(tmp_path)}: is missing",
        "data/day=2026-02-01/other.jsonl: is not in the manifest",
        "2 conversations were counted, 4 were written, and 2 of them twice",
    ]


@pytest.mark.parametrize("export", BOTH)
def test_detail_gets_each_conversation(export: Export, tmp_path: Path) -> None:
    """What the list leaves out is there; one that is gone meanwhile is as the list has it."""
    fake = filled([conversation(1, BUSY, summary="long"), conversation(2, BUSY, summary="s")])
    short = [conversation(2, BUSY), conversation(3, BUSY), conversation(1, BUSY)]
    bad = {**short[0], "id": "conv_4", "duration": "long"}
    fake.answer("listConversations", lambda _call: [*short, bad])
    done = export(fake, tmp_path, detail=True)
    assert (done.conversations, done.missing, done.invalid) == (3, 1, 1)
    found = {row["id"]: row.get("summary") for row in rows(tmp_path)}
    assert found == {"conv_2": "s", "conv_3": None, "conv_1": "long"}
    assert list(manifest(tmp_path)["missing"]) == ["conv_3"]


@pytest.mark.parametrize("export", BOTH)
def test_recordings_are_beside(export: Export, tmp_path: Path) -> None:
    """Each once; one that is gone is counted and named, and does not stop the export."""
    fake = FakeAnyReach()
    for number in (1, 2, 3):
        fake.add(id=f"conv/{number}")
    fake.put(conversation(4, BUSY, recording_details={"recording_url": "https://192.0.2.1/x"}))
    fake.put(conversation(5, BUSY))
    fake.add_recording("conv/1")
    fake.add_recording("conv/2", b"sound")
    with no_waiting():
        done = export(fake, tmp_path, recordings=True)
        assert (done.conversations, done.missing) == (5, 2)
        assert sorted(manifest(tmp_path)["missing"]) == ["conv/3", "conv_4"]
        sounds = sorted((tmp_path / "recordings").rglob("*.wav"))
        assert [path.stat().st_size for path in sounds] == [8044, 5]
        assert verify(tmp_path) == []
        asked = len(fake.recording_requests)
        (tmp_path / ".state" / "windows" / "20260301T000000000000.json").unlink()
        (tmp_path / "export.json").unlink()
        export(fake, tmp_path, recordings=True)
        again = {request.path for request in fake.recording_requests[asked:]}
        assert again == {"/conv_3.ogg"}
        export(fake, tmp_path / "read", recordings=True, token=fake.token("read"))
        assert not (tmp_path / "read" / "recordings").exists()


@pytest.mark.parametrize("export", BOTH)
def test_a_recording_that_fails_for_now_stops(export: Export, tmp_path: Path) -> None:
    """The export goes on later, and misses nothing."""
    fake = FakeAnyReach()
    fake.add(id="conv_1")
    fake.add_recording("conv_1", lifetime=-1)
    fake.fail_next(429, times=None, operation="getConversation")
    with no_waiting(), pytest.raises(RateLimitError):
        export(fake, tmp_path, recordings=True)
    fake = FakeAnyReach()
    fake.add(id="conv_1")
    fake.add_recording("conv_1")
    assert export(fake, tmp_path, recordings=True).missing == 0


@pytest.mark.parametrize(
    ("how", "suffix", "line"),
    [("text", ".txt", "user: Hi"), ("markdown", ".md", "**user:** Hi")],
)
def test_transcripts_are_readable(how: str, suffix: str, line: str, tmp_path: Path) -> None:
    """One file for each conversation that has a transcript that the token sees."""
    fake = FakeAnyReach()
    items = {"items": [{"type": "message", "role": "user", "content": ["Hi"]}]}
    fake.add(id="conv_1", conversation=items)
    fake.add(id="conv_2", conversation=None)
    export_sync(fake, tmp_path / "all", transcripts=how)
    (path,) = (tmp_path / "all" / "transcripts").rglob("*.*")
    assert (path.name, path.read_text("utf-8").strip()) == (f"conv_1{suffix}", line)
    export_sync(fake, tmp_path / "read", transcripts=how, token=fake.token("read"))
    assert not (tmp_path / "read" / "transcripts").exists()


def test_the_clients_write_the_same_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Details, recordings and transcripts, too."""
    small_windows(monkeypatch, 3)
    fake = FakeAnyReach()
    for number in range(1, 8):
        fake.add(id=f"conv_{number}")
        fake.add_recording(f"conv_{number}")
    for export, name in ((export_sync, "one"), (export_async, "other")):
        export(fake, tmp_path / name, detail=True, recordings=True, transcripts="text")
    assert files(tmp_path / "one") == files(tmp_path / "other")


@given(json_values)
@example(1e16)
@example(1.5e-5)
@example([-1e-5, 5e-324, 0.1, -0.0, 1e22])
@example([2**64, "\ud800", "e-mail", "\x7f\x00é\u2028"])
def test_lines_are_the_same_without_orjson(value: Any) -> None:
    """So that digests are, too: an update sees no change where there is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "orjson", None)
        plain = dumps(value)
    assert dumps(value) == plain
    assert json.loads(plain) == value


def test_a_fresh_url_changes_no_digest() -> None:
    """Anything else does."""
    raw = conversation(1, BUSY, recording_details={"recording_url": "https://a.invalid/?x=1"})
    other = {**raw, "recording_details": {"recording_url": "https://a.invalid/?x=2"}}
    assert read_row(raw).digest() == read_row(other).digest()
    assert read_row(raw).digest() != read_row({**other, "summary": "late"}).digest()
