"""The commands of the contract: each sends byte for byte what its method sends."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import io
import json
import sys
import types
import typing
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cache
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
from anyreach.cli._commands import Command, named
from anyreach.cli._exit import NOT_DONE
from anyreach.cli._options import Options
from anyreach.cli._show import fields_of, for_machines, key_of
from anyreach.cli._values import kind_of
from anyreach.models import Conversation, CreateConversationResponse, EndConversationResponse
from anyreach_api import models as api_models
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


class SentError(Exception):
    """A request that would be sent, instead of an answer."""


class Recorder:
    """A client that sends nothing."""

    def _call(self, _operation: Any, request: Any, options: Any) -> Any:
        raise SentError(told(request.extended(options)))

    def _pages(self, operation: Any, arguments: Any, options: Any, **paging: Any) -> Any:
        request = operation.request(**arguments).extended(options)
        raise SentError((told(request), paging))


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
    except SentError as sent:
        return sent.args
    except ValueError as error:
        return type(error).__name__  # each package has its own ConfigurationError
    raise AssertionError("nothing was sent, and nobody said so")


class Method(NamedTuple):
    """A generated method, and its command."""

    method: Callable[..., Any]
    command: App
    words: list[str]
    tag: str
    resource: Any
    asks: bool

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
        resource = getattr(module, "".join(map(str.capitalize, tag.split("_"))))
        for name, operation in found.items():
            path = contract.OPERATIONS[operation]
            info = importlib.import_module(f"{package}.api.{path}").INFO
            yield tag, name, resource, info


def asks(info: Any) -> bool:
    """Whether a person has to agree first."""
    return info.method == "DELETE" or bool(info.confirm)


OURS = {
    f"{tag}.{name}": Method(
        getattr(resource, name),
        anyreach,
        [tag.replace("_", "-"), name.replace("_", "-")],
        tag,
        resource,
        asks(info),
    )
    for tag, name, resource, info in methods_of("anyreach_api")
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
            asks(info),
        )
        for tag, name, resource, info in methods_of(shapes.__name__)
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
OBJECTS = st.dictionaries(st.text(max_size=5), JSON, max_size=3)
TIMES = st.datetimes(timezones=st.timezones() | st.just(dt.UTC))


def members(hint: Any) -> list[Any]:
    """The members of a union."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return [one for member in typing.get_args(hint) for one in members(member)]
    return [hint]


ENUMS: dict[Any, list[Enum]] = {
    one: [*one]
    for one in (getattr(api_models, name) for name in api_models.__all__)
    if isinstance(one, type) and issubclass(one, Enum)
}


@cache
def values(hint: Any) -> st.SearchStrategy[tuple[Any, Any]]:
    """Values of one type, each with its JSON."""
    if typing.get_origin(hint) is Literal:
        return st.sampled_from(typing.get_args(hint)).map(lambda value: (value, value))
    if typing.get_origin(hint) is list:
        inner = st.lists(any_of(known(typing.get_args(hint)[0])), max_size=3)
        return inner.map(lambda pairs: ([a for a, _ in pairs], [b for _, b in pairs]))
    if hasattr(hint, "from_dict"):
        hints = typing.get_type_hints(hint.__init__)
        needed = {
            one.name.rstrip("_"): any_of(members(hints[one.name])).map(lambda pair: pair[1])
            for one in inspect.signature(hint).parameters.values()
            if one.default is one.empty
        }
        data = st.fixed_dictionaries(
            {"name": st.text(max_size=5), **needed}, optional={"size": st.integers()}
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
    if hint in ENUMS:
        return st.sampled_from(ENUMS[hint]).map(lambda member: (member, member.value))
    if (kind := typing.get_origin(hint) or hint) in same:
        return same[kind].map(lambda value: (value, value))
    written = {dt.datetime: TIMES, dt.date: st.dates(), UUID: st.uuids()}
    return written[hint].map(lambda value: (value, str(value).replace(" ", "T")))


def known(hint: Any) -> list[Any]:
    """The members of a union but the enums, whose values its literals have, and records."""
    return [
        one
        for one in members(hint)
        if not (isinstance(one, type) and (issubclass(one, Enum) or one.__name__ == "WithId"))
    ]


def any_of(hints: list[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    """Values of one of some types, each with its JSON."""
    return st.one_of(*map(values, hints))


def spelled(hints: list[Any], value: Any) -> str:
    """How a value of one of some types is written, given its JSON: a text as it is, or JSON."""
    texts = [one for one in hints if one in {str, dt.datetime, dt.date, UUID}]
    texts += [one for one in hints if typing.get_origin(one) is Literal and type(value) is str]
    return value if len(texts) == len(hints) else json.dumps(value)


hints_of = cache(typing.get_type_hints)


@st.composite
def calls(
    draw: st.DrawFn, method: Callable[..., Any], file: Path
) -> tuple[dict[str, Any], list[str]]:
    """Arguments of a method, and how they are written."""
    hints = hints_of(method)
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
        kinds = [kind for kind in known(hint) if kind is not type(None)] or [type(None)]
        if any("PathLike" in str(kind) for kind in members(hint)):
            arguments[one.name] = [file, file] if "list" in str(hint) else file
            options += [option, str(file)] * (2 if "list" in str(hint) else 1)
            continue
        if one.default is not None and type(None) in members(hint) and draw(st.booleans()):
            arguments[one.name] = None
            options += ["--null", option[2:]]
            continue
        arguments[one.name], written = draw(any_of(kinds))
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
    pages = "page_size" in inspect.signature(method.method).parameters
    more = ["--json"] if pages else []  # a table: 50 rows
    more += ["--yes"] if method.asks else []
    assert method.typed([*more, *tokens]) == method.direct(arguments)


OF_A_METHOD = settings(max_examples=10)  # they are many, and of the shapes that come next
OF_A_SHAPE = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", OURS)
@OF_A_METHOD
@given(data=st.data())
def test_a_command_sends_what_its_method_sends(name: str, data: st.DataObject) -> None:
    """Byte for byte, for every method of our contract."""
    same(OURS[name], data, Path(__file__))


NAMES = [
    "get", "delete", "list", "create", "page", "replace", "put_any", "put_maybe", "put_union",
    "post_form", "post_files", "post_raw", "post_text", "ring",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@OF_A_SHAPE
@given(data=st.data())
def test_any_command_sends_what_its_method_sends(
    methods: dict[str, Method], name: str, data: st.DataObject
) -> None:
    """Byte for byte, for a contract with arguments of every shape."""
    same(methods[name], data, Path(__file__))


def test_the_contract_of_shapes_is_covered(methods: dict[str, Method]) -> None:
    """No method is left out."""
    assert set(methods) == set(NAMES)


def test_a_table_asks_for_one_row_more_than_it_shows(methods: dict[str, Method]) -> None:
    """Without --limit, a table knows whether there are more; the contract's page size stays."""
    _, paging = methods["page"].typed([])[0]
    assert paging == {"page_size": None, "limit": 51, "cursor": None, "on_invalid": "raise"}
    _, paging = methods["page"].typed(["--limit", "7", "--page-size", "3", "--cursor", "c"])[0]
    assert paging == {"page_size": 3, "limit": 7, "cursor": "c", "on_invalid": "raise"}


def test_what_the_contract_does_not_have_can_be_sent(methods: dict[str, Method]) -> None:
    """Headers, query parameters and properties are added: texts, and JSON after `:=`."""
    more = ["--extra-header=X-A=1", "--extra-query=a=1", "--extra-query=a=2", "--extra-query=b=="]
    body = ["--extra-body=c=1", "--extra-body=d:=1", "--extra-body=e:=[null]", "--extra-body=f:=g"]
    sent = methods["create"].typed(["--name=n", "--null=owner", *more, *body])
    assert sent == methods["create"].direct(
        {
            "name": "n",
            "owner": None,
            "extra_headers": {"X-A": "1"},
            "extra_query": {"a": ["1", "2"], "b": "="},
            "extra_body": {"c": "1", "d": 1, "e": [None], "f": "g"},
        }
    )


NUMBERS_OR_LATEST = float | Literal["latest"]


@pytest.mark.parametrize(
    ("hint", "text", "value"),
    [
        (str | None, '"quoted"', '"quoted"'),
        (str | None, "null", "null"),
        (str | None, "@file", "@file"),
        (Literal["a", "b"], "c", "c"),
        (int, "-5", -5),
        (float, "5", 5),
        (float, "1e3", 1000.0),
        (NUMBERS_OR_LATEST, "3", 3),
        (NUMBERS_OR_LATEST, "latest", "latest"),
        (NUMBERS_OR_LATEST, "@x", "@x"),
        (NUMBERS_OR_LATEST, '"3"', "3"),
        (int | str, "NaN", "NaN"),
        (int | str, "1.5", "1.5"),
        (dict[str, Any], '{"a": 1}', {"a": 1}),
        (dict[str, Any] | str, "{}", {}),
        (dict[str, Any] | str, "hello", "hello"),
        (Any, "hello", "hello"),
        (Any, "null", None),
        (dt.datetime | dt.date, "2026-01-15", dt.date(2026, 1, 15)),
        (dt.datetime | int, '"2026-01-15T00:00:00Z"', dt.datetime(2026, 1, 15, tzinfo=dt.UTC)),
        (UUID | str, "x", "x"),
        (type(None), "null", None),
    ],
)
def test_a_text_is_read_as_its_type_says(hint: Any, text: str, value: Any) -> None:
    """A text is taken as it is; JSON counts where it fits; quotes make a text of anything."""
    found = kind_of(hint).read("--x", text)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("hint", "text", "said"),
    [
        (int, "1.0", "a whole number"),
        (int, "1_0", "a whole number"),
        (int, "9" * 5_000, "a whole number"),
        (float, "Infinity", "a number"),
        (float, "zero", "a number"),
        (list[bool], "yes", "true or false"),
        (int | bool, "zero", "another kind of value"),
        (dict[str, Any], "[]", "JSON text, @FILE, or @- for stdin"),
        (dict[str, Any], "[" * 100_000, "JSON"),
        (dict[str, Any] | str, '{"a": 1', "JSON"),
        (dt.datetime, "soon", "a time in ISO 8601"),
        (dt.date, "2026-13-01", "a date in ISO 8601"),
        (UUID, "1", "a UUID"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(hint: Any, text: str, said: str) -> None:
    """The error says what the option takes, and not what it was given."""
    with pytest.raises(ConfigurationError, match=f"^--x takes {said}") as caught:
        kind_of(hint).read("--x", text)
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ([], "--owner is required"),
        (["--null=name"], "--null takes one of owner, nickname"),
        (["--owner=o", "--null=owner"], "--owner and --null owner can't be combined"),
        (["--empty=name"], "--empty takes one of tags"),
        (["--tags=a", "--empty=tags"], "--tags and --empty tags can't be combined"),
        (["--extra-query=a"], "--extra-query takes KEY=VALUE"),
    ],
)
def test_null_and_empty_are_sent_where_they_can_be(
    methods: dict[str, Method], tokens: list[str], said: str
) -> None:
    """A name that --null or --empty does not take, a value beside them, and nothing are refused."""
    more = ["--owner=o"] if "owner" not in f"{tokens} {said}" else []
    with pytest.raises(ConfigurationError, match=said):
        run(methods["create"].command, ["--name=n", *more, *tokens])


def test_a_file_comes_from_stdin(
    methods: dict[str, Method], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` is stdin, and `@-` JSON from there; a file that is not there is said so at once."""
    typed = io.TextIOWrapper(io.BytesIO(b"sound"))
    monkeypatch.setattr(sys, "stdin", typed)
    parts = methods["post_files"].typed(["--file=-"])[0][-1]
    assert [(part.content, part.file_name) for part in parts] == [(typed.buffer, "stdin")]
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"name": "n"}'))
    assert methods["put_maybe"].typed(["--body=@-"])[0][-1] == b'{"name":"n"}'
    with pytest.raises(FileNotFoundError):
        run(methods["post_files"].command, ["--file=/nowhere"])


@pytest.mark.parametrize(
    ("name", "said"), [("ring", "this rings a bell"), ("delete", "this deletes something")]
)
def test_what_cannot_be_undone_asks_first(
    methods: dict[str, Method], name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody can be asked, --yes is needed; on a terminal, anything but y sends nothing."""
    day = "2026-01-15"
    ids = ["a", "1", "true", f"{day}T00:00:00Z", day, str(UUID(int=1)), "red", "[1]"]
    tokens = ids if name == "delete" else []
    with pytest.raises(ConfigurationError, match=f"not sent: {said}.* pass --yes"):
        run(methods[name].command, tokens)
    assert methods[name].typed([*tokens, "--yes"]) != "ConfigurationError"
    for typed, sends in (("y", True), ("", False), ("no", False)):
        keys = io.StringIO(f"{typed}\n")
        monkeypatch.setattr(keys, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", keys)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        if sends:
            assert methods[name].typed(tokens) == methods[name].typed([*tokens, "--yes"])
        else:
            assert run(methods[name].command, tokens) == NOT_DONE


class Canned:
    """A client that has one answer to everything."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def _call(self, _operation: Any, _request: Any, _options: Any) -> Any:
        return self._answer


def shown(methods: dict[str, Method], name: str, tokens: list[str], answer: Any) -> int:
    """Run a command whose method returns an answer."""

    @contextmanager
    def client(_self: Options) -> Generator[Any]:
        yield SimpleNamespace(things=methods[name].resource(Canned(answer)))

    with mock.patch.object(Options, "client", client):
        return int(run(methods[name].command, tokens))


SECRET = Conversation.from_dict({"id": "c", "user_id": "words"})


@pytest.mark.parametrize(
    ("answer", "people", "machines"),
    [
        (None, "", "null"),
        (3, "3", "3"),
        ("a\nb\x1b", "a\nb\\x1b", '"a\\nb\\u001b"'),
        ([1, None], "[1,null]", "[1,null]"),
        ({}, "{}", "{}"),
        (
            {"words": "words"},
            "additional_properties  hidden (use --reveal)",
            '{"redacted_fields":[],"hidden_fields":["additional_properties"]}',
        ),
        (b"\x00\xff", "\udc00", "\udc00"),
    ],
)
def test_an_answer_of_any_kind_is_shown(
    methods: dict[str, Method],
    capfdbinary: pytest.CaptureFixture[bytes],
    answer: Any,
    people: str,
    machines: str,
) -> None:
    """Scalars, texts and lists are shown; an object that nobody described is hidden."""
    for tokens, expected in (([], people), (["--json"], machines)):
        assert shown(methods, "put_any", tokens, answer) == 0
        out, _ = capfdbinary.readouterr()
        assert out == (answer if isinstance(answer, bytes) else f"{expected}\n".lstrip().encode())
    if answer == {"words": "words"}:
        assert shown(methods, "put_any", ["--reveal"], answer) == 0
        assert capfdbinary.readouterr().out == b'{"words":"words"}\n'


def test_binary_answers_do_not_reach_a_terminal(
    methods: dict[str, Method], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal would obey what is in them."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(ConfigurationError, match="redirect it to a file"):
        shown(methods, "put_any", [], b"\x1b")


def test_lists_of_other_things_have_a_line_for_each(
    methods: dict[str, Method], capsys: pytest.CaptureFixture[str]
) -> None:
    """A list without records is no table; one with records of several kinds has all columns."""
    assert shown(methods, "list", [], ["a", None, {"x": 1}]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a", "additional_properties  hidden (use --reveal)"
    ]  # fmt: skip
    ended = EndConversationResponse.from_dict({"conversation_id": "e", "duration": 7})
    assert shown(methods, "list", [], [SECRET, ended]) == 0
    assert capsys.readouterr().out.split() == ["id", "duration", "conversation_id", "c", "7", "e"]
    assert shown(methods, "list", ["--reveal"], [SECRET]) == 0
    assert capsys.readouterr().out.split() == ["id", "user_id", "c", "words"]
    assert shown(methods, "list", ["--json"], [SECRET, 1]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()][1] == 1
    assert shown(methods, "list", [], []) == 0
    assert capsys.readouterr().err == "no things match\n"


def test_records_in_records_know_what_they_hide(shapes: Any) -> None:
    """A record in a record is shown field by field, under its names in JSON."""
    created = CreateConversationResponse.from_dict(
        {"conversation": {"id": "c", "user_id": "words"}, "starting_message": "words"}
    )
    told = for_machines(created, reveal=False)
    assert told["conversation"]["id"] == "c"
    assert "user_id" in told["conversation"]["hidden_fields"]
    assert told["hidden_fields"] == ["starting_message"]
    assert "words" not in json.dumps(told)
    thing = shapes.models.Thing
    assert [key_of(field) for field in fields_of(thing) if field.alias == "made_by"] == ["madeBy"]


def test_a_name_that_is_taken_gets_a_prefix() -> None:
    """Names of commands are unique, whatever the contract calls its tags and methods."""
    names = dict(named(["scopes", "send_message", "from_", "from"], ["scopes"]))
    assert names == {
        "api-scopes": "scopes", "send-message": "send_message", "from": "from_", "api-from": "from"
    }  # fmt: skip


def test_the_help_tells_what_an_argument_takes(
    methods: dict[str, Method], capsys: pytest.CaptureFixture[str]
) -> None:
    """It names known values, null, empty lists, and the way to say no."""
    run(methods["create"].command, ["--help"])
    run(methods["list"].command, ["--help"])
    text = " ".join(capsys.readouterr().out.replace("│", " ").split())
    for said in (
        "Known values: red, green, null.",
        "Send null for: owner, nickname, limit",
        "Send an empty list for: tags, aliases",
        "No is --cache=false.",
        "Required, or --null owner.",
        "--no-cache --no-no-cache",
        "--api-json TEXT",
        "create --name TEXT --owner TEXT",
    ):
        assert said in text
