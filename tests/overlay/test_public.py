"""The public face: names, signatures, docstrings, and what an import loads."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import anyreach
import anyreach.testing
from anyreach import AnyReach, AsyncAnyReach, AsyncChat, AsyncPages, Chat, Pages, models
from anyreach.conversations._async_resource import AsyncConversations
from anyreach.conversations._sync_resource import Conversations
from anyreach.recordings._async_resource import AsyncRecordings
from anyreach.recordings._sync_resource import Recordings
from anyreach_api.contract import METHODS, OPERATIONS
from tools import overlays

CONTRACT = overlays.load(Path()).document
MODULES = [anyreach, anyreach.testing]
PAIRS: list[tuple[type, type]] = [
    (AnyReach, AsyncAnyReach),
    (Conversations, AsyncConversations),
    (Recordings, AsyncRecordings),
    (Pages, AsyncPages),
    (Chat, AsyncChat),
    *(
        (type(getattr(AnyReach("ak_1.s"), tag)), type(getattr(AsyncAnyReach("ak_1.s"), tag)))
        for tag in METHODS
    ),
]
GENERATED = "anyreach_api.resources"
OPERATION_IDS = [
    operation["operationId"] for item in CONTRACT["paths"].values() for operation in item.values()
]


def public_callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public class, function and method of the overlay."""
    values = [getattr(module, name) for module in MODULES for name in module.__all__]
    yield from ((value.__name__, value) for value in values if inspect.isfunction(value))
    classes = [value for value in values if inspect.isclass(value)]
    for kind in dict.fromkeys([*classes, *(kind for pair in PAIRS for kind in pair)]):
        if "__init__" in vars(kind):
            yield kind.__name__, kind
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_") and method.__module__.startswith("anyreach"):
                yield f"{kind.__name__}.{name}", method


def public_members(kind: type) -> set[str]:
    """The public names of a class."""
    return {name for name in dir(kind) if not name.startswith("_")}


@pytest.mark.parametrize("module", MODULES)
def test_all_is_complete_and_sorted(module: ModuleType) -> None:
    """`__all__` names every public name, in order, and each of them can be imported."""
    assert list(module.__all__) == sorted(module.__all__)
    public = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "TYPE_CHECKING"
    }
    assert public <= set(module.__all__)
    assert set(module.__all__) <= set(dir(module))
    for name in module.__all__:
        getattr(module, name)


def test_unknown_names_are_attribute_errors() -> None:
    """A misspelt name is an AttributeError that names the module."""
    for module in (anyreach, models):
        with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute"):
            _ = module.Conversatoin


def test_models_are_those_of_the_contract() -> None:
    """`anyreach.models` has every component schema, and lists them."""
    for name in CONTRACT["components"]["schemas"]:
        assert inspect.isclass(getattr(models, name))
        assert name in dir(models)


@pytest.mark.parametrize("operation_id", OPERATION_IDS)
def test_every_operation_has_a_sync_and_an_async_way_in(operation_id: str) -> None:
    """Each operationId is a module that `execute` takes, and a method of a resource of both."""
    assert import_module(f"anyreach_api.api.{OPERATIONS[operation_id]}").INFO.id == operation_id
    ((tag, name),) = [
        (tag, name)
        for tag, methods in METHODS.items()
        for name, operation in methods.items()
        if operation == operation_id
    ]
    for client in (AnyReach("ak_1.s"), AsyncAnyReach("ak_1.s")):
        assert callable(getattr(getattr(client, tag), name))


def test_nothing_generated_is_overridden() -> None:
    """A resource of the overlay only adds to that of the contract."""
    added: set[str] = set()
    for tag in METHODS:
        for client in (AnyReach("ak_1.s"), AsyncAnyReach("ak_1.s")):
            kind: Any = getattr(client, tag).__class__
            generated = next(one for one in kind.__mro__ if one.__module__.startswith(GENERATED))
            assert generated.__module__ == f"{GENERATED}.{tag}"
            if kind is not generated:
                assert not public_members(generated) & set[str](kind.__dict__)
                added.add(tag)
    assert added == {"campaigns", "conversations", "knowledge_base", "workflows"}


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_sync_and_async_are_equals(sync: type, asynchronous: type) -> None:
    """Both have the same names, the same signatures and, but for `await`, the same docstrings."""
    renamed = {"close": "aclose"} if sync is AnyReach else {}
    assert {renamed.get(name, name) for name in public_members(sync)} == public_members(
        asynchronous
    )
    for name in public_members(sync) - {*METHODS, "recordings"}:
        one, other = getattr(sync, name), getattr(asynchronous, renamed.get(name, name))
        if (sync, name) != (Conversations, "get_many") and callable(one):
            assert list(inspect.signature(one).parameters.values()) == list(
                inspect.signature(other).parameters.values()
            )
        assert inspect.getdoc(one) == inspect.getdoc(other)


LAZY = {"chat", "get_many", "pages", "stream", "with_options"}  # nothing to await yet


@pytest.mark.parametrize("kinds", PAIRS)
def test_signatures_and_types_can_be_read(kinds: tuple[type, type]) -> None:
    """`inspect.signature` and `typing.get_type_hints` work on every method, and name no script."""
    for is_async, kind in enumerate(kinds):
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_"):
                assert "Script" not in str(inspect.signature(method)), name
                returned = typing.get_type_hints(method)["return"]
                assert returned is not None or name in CLOSING
                pages = getattr(typing.get_origin(returned), "__name__", "") == "AsyncPages"
                is_lazy = pages or name in LAZY
                assert inspect.iscoroutinefunction(method) is (bool(is_async) and not is_lazy), name


CLOSING = {"close", "aclose"}


def test_public_signatures_hold_no_httpx_type() -> None:
    """But for `transport`, the escape hatch, no public signature names httpx."""
    checked = 0
    for name, value in public_callables():
        for parameter in inspect.signature(value).parameters.values():
            assert "httpx" not in str(parameter.annotation), name
        if name != "FakeAnyReach.transport":
            assert "httpx" not in str(getattr(value, "__annotations__", {}).get("return")), name
        checked += 1
    assert checked > 30
    assert inspect.signature(AnyReach).parameters["transport"].annotation == "Transport | None"


def test_everything_public_has_a_docstring() -> None:
    """Every public class, function and method says what it is."""
    classes = [getattr(anyreach, name) for name in anyreach.__all__]
    named = [(value.__name__, value) for value in classes if inspect.isclass(value)]
    assert [name for name, value in [*public_callables(), *named] if not value.__doc__] == []


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh process has loaded after some code."""
    program = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def test_importing_loads_neither_httpx_nor_models() -> None:
    """`import anyreach` is light: httpcore comes with the first client, a model when asked for."""
    loaded = loaded_by("import anyreach")
    assert not {"httpx", "httpcore", "ssl", "asyncio", "attr"} & loaded
    assert "anyreach_api.models.conversation" not in loaded
    loaded = loaded_by("from anyreach import AnyReach; AnyReach('ak_1.s').conversations")
    assert "httpcore" in loaded
    others = {"anyreach.conversations._async_resource", "anyreach._core.pagination.listing"}
    assert not {"httpx", "attr", *others} & loaded


def test_an_operation_loads_only_its_models() -> None:
    """Importing one operation loads the models that it uses, and no others."""
    loaded = loaded_by("from anyreach.models import Channel")
    assert "anyreach_api.models.channel" in loaded
    assert "anyreach_api.models.conversation" not in loaded
    loaded = loaded_by("from anyreach_api.api.conversations import get_conversation")
    assert "anyreach_api.models.conversation" in loaded


def test_no_environment_is_read_at_import() -> None:
    """A token that is set after the import counts: the constructor reads the environment."""
    code = (
        "import anyreach, os; os.environ['ANYREACH_TOKEN'] = 'ak_1.s'; "
        "assert repr(anyreach.AnyReach())"
    )
    loaded_by(code)
