"""The templates: patched without fuzz, and only the very ones for which the patch was made."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tools.generate import repository
from tools.generate import _templates, main
from tools.generate._errors import GenerationError


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our templates, which the tool takes instead of the real ones."""
    copy = tmp_path / "ours"
    shutil.copytree(_templates.OURS, copy)
    monkeypatch.setattr(_templates, "OURS", copy)
    return copy


def change(path: Path, old: str, new: str) -> None:
    """Replace the one occurrence of a text in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_the_patch_changes_what_it_names(tmp_path: Path) -> None:
    """Every template that the patch names is written, changed, beside our own."""
    _templates.prepare(tmp_path)
    patch = (_templates.OURS / "generator.patch").read_text("utf-8")
    named = set(re.findall(r"^--- a/(\S+)$", patch, re.MULTILINE))
    own = {path.name for path in _templates.OURS.glob("*.jinja")}
    assert {path.name for path in tmp_path.iterdir()} == named | own
    assert not named & own
    assert "def _missing_" in (tmp_path / "str_enum.py.jinja").read_text("utf-8")


def test_the_patch_carries_the_notice() -> None:
    """The patch opens with the notice of the project whose lines it holds."""
    header = (_templates.OURS / "generator.patch").read_text("utf-8").partition("--- a/")[0]
    assert "Copyright (c) 2020 Triax Technologies" in header
    assert "WITHOUT WARRANTY OF ANY KIND" in header


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("types.py.jinja\n", "types.py.jinja\n" + "0" * 64 + "  gone.py.jinja\n"),
        ("  types.py.jinja\n", "  other.py.jinja\n"),
    ],
)
def test_templates_that_come_or_go_are_named(
    ours: Path, tmp_path: Path, old: str, new: str
) -> None:
    """A template that is not there, or that nobody knows, stops the tool, by name."""
    digests = ours / "generator.sha256"
    change(digests, old, new)
    with pytest.raises(GenerationError, match=r"the installed template \w+\.py\.jinja is not the"):
        _templates.prepare(tmp_path / "never")


def test_a_template_with_one_other_byte_is_named(ours: Path, tmp_path: Path) -> None:
    """A template that is not byte for byte the known one stops the tool, by name."""
    digests = ours / "generator.sha256"
    text = digests.read_text("utf-8")
    digests.write_text(re.sub(r"^\w{64}(?=  client)", "0" * 64, text, flags=re.MULTILINE), "utf-8")
    with pytest.raises(GenerationError) as caught:
        _templates.prepare(tmp_path)
    assert caught.value.problems == [
        (
            "the installed template client.py.jinja is not the one that the patch is for: reinstall"
            " openapi-python-client"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("--- a/types.py", "--- a/kinds.py", "the patch changes kinds.py.jinja, which the"),
        ("-UNSET: Unset = Unset()", "-UNSET: Unset = Unset( )", "the patch does not fit types.py"),
        (
            "-UNSET: Unset = Unset()",
            "*UNSET: Unset = Unset()",
            "the patch for types.py.jinja is cut",
        ),
        ("@@ -1,17 +1,28 @@", "@@ -2,17 +1,28 @@", "the patch does not fit types.py.jinja, line 2"),
        ("@@ -1,17 +1,28 @@", "@@ one @@", "the patch for types.py.jinja is broken at '@@ one"),
    ],
)
def test_a_patch_that_does_not_fit_exactly_is_refused(
    ours: Path, tmp_path: Path, old: str, new: str, text: str
) -> None:
    """There is no fuzz: a line that is not there, exactly there, stops the tool."""
    change(ours / "generator.patch", old, new)
    with pytest.raises(GenerationError) as caught:
        _templates.prepare(tmp_path)
    assert caught.value.problems[0].startswith(text)


def test_a_patch_that_is_cut_short_is_refused(ours: Path, tmp_path: Path) -> None:
    """A patch whose last lines are missing is not applied in part."""
    patch = ours / "generator.patch"
    lines = patch.read_text("utf-8").splitlines(keepends=True)
    patch.write_text("".join(lines[:-2]), "utf-8")
    with pytest.raises(GenerationError, match="is cut short"):
        _templates.prepare(tmp_path)


class Sabotage(NamedTuple):
    """A change to a template, and what is found wrong then."""

    template: str
    old: str
    new: str
    problem: str


SABOTAGES = [
    Sabotage(
        "generator.patch",
        "+        member = str.__new__(cls, value)\n",
        "+        return None\n",
        "models: Channel is {'values': ['email', 'telephone', 'text', 'webrtc'], 'open': False}",
    ),
    Sabotage(
        "generator.patch",
        '+        return "<UNSET>"\n',
        '+        return "UNSET"\n',
        "UNSET does not survive copying, or is not <UNSET>",
    ),
    Sabotage(
        "generator.patch",
        '+        super().__init__(f"Unexpected status code: {status_code}")\n',
        '+        super().__init__(f"Unexpected: {status_code} {content!r}")\n',
        "the errors lose their path, or show a body",
    ),
    Sabotage(
        "generator.patch",
        'default="field(repr=False)"',
        'default="field()"',
        "the client shows its token",
    ),
    Sabotage(
        "generator.patch",
        "+if TYPE_CHECKING:\n+    from collections.abc import Callable\n",
        "+if Any:\n+    from collections.abc import Callable\n",
        "importing the models imports one of them, or an operation imports httpx",
    ),
    Sabotage(
        "generator.patch",
        '+    "types",\n',
        '+    "kinds",\n',
        "fails in a fresh interpreter: ModuleNotFoundError: No module named 'anyreach_api.kinds'",
    ),
    Sabotage(
        "generator.patch",
        "OPERATION_ID: Final = {{ py(operation(endpoint).operationId) }}",
        "OPERATION_ID: Final = {{ py(endpoint.name) }}",
        "api: conversations.get_conversation is get_conversation, not getConversation",
    ),
    Sabotage(
        "model.py.jinja",
        "@_attrs_define\n",
        "@_attrs_define(slots=False)\n",
        "models: Conversation is",
    ),
    Sabotage(
        "model.py.jinja",
        "    {{ field.declaration }}\n",
        "    {{ field.declaration | replace('True', 'False') }}\n",
        "Conversation.agent lost the mark of #/components/schemas/Conversation/properties/agent",
    ),
    Sabotage(
        "model.py.jinja",
        "repr=False",
        "repr=True",
        "models: Conversation is",
    ),
    Sabotage(
        "model.py.jinja",
        "from .. import _model\n",
        "",
        "fails in a fresh interpreter: NameError: name '_model' is not defined",
    ),
]


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda one: one.problem[:40])
def test_a_template_change_that_has_no_effect_is_found(
    ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], sabotage: Sabotage
) -> None:
    """When a template no longer does what it is for, the output shows it; nothing is written."""
    root = repository.make_real(tmp_path / "repository")
    before = repository.tree(root)
    change(ours / sabotage.template, sabotage.old, sabotage.new)
    assert main([], root) == 65
    assert f"generated package: {sabotage.problem}" in capsys.readouterr().err
    assert repository.tree(root) == before
