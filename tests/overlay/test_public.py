"""The public face: names, signatures, docstrings, and what an import loads."""

from __future__ import annotations

import inspect
import pkgutil
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
import anyreach_api.api
from anyreach import (
    AnyReach,
    AsyncAnyReach,
    AsyncChat,
    AsyncConversationList,
    Chat,
    ConversationList,
    Recording,
    models,
)
from anyreach.conversations import AsyncConversations, Conversations
from tools import overlays

CONTRACT = overlays.load(Path()).document
MODULES = [anyreach, anyreach.testing]
PAIRS = [
    (AnyReach, AsyncAnyReach),
    (Conversations, AsyncConversations),
    (ConversationList, AsyncConversationList),
    (Chat, AsyncChat),
]
WAYS_IN = {  # which pair, and which of its methods
    "getConversation": (1, "get"),
    "listConversations": (1, "list"),
    "createConversation": (1, "create"),
    "sendConversationMessage": (1, "send_message"),
    "endConversation": (1, "end"),
    "getMyScopes": (0, "scopes"),
}
OPERATION_IDS = [
    operation["operationId"] for item in CONTRACT["paths"].values() for operation in item.values()
]


def operations() -> dict[str, ModuleType]:
    """The generated operation modules by operationId."""
    found: dict[str, ModuleType] = {}
    for info in pkgutil.walk_packages(anyreach_api.api.__path__, "anyreach_api.api."):
        module = import_module(info.name)
        if hasattr(module, "OPERATION_ID"):
            found[module.OPERATION_ID] = module
    return found


def public_callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public class, function and method of the overlay."""
    for module in MODULES:
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value):
                if "__init__" in vars(value):
                    yield name, value
                for inner, method in inspect.getmembers(value, inspect.isfunction):
                    if not inner.startswith("_") and method.__module__.startswith("anyreach."):
                        yield f"{name}.{inner}", method
            elif inspect.isfunction(value):
                yield name, value
    for pair in PAIRS[1]:
        for inner in public_members(pair):
            method = getattr(pair, inner)
            yield f"{pair.__name__}.{inner}", method


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
    """Each operationId is a generated module that `call` takes, and a method of both kinds."""
    assert operation_id in operations()
    pair, name = WAYS_IN[operation_id]
    for kind in PAIRS[pair]:
        assert callable(getattr(kind, name))


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_sync_and_async_are_equals(sync: type, asynchronous: type) -> None:
    """Both have the same names, the same signatures and, but for `await`, the same docstrings."""
    renamed = {"close": "aclose"}
    assert {renamed.get(name, name) for name in public_members(sync)} == public_members(
        asynchronous
    )
    for name in public_members(sync) - {"conversations"}:
        one, other = getattr(sync, name), getattr(asynchronous, renamed.get(name, name))
        if (sync, name) != (AnyReach, "call") and callable(one):
            assert list(inspect.signature(one).parameters.values()) == list(
                inspect.signature(other).parameters.values()
            )
        assert one.__doc__ == other.__doc__


def test_help_shows_what_a_method_returns() -> None:
    """The signature of every method of the resources names its answer, bound and unbound."""
    client = AnyReach("ak_1.s")
    assert str(inspect.signature(client.conversations.end)) == (
        "(conversation_id: 'str', *, timeout: 'float | None' = None) -> 'EndConversationResponse'"
    )
    for resource in PAIRS[1]:
        for name in public_members(resource):
            assert "Script" not in str(inspect.signature(getattr(resource, name))), name
            is_async = resource is AsyncConversations and name not in {"chat", "list", "get_many"}
            assert inspect.iscoroutinefunction(getattr(resource, name)) is is_async


@pytest.mark.parametrize("name", ["download", "stream"])
def test_a_recording_is_fetched_alike(name: str) -> None:
    """Both ways to fetch a recording have the same arguments and the same docstring."""
    one, other = getattr(Recording, name), getattr(Recording, f"a{name}")
    parameters = [inspect.signature(way).parameters.values() for way in (one, other)]
    assert list(parameters[0]) == list(parameters[1])
    assert one.__doc__ == other.__doc__


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
    arguments = typing.get_args(AnyReach.__orig_bases__[0])  # type: ignore[attr-defined]
    assert [str(argument) for argument in arguments].count("ForwardRef('httpx.BaseTransport')") == 1


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
    """`import anyreach` is light: httpx comes with the first client, a model when asked for."""
    loaded = loaded_by("import anyreach")
    assert not {"httpx", "httpcore", "ssl", "asyncio", "attr"} & loaded
    assert "anyreach_api.models.conversation" not in loaded
    loaded = loaded_by("from anyreach import AnyReach; AnyReach('ak_1.s').conversations")
    assert "httpx" in loaded
    assert not {"anyreach._walk", "anyreach._filters", "anyreach._many", "attr"} & loaded


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
