"""`generator-config.yaml` and the contract as files: what means nothing is refused, by place."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate import repository
from tools.generate import main

OVERRIDE = "class_overrides:\n  ErrorDetail:\n    class_name: Problem\n"

KNOWN = "use class_overrides, post_hooks, method_names, skip"

SETTINGS = {
    "classoverrides: {}\n": [f"#/classoverrides: is not a setting; {KNOWN}"],
    "literal_enums: true\n": [f"#/literal_enums: is not a setting; {KNOWN}"],
    "method_names: [a]\n": ["#/method_names: is not a mapping from operationIds to names"],
    "method_names: {a: Get, b: get-it, c: class, d: _get, e: 1, f: get_2}\n": [
        f"#/method_names/{key}: {name!r} is not a method name such as send_message"
        for key, name in (("a", "Get"), ("b", "get-it"), ("c", "class"), ("d", "_get"), ("e", 1))
    ],
    "skip: {a: b}\n": ["#/skip: is not a list"],
    "skip: [a]\n": ["#/skip/0: must be a mapping with operation or schema, and reason"],
    "skip: [{reason: a}, {operation: a, schema: b, reason: c}]\n": [
        f"#/skip/{index}: must name an operation or a schema, not both" for index in (0, 1)
    ],
    "skip: [{operation: a, because: b}]\n": [
        "#/skip/0/because: is not one of operation, schema, reason, expires",
        "#/skip/0/reason: must be a non-empty string",
    ],
    "skip: [{operation: ' ', reason: 1, expires: 2027-1-1}]\n": [
        "#/skip/0/expires: '2027-1-1' is not a date: write it like 2027-01-31",
        "#/skip/0/operation: must be a non-empty string",
        "#/skip/0/reason: must be a non-empty string",
    ],
    "- a\n": [": is not a mapping"],
    "class_overrides: [a]\n": ["#/class_overrides: is not a mapping"],
    "class_overrides:\n  Conversation: {}\n": [
        "#/class_overrides/Conversation: must have class_name or module_name"
    ],
    "class_overrides:\n  Conversation: {class: A}\n": [
        "#/class_overrides/Conversation/class: is neither class_name nor module_name"
    ],
    "class_overrides:\n  Conversation: {class_name: a-b, module_name: A}\n": [
        f"#/class_overrides/Conversation/{key}: {name!r} is not a valid {key}"
        for key, name in (("class_name", "a-b"), ("module_name", "A"))
    ],
    "class_overrides:\n  Conversation: {class_name: 1}\n": [
        "#/class_overrides/Conversation/class_name: 1 is not a valid class_name"
    ],
    "class_overrides:\n  Conversatoin: {class_name: Talk}\n": [
        ": class_overrides names Conversatoin, which is not a generated class"
    ],
    "post_hooks: ruff format .\n": ["#/post_hooks: is not a list"],
    "post_hooks: [ruff format . --isolated --no-cache, black ., ruff format ., 1]\n": [
        f"#/post_hooks/{index}: must be a ruff command with --isolated and --no-cache"
        for index in (1, 2, 3)
    ],
}


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_setting_that_means_nothing_is_refused(
    settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key, a class or a hook that means nothing is refused, by its place, and nothing written."""
    root = repository.make(tmp_path, repository.part_of_real_contract(), settings)
    assert main([], root) == 65
    lines = [line for line in capsys.readouterr().err.splitlines() if "generate:" not in line]
    assert lines == [f"generator-config.yaml{problem}" for problem in SETTINGS[settings]]
    assert not (root / "generated").exists()


def test_an_override_renames_a_class_and_its_module(tmp_path: Path) -> None:
    """A class override names the class and the module, everywhere."""
    settings = repository.SETTINGS + (
        "class_overrides:\n  Error: {class_name: Problem}\n"
        "  Status: {module_name: conversation_status}\n"
    )
    package = repository.load(
        repository.make(tmp_path, repository.part_of_real_contract(), settings), "renamed_api"
    )
    assert package.models.Problem.__module__ == "renamed_api.models.problem"
    assert package.models.Status.__module__ == "renamed_api.models.conversation_status"


def test_names_that_had_to_give_way_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Generation prints each argument and property whose name had to give way."""
    contract = repository.part_of_real_contract()
    contract["components"]["schemas"]["Error"]["properties"]["redacted"] = {"type": "boolean"}
    found = contract["paths"]["/core/conversations/{conversation_id}"]["get"]["parameters"]
    found.append({"name": "timeout", "in": "query", "schema": {"type": "integer"}})
    assert main([], repository.make(tmp_path, contract)) == 0
    names = [line for line in capsys.readouterr().out.splitlines() if line.startswith("name: ")]
    assert names == [
        "name: conversations.get(query_timeout=): the contract's timeout",
        "name: Error.redacted_: the contract's redacted",
    ]


def test_a_method_name_for_no_operation_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name for an operationId that the contract lacks is told, as a class override is."""
    settings = repository.SETTINGS + "method_names: {getNothing: fetch}\n"
    assert main([], repository.make(tmp_path, repository.part_of_real_contract(), settings)) == 65
    assert "method_names names getNothing, which is not an operationId" in capsys.readouterr().err


def test_a_hook_that_fails_stops_the_generator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What ruff says about a hook it cannot run is shown on one line, and nothing is written."""
    hook = "ruff format . --isolated --no-cache --line-length zero"
    root = repository.make_real(tmp_path)
    before = repository.tree(root / "generated")
    (root / "generator-config.yaml").write_text(f"post_hooks: [{hook}]\n", "utf-8")
    assert main([], root) == 65
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith(f"`{hook}` fails: error: invalid value 'zero'")
    assert repository.tree(root / "generated") == before


DOCUMENTS: dict[str, tuple[Any, str]] = {
    "no OpenAPI": ({"swagger": "2.0"}, "#: Field required"),
    "a list": ([], "#: Input should be a valid dictionary or instance of OpenAPI"),
    "OpenAPI 3.2": (
        {"openapi": "3.2.0", "info": {"title": "", "version": ""}, "paths": {}},
        "#/openapi: Value error, Only OpenAPI versions 3.1.* are supported, got 3.2.0",
    ),
    "a type that is none": (
        {
            "openapi": "3.0.3",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": {"A": {"properties": {"a/b": {"type": "text"}}}}},
        },
        "#/components/schemas/A/properties/a~1b/type: Input should be",
    ),
    "a description that is none": (
        {
            "openapi": "3.0.3",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": {"A": {}, "B": {"$ref": "#/A", "description": 1}}},
        },
        "#/components/schemas/B/description: Input should be a valid string",
    ),
    "a null in an answer": (
        {
            "openapi": "3.0.3",
            "info": {"title": "", "version": ""},
            "paths": {"/": {"get": {"responses": {"default": {"description": None}}}}},
        },
        "#/paths/~1/get/responses/default/description: is null",
    ),
    "a null": (
        {
            "openapi": "3.0.3",
            "info": {"title": "", "version": "", "x-logo": None},
            "paths": {},
            "components": {"schemas": {"A": {"enum": None, "default": None}}},
        },
        "#/components/schemas/A/enum: is null: remove the key if it has no value",
    ),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_contract_that_is_no_openapi_is_refused(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A document that is not OpenAPI 3.0 or 3.1 is refused, by the place."""
    document, problem = DOCUMENTS[case]
    assert main([], repository.make(tmp_path, document)) == 65
    assert f"openapi.json{problem}" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["openapi.json", "generator-config.yaml"])
def test_a_file_that_is_not_there_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contract or settings that cannot be read end in one line."""
    root = repository.make(tmp_path, repository.part_of_real_contract())
    (root / name).unlink()
    assert main([], root) == 65
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .endswith(f"{name}: can't be read: No such file or directory")
    )


@pytest.mark.parametrize("argument", ["--chek", "--ch", "openapi.json"])
def test_an_argument_that_is_none_is_refused(
    argument: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Arguments that are not known end in one line and status 64."""
    assert main([argument], tmp_path) == 64
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_is_a_module() -> None:
    """`python -m tools.generate` is the command, and its status is the process's."""
    command = [sys.executable, "-m", "tools.generate", "--write"]
    done = subprocess.run(command, cwd=repository.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert done.stderr.startswith("python -m tools.generate: unrecognized arguments: --write")


def test_help_is_no_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--help` explains the command and its statuses."""
    assert main(["--help"], tmp_path) == 0
    assert "exit status: 0 success; 1 with --check, generated/ is" in capsys.readouterr().out
