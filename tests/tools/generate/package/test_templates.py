"""The templates: when one of them no longer does what it is for, the output shows it."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tools.generate import repository
from tools.generate import main
from tools.generate.package import render

CONVERSATION = "openapi.json#/paths/~1core~1conversations~1{conversation_id}/get"
LIST = "openapi.json#/paths/~1core~1conversations/get"
POST = "openapi.json#/paths/~1core~1conversations/post"


class Sabotage(NamedTuple):
    """A change to a template, and what is found wrong then."""

    template: str
    old: str
    new: str
    problem: str


PACKAGE = "generated package: "
FAILS = f"{PACKAGE}fails in a fresh interpreter: "
CALLED = "the generated code fails when called: "

REQUEST = "    {% for line in request_lines(method) %}\n    {{ line }}\n"

SABOTAGES = [
    Sabotage(
        "str_enum.py",
        "        member = str.__new__(cls, value)\n",
        "        return None\n",
        f"{PACKAGE}models: Channel is",
    ),
    Sabotage(
        "types.py",
        'return "<UNSET>"',
        'return "UNSET"',
        f"{PACKAGE}copies of UNSET must be UNSET, and its repr <UNSET>",
    ),
    Sabotage(
        "errors.py",
        'f"[{key}]" if isinstance(key, int) else f".{key}"',
        'f".{key}"',
        f"{PACKAGE}the errors must keep their path",
    ),
    Sabotage(
        "resource.py",
        "from .. import models\n",
        "from .. import models\nmodels.Status\n",
        f"{PACKAGE}importing the resources must not import a model or httpx",
    ),
    Sabotage(
        "operation.py",
        "from ..._paging import Pagination\n",
        "from ..._paging import Pagination\nimport httpx as client\nclient.get\n",
        f"{PACKAGE}importing the resources must not import a model or httpx",
    ),
    Sabotage(
        "package_init.py",
        '    "types",\n',
        '    "kinds",\n',
        f"{FAILS}ModuleNotFoundError: No module named 'anyreach_api.kinds'",
    ),
    Sabotage(
        "operation.py",
        "    {{ line }},\n",
        """    {{ line | replace("id='", "id='x") }},\n""",
        f"{CONVERSATION}: {CALLED}its module belongs to another operation",
    ),
    Sabotage(
        "operation.py",
        REQUEST,
        REQUEST.replace("line }", 'line | replace("_operation.path(", "str(") }'),
        f"{CONVERSATION}: {CALLED}with required arguments: TypeError",
    ),
    Sabotage(
        "operation.py",
        REQUEST,
        REQUEST.replace("line }", 'line | replace("conversations/", "{") }'),
        f"{CONVERSATION}: {CALLED}with required arguments: a path parameter is missing",
    ),
    Sabotage(
        "operation.py",
        REQUEST,
        REQUEST.replace("line }", 'line | replace("limit)", "limit or 1)") }'),
        f"{LIST}: {CALLED}with required arguments: the query should be empty",
    ),
    Sabotage(
        "operation.py",
        REQUEST,
        REQUEST.replace("line }", 'line | replace("body=content", "body=None") }'),
        f"{POST}: {CALLED}with required arguments: the body is missing",
    ),
    Sabotage(
        "resource.py",
        "def {{ method.name }}(",
        "def {{ method.name }}_it(",
        f"{CONVERSATION}: {CALLED}Resources has no conversations.get",
    ),
    Sabotage(
        "resource.py",
        "from typing import Any, Literal\n",
        "from typing import Any as Anything, Literal\n",
        f"{CONVERSATION}: {CALLED}its annotations can't be resolved (NameError)",
    ),
    Sabotage(
        "operation.py",
        "def request(",
        "def request)",
        f"{CONVERSATION}: its module would not be valid Python (unmatched ')', line ",
    ),
    Sabotage(
        "model.py",
        "@_attrs_define(repr=False",
        "@_attrs_define(slots=False, repr=False",
        f"{PACKAGE}models: Conversation is",
    ),
    Sabotage(
        "model.py",
        "    {{ field.declaration }}\n",
        "    {{ field.declaration | replace('sensitive', 'secret') }}\n",
        "openapi.json#/components/schemas/Conversation/properties/agent: Conversation.agent lost"
        " its mark",
    ),
    Sabotage(
        "model.py",
        "from .. import _model\n",
        "",
        f"{FAILS}NameError: name '_model' is not defined",
    ),
]


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda one: one.problem[-60:])
def test_a_template_change_that_has_no_effect_is_found(
    part: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Sabotage,
) -> None:
    """A package that does not do what it is for is named as such, and nothing is written."""
    templates = tmp_path / "templates"
    shutil.copytree(render.TEMPLATES, templates)
    monkeypatch.setattr(render, "TEMPLATES", templates)
    changed = templates / f"{sabotage.template}.jinja"
    text = changed.read_text("utf-8")
    assert text.count(sabotage.old) == 1
    changed.write_text(text.replace(sabotage.old, sabotage.new), "utf-8")
    root = shutil.copytree(part, tmp_path / "repository")
    before = repository.tree(root)
    assert main([], root) == 65
    assert sabotage.problem in capsys.readouterr().err
    assert repository.tree(root) == before
