"""The commands of the contract: each sends byte for byte what its method sends."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import json
import sys
import types
import typing
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple
from unittest import mock
from uuid import UUID

import pytest
from cyclopts import App
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anyreach import ConfigurationError
from anyreach.cli._app import app as anyreach
from anyreach.cli._commands import Command
from anyreach.cli._options import Options
from tests.tools.generate import repository

RENAMED = {
    "json": "api-json",
    "api_json": "api-api-json",
    "yes": "api-yes",
    "verbose": "api-verbose",
    "help_": "api-help",
    "null": "api-null",
}
"""Arguments of `arguments.json` whose names the command needs itself."""


class Sent(Exception):
    """A request that would be sent, instead of an answer."""


class Recorder:
    """A client that sends nothing."""

    def _call(self, _operation: Any, request: Any, options: Any) -> Any:
        raise Sent(told(request.extended(options)))

    def _pages(self, operation: Any, arguments: Any, options: Any, **paging: Any) -> Any:
        request = operation.request(**arguments).extended(options)
        raise Sent((told(request), paging))


def told(request: Any) -> Any:
    """All that a request would send."""
    body = request.body
    content: Any = getattr(body, "parts", None) or getattr(body, "content", None)
    if hasattr(body, "encode"):
        content = body.encode()
    media_type = getattr(body, "media_type", None)
    return request.info.id, request.path, request.query, request.headers, media_type, content


def outcome(call: Callable[[], Any]) -> Any:
    """What a call sends, or that it is refused."""
    try:
        call()
    except Sent as sent:
        return sent.args
    except ValueError as error:
        assert type(error).__name__ == "ConfigurationError"  # each package has its own
        return "refused"
    raise AssertionError("nothing was sent, and nobody said so")


class Method(NamedTuple):
    """A generated method, and its command."""

    method: Callable[..., Any]
    command: App
    words: list[str]
    tag: str
    resource: Any

    def direct(self, arguments: dict[str, Any]) -> Any:
        """What the method sends."""
        return outcome(lambda: self.method(self.resource(Recorder()), **arguments))

    def typed(self, tokens: list[str]) -> Any:
        """What the command sends."""

        @contextmanager
        def client(_self: Options) -> Generator[Any]:
            yield SimpleNamespace(**{self.tag: self.resource(Recorder())})

        with mock.patch.object(Options, "client", client):
            return outcome(lambda: run(self.command, [*self.words, *tokens]))


def run(command: App, tokens: list[str]) -> Any:
    """Run a command, and raise whatever it raises."""
    return command(tokens, exit_on_error=False, print_error=False, result_action="return_value")


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of `tests/contracts/arguments.json`."""
    contract = json.loads((repository.CONTRACTS / "arguments.json").read_text("utf-8"))
    root = repository.make(tmp_path_factory.mktemp("arguments"), contract)
    return repository.load(root, "arguments_api")


def methods_of(package: str) -> Iterator[tuple[str, str, Any, Any]]:
    """Every method of a package: its tag, its name, its class, and what is known about it."""
    contract = importlib.import_module(f"{package}.contract")
    for tag, found in contract.METHODS.items():
        module = importlib.import_module(f"{package}.resources.{tag}")
        resource = getattr(module, tag.title())
        for name, operation in found.items():
            path = contract.OPERATIONS[operation]
            info = importlib.import_module(f"{package}.api.{path}").INFO
            yield tag, name, resource, info


OURS = {
    f"{tag}.{name}": Method(
        getattr(resource, name), anyreach, [tag, name.replace("_", "-")], tag, resource
    )
    for tag, name, resource, _ in methods_of("anyreach_api")
}


@pytest.fixture(scope="session")
def methods(shapes: Any) -> dict[str, Method]:
    """The methods of `arguments.json`."""
    return {
        name: Method(
            getattr(resource, name),
            Command(tag, getattr(resource, name), info).app(name, f"anyreach things {name}"),
            [],
            tag,
            resource,
        )
        for tag, name, resource, info in methods_of(shapes.__name__)
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
OBJECTS = st.dictionaries(st.text(max_size=5), JSON, max_size=3)
TIMES = st.datetimes(timezones=st.timezones() | st.just(dt.UTC))


def members(hint: Any) -> list[Any]:
    """The members of a union."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return [one for member in typing.get_args(hint) for one in members(member)]
    return [hint]


def values(hint: Any) -> st.SearchStrategy[tuple[Any, Any]]:
    """Values of one type, each with its JSON."""
    if typing.get_origin(hint) is Literal:
        return st.sampled_from(typing.get_args(hint)).map(lambda value: (value, value))
    if typing.get_origin(hint) is list:
        inner = st.lists(any_of(typing.get_args(hint)[0]), max_size=3)
        return inner.map(lambda pairs: ([a for a, _ in pairs], [b for _, b in pairs]))
    if hasattr(hint, "from_dict"):
        data = st.fixed_dictionaries(
            {"name": st.text(max_size=5)}, optional={"size": st.integers()}
        )
        return data.map(hint.from_dict).map(lambda model: (model, model.to_dict()))
    same = {
        str: st.text(max_size=9),
        int: st.integers(),
        float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
        bool: st.booleans(),
        dict: OBJECTS,
        Any: JSON,
        type(None): st.none(),
    }
    if (kind := typing.get_origin(hint) or hint) in same:
        return same[kind].map(lambda value: (value, value))
    written = {dt.datetime: TIMES, dt.date: st.dates(), UUID: st.uuids()}
    return written[hint].map(lambda value: (value, str(value).replace(" ", "T")))


def known(hint: Any) -> list[Any]:
    """The members of a union but the enums, whose values its literals have, and `Unset`."""
    return [one for one in members(hint) if not isinstance(one, type) or not issubclass(one, Enum)]


def any_of(hint: Any) -> st.SearchStrategy[tuple[Any, Any]]:
    """Values of a type that may be a union, each with its JSON."""
    return st.one_of(*map(values, known(hint)))


def spelled(hints: list[Any], value: Any) -> str:
    """How a value of one of some types is written, given its JSON: a text as it is, or JSON."""
    texts = [one for one in hints if one in {str, dt.datetime, dt.date, UUID}]
    texts += [one for one in hints if typing.get_origin(one) is Literal and type(value) is str]
    return value if len(texts) == len(hints) else json.dumps(value)


@st.composite
def calls(
    draw: st.DrawFn, method: Callable[..., Any], file: Path
) -> tuple[dict[str, Any], list[str]]:
    """Arguments of a method, and how they are written."""
    hints = typing.get_type_hints(method)
    arguments: dict[str, Any] = {}
    options: list[str] = []
    positional: list[str] = []
    for one in list(inspect.signature(method).parameters.values())[1:]:
        optional = one.default is not one.empty
        if (
            one.name == "timeout"
            or one.name.startswith("extra_")
            or (optional and draw(st.booleans()))
        ):
            continue
        option = "--" + RENAMED.get(one.name, one.name.strip("_").replace("_", "-"))
        hint = hints[one.name]
        kinds = [kind for kind in known(hint) if kind is not type(None)]
        if any("PathLike" in str(kind) for kind in members(hint)):
            arguments[one.name] = [file, file] if "list" in str(hint) else file
            options += [option, str(file)] * (2 if "list" in str(hint) else 1)
            continue
        if one.default is not None and type(None) in members(hint) and draw(st.booleans()):
            arguments[one.name] = None
            options += ["--null", option[2:]]
            continue
        arguments[one.name], written = draw(any_of(typing.Union[tuple(kinds)]))
        if one.kind is not one.KEYWORD_ONLY:
            positional.append(spelled(kinds, written))
        elif kinds == [bool]:
            no = f"{option}=false" if one.name == "cache" else option.replace("--", "--no-", 1)
            options.append(option if written else no)  # --no-cache is another argument there
        elif len(kinds) == 1 and typing.get_origin(kinds[0]) is list:
            inner = known(typing.get_args(kinds[0])[0])
            options += [f"{option}={spelled(inner, item)}" for item in written]
            options += [] if written else ["--empty", option[2:]]
        else:
            options.append(f"{option}={spelled(kinds, written)}")
    return arguments, [*options, "--", *positional]


def same(method: Method, data: st.DataObject, file: Path) -> None:
    """Check that a command sends what its method sends."""
    arguments, tokens = data.draw(calls(method.method, file))
    more = ["--json"] if "limit" in inspect.signature(method.method).parameters else []
    asks = ["--yes"] if method.method.__name__ in {"create", "delete", "ring"} else []
    if method.tag == "things" and method.method.__name__ == "create":
        asks = []
    assert method.typed([*more, *asks, *tokens]) == method.direct(arguments)


EXAMPLES = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", OURS)
@EXAMPLES
@given(data=st.data())
def test_a_command_sends_what_its_method_sends(name: str, data: st.DataObject) -> None:
    """Byte for byte, for every method of our contract."""
    same(OURS[name], data, Path(__file__))


NAMES = [
    "get", "delete", "list", "create", "page", "replace", "put_any", "put_maybe", "put_union",
    "post_form", "post_files", "post_raw", "post_text", "ring",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@EXAMPLES
@given(data=st.data())
def test_any_command_sends_what_its_method_sends(
    methods: dict[str, Method], name: str, data: st.DataObject
) -> None:
    """Byte for byte, for a contract with arguments of every shape."""
    same(methods[name], data, Path(__file__))


def test_the_contract_of_shapes_is_covered(methods: dict[str, Method]) -> None:
    """No method is left out."""
    assert set(methods) == set(NAMES)
