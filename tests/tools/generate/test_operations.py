"""Generated operations: what they send, what they take for an answer, what they import."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tools.generate.test_models import THING


def operation(everything: Any, name: str) -> Any:
    """Import an operation's module."""
    return __import__(f"{everything.__name__}.api.{name}", fromlist=["_get_kwargs"])


def test_an_operation_knows_its_id_and_its_request(everything: Any) -> None:
    """An operation has the contract's id, and makes method, path and parameters as before."""
    get = operation(everything, "things.get_thing")
    assert get.OPERATION_ID == "getThing"
    since = dt.datetime(2024, 2, 29, tzinfo=dt.UTC)
    color = everything.models.Color
    assert get._get_kwargs("a/b", color=[color.RED, color("new")], since=since, x_trace="t") == {
        "method": "get",
        "url": "/things/a%2Fb",
        "params": {"color": ["red", "new"], "limit": 10, "since": "2024-02-29T00:00:00+00:00"},
        "headers": {"X-Trace": "t"},
    }
    put = operation(everything, "things.put_thing")
    thing = everything.models.Thing.from_dict(THING)
    assert put._get_kwargs("a", body=thing)["json"] == THING


@pytest.mark.parametrize(
    ("name", "status", "data", "answer"),
    [
        ("things.get_thing", 200, THING, "Thing"),
        ("things.get_thing", 202, {"ready_at": "2024-02-29T12:00:00Z"}, "GetThingResponse202"),
        ("things.get_thing", 299, [THING], "list"),
        ("things.delete_thing", 204, None, "NoneType"),
        ("things.put_thing", 200, {"any": "thing"}, "dict"),
        ("things.put_thing", 201, None, "NoneType"),
        ("things.put_thing", 201, THING, "Thing"),
        ("things.list_things", 200, [], "list"),
        ("things.list_things", 206, [THING], "list"),
        ("default.import_", 200, 3, "int"),
    ],
)
def test_a_documented_answer_is_decoded(
    everything: Any, name: str, status: int, data: Any, answer: str
) -> None:
    """Decoded JSON of a documented 2xx answer becomes what the contract says."""
    decoded = operation(everything, name)._parse_success(status, data)
    assert type(decoded).__name__ == answer


@pytest.mark.parametrize(
    ("name", "status", "data", "text"),
    [
        ("things.get_thing", 200, {}, "id: is required, and missing"),
        ("things.get_thing", 299, [THING, {}], "[1].id: is required, and missing"),
        ("things.get_thing", 404, THING, "the contract does not document status 404"),
        ("things.delete_thing", 200, None, "the contract does not document status 200"),
        ("things.list_things", 404, [], "the contract does not document status 404"),
        ("default.import_", 200, "3", "expected an integer, got a string"),
    ],
)
def test_another_answer_is_a_decode_error(
    everything: Any, name: str, status: int, data: Any, text: str
) -> None:
    """Wrong data and undocumented statuses raise a DecodeError that names the place."""
    with pytest.raises(everything.errors.DecodeError) as caught:
        operation(everything, name)._parse_success(status, data)
    assert str(caught.value) == text


def modules(everything: Any, statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement."""
    code = f"import sys; sys.path.insert(0, {str(Path(everything.__file__).parents[1])!r})\n"
    code += f"{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_an_operation_imports_the_models_that_it_uses(everything: Any) -> None:
    """Importing an operation loads the models that it uses, and neither others nor httpx."""
    loaded = modules(everything, "import everything_api.api.default.import_")
    assert {name for name in loaded if name.startswith("everything_api.models.")} == {
        "everything_api.models.names",
        "everything_api.models.names_dict",
    }
    assert "httpx" not in loaded


def test_the_packages_are_lazy(everything: Any) -> None:
    """Importing the package and its models loads no model, and asking for one loads that one."""
    loaded = modules(everything, "import everything_api.models")
    assert not any(name.startswith("everything_api.models.") for name in loaded)
    assert "everything_api.client" not in loaded
    loaded = modules(everything, "import everything_api; everything_api.models.Color")
    assert [name for name in loaded if name.startswith("everything_api.models.")] == [
        "everything_api.models.color"
    ]


def test_lazy_names_can_be_listed_and_mistyped(everything: Any) -> None:
    """Lazy packages list their names, and have no others."""
    assert set(everything.__all__) <= set(dir(everything))
    assert set(everything.models.__all__) <= set(dir(everything.models))
    for package in (everything, everything.models):
        with pytest.raises(AttributeError, match="has no attribute 'Nope'"):
            package.Nope  # noqa: B018 -- the access is the test


def test_no_error_and_no_client_shows_a_secret(everything: Any) -> None:
    """The stock error does not show the body, and the stock client not its token."""
    assert "canary" not in str(everything.errors.UnexpectedStatus(500, b"canary"))
    client = __import__("everything_api.client", fromlist=["AuthenticatedClient"])
    one = client.AuthenticatedClient(base_url="https://api.invalid", token="canary")
    one.get_httpx_client()
    assert "canary" not in repr(one)
