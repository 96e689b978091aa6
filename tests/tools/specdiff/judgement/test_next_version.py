"""The next version: from the worst side, by Semantic Versioning and its rule for 0.x."""

from typing import Any

import pytest

from tests.tools.specdiff.contracts import contract, operation, report, request_of, response_of
from tools.documents import DocumentError
from tools.specdiff.judgement.next_version import Version, behind, following, version_in, written

STRING = {"type": "string"}
BASE = request_of(STRING)
MARK = {"type": "object", "properties": {"f": STRING | {"description": "Sensitive. A"}}}


@pytest.mark.parametrize(
    ("revision", "early", "later"),
    [
        (BASE, "0.4.2", "1.4.2"),
        (request_of(STRING | {"description": "D"}), "0.4.3", "1.4.3"),
        (request_of(STRING | {"nullable": True}, version="3.0.0"), "0.4.3", "1.5.0"),
        (request_of(STRING, servers=[{"url": "https://a.test"}]), "0.4.3", "1.5.0"),
        (request_of(STRING | {"maxLength": 3}), "0.5.0", "2.0.0"),
        (contract(operation("/b")), "0.5.0", "2.0.0"),
    ],
)
def test_the_worst_change_decides(revision: Any, early: str, later: str) -> None:
    """Nothing stays, words raise the third number, breaks the first that counts."""
    base = BASE | {"openapi": revision["openapi"]}
    assert written(following((0, 4, 2), report(base, revision))) == early
    assert written(following((1, 4, 2), report(base, revision))) == later


def test_every_side_decides() -> None:
    """What breaks on another side than the wire breaks all the same."""
    plain = {"type": "object", "properties": {"f": STRING | {"description": "A"}}}
    found = report(response_of(plain), response_of(MARK))
    assert {side for side, level in found.verdict.items() if level == 2} == {"sensitivity"}
    assert following((0, 4, 2), found) == (0, 5, 0)


@pytest.mark.parametrize(
    ("found", "is_behind"), [((0, 4, 9), True), ((0, 5, 0), False), ((0, 10, 0), False)]
)
def test_a_version_that_is_too_low(found: Version, is_behind: bool) -> None:  # noqa: FBT001 - a case
    """A version below the needed one gets a sentence with both, and where to set it."""
    said = behind((0, 5, 0), found)
    assert (said is not None) == is_behind
    if said:
        assert "says 0.4.9, but this change needs 0.5.0" in said
        assert "overlay/anyreach/_version.py" in said


@pytest.mark.parametrize(
    "text",
    [
        "[", "", "project = 1", "[project]\nname = 'a'", "[project]\nversion = 1",
        "[project]\nversion = '1.0'", "[project]\nversion = '1.0.0rc1'",
        "[project]\nversion = '01.0.0'", "[project]\nversion = '\u0661.0.0'",
    ],
)  # fmt: skip
def test_a_version_that_is_none(text: str) -> None:
    """A project without a version of three numbers is refused on one line."""
    with pytest.raises(DocumentError, match=r"^p\.toml: ") as caught:
        version_in(text.encode(), "p.toml")
    assert "\n" not in str(caught.value)


def test_a_version_is_read() -> None:
    """Three numbers are read, and written as they were."""
    assert written(version_in(b'[project]\nversion = "10.0.2"\n', "p.toml")) == "10.0.2"
