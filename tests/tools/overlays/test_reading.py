"""An Overlay document is read strictly: what means nothing is refused, by line and place."""

from pathlib import Path

import pytest

from tools import overlays
from tools.documents import DocumentError

TOP = "overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"

REFUSED = {
    "[]": "line 1: an Overlay document must be an object with overlay, info and actions",
    "info: {}\n": "line 1 at /overlay: must be 1.0.0, not None",
    "overlay: 1.1.0\n": "line 1 at /overlay: must be 1.0.0, not '1.1.0'",
    "overlay: 1.0\n": "line 1 at /overlay: must be 1.0.0, not 1.0",
    "overlay: 1.0.0\nactons: []\n": (
        "line 1: 'actons' is not one of overlay, info, extends, actions"
    ),
    "overlay: 1.0.0\n": "line 1 at /info: must have a title and a version, both strings",
    "overlay: 1.0.0\ninfo: {title: T, version: 1}\n": (
        "line 2 at /info: must have a title and a version, both strings"
    ),
    TOP: "line 1 at /actions: must be a non-empty list of actions",
    TOP + "actions: []\n": "line 3 at /actions: must be a non-empty list of actions",
    TOP + "actions:\n  - $.a\n": (
        "line 4 at /actions/0: an action must be an object with target, and update or remove"
    ),
    TOP + "actions:\n  - x-a: 1\n    update: 1\n": (
        "line 4 at /actions/0: has no target: add one, such as $.info"
    ),
    TOP + "actions:\n  - target: $.a\n    remove: yes\n": (
        "line 5 at /actions/0/remove: must be true or false"
    ),
    TOP + "actions:\n  - target: $.a\n    remove: false\n": (
        "line 4 at /actions/0: does nothing: add an update, or remove: true"
    ),
    TOP + "actions:\n  - target: $.a\n    updates: {}\n": (
        "line 4 at /actions/0: 'updates' is not one of target, description, update, remove"
    ),
    TOP + "actions:\n  - target: $.a\n    remove: true\n  - target: $.b[\n    remove: true\n": (
        "line 6 at /actions/1/target: is not JSONPath (RFC 9535): unexpected end of query"
    ),
    TOP + "actions:\n  - target: $.a.~\n    remove: true\n": (
        "line 4 at /actions/0/target: is not JSONPath (RFC 9535): unexpected token '~'"
    ),
    "overlay: [\n": "line 2, column 1: not YAML",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_means_nothing_is_refused(text: str) -> None:
    """A key, a version or a target without a meaning is one line, with its place and the fix."""
    with pytest.raises(DocumentError) as caught:
        overlays.read(text.encode(), "o.yaml")
    assert str(caught.value).startswith(f"o.yaml: {REFUSED[text]}")


def test_actions_know_their_lines() -> None:
    """An action is named by file, line and number; extensions may stand everywhere."""
    text = TOP + "x-a: 1\nextends: a.json\nactions:\n  - {target: $, update: {}, x-b: 2}\n"
    (action,) = overlays.read(text.encode(), "o.yaml").actions
    assert action.place == "o.yaml: line 6: action 1"
    assert (action.target, action.update, action.remove) == ("$", {}, False)


def test_a_repository_is_read_with_what_is_ours(tmp_path: Path) -> None:
    """The contract counts with the document beside it, and without one as it is."""
    (tmp_path / "openapi.json").write_text('{"a": 1}')
    assert overlays.load(tmp_path) == ({"a": 1}, [])
    actions = "actions:\n  - {target: $, update: {b: 2}}\n  - {target: $.c, remove: true}\n"
    (tmp_path / "openapi.overlay.yaml").write_text(TOP + actions)
    document, untouched = overlays.load(tmp_path)
    assert document == {"a": 1, "b": 2}
    (line,) = untouched
    assert line == (
        "openapi.overlay.yaml: line 5: action 2: $.c no longer matches anything: "
        "delete the action or correct its target"
    )


def test_another_revision_is_read_from_text() -> None:
    """The text of an Overlay document is enough, wherever it comes from."""
    assert overlays.effective({"a": 1}, None) == ({"a": 1}, [])
    text = TOP + "actions: [{target: $.a, update: 1}]"
    with pytest.raises(DocumentError, match=r"^HEAD: line 3: action 1: /a is neither an object"):
        overlays.effective({"a": 1}, text.encode(), "HEAD")
