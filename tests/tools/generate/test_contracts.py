"""Small contracts that once gave wrong requests or none: each has its right value here."""

from __future__ import annotations

import asyncio
import datetime as dt
import inspect
import json
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.tools.generate import calling, repository
from tools.generate.contract.document import check
from tools.generate.contract.errors import GenerationError
from tools.generate.contract.settings import load
from tools.generate.package.build import understand

NOON = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
KEY = uuid.UUID(int=7)


class Call(NamedTuple):
    """A method and its arguments."""

    method: str
    positional: tuple[Any, ...]
    keywords: dict[str, Any]

    def __call__(self, resource: Any) -> Any:
        """Call the method of a resource."""
        return getattr(resource, self.method)(*self.positional, **self.keywords)


def call(method: str, *positional: Any, **keywords: Any) -> Call:
    """A call of a method."""
    return Call(method, positional, keywords)


class Case(NamedTuple):
    """A contract of `tests/contracts/cases`, a call, and what is sent."""

    contract: str
    call: Call
    target: str
    body: bytes | None = None
    headers: dict[str, str] = {}  # noqa: RUF012  a tuple's default


def posted(contract: str, body: bytes | None, made: Call) -> Case:
    """A case with a JSON body, or without one: then there is no Content-Type either."""
    path = {"optional_body_nullable_ref": "/o", "required_body_null": "/n"}.get(contract, "/u")
    headers = {} if body is None else {"Content-Type": "application/json"}
    return Case(contract, made, path, body, headers)


QUOTED = 'say "hi"'

CASES = [
    Case("header_nullable", call("get_h", x_trace=None), "/h"),
    Case("header_nullable", call("get_h"), "/h"),
    Case("header_nullable", call("get_h", x_trace="t"), "/h", None, {"X-Trace": "t"}),
    Case("header_uuid", call("get_h"), "/h"),
    Case("header_uuid", call("get_h", x_request_id=KEY), "/h", None, {"X-Request-Id": str(KEY)}),
    posted("optional_body_nullable_number", None, call("post_u")),
    posted("optional_body_nullable_number", b"null", call("post_u", body=None)),
    posted("optional_body_nullable_number", b"1.5", call("post_u", body=1.5)),
    posted("optional_body_nullable_ref", None, call("post_o")),
    posted("optional_body_nullable_ref", b"null", call("post_o", body=None)),
    posted("optional_body_nullable_ref", b'{"a":"x"}', call("post_o", body={"a": "x"})),
    posted("optional_body_union", None, call("post_u")),
    posted("optional_body_union", b'{"b":1}', call("post_u", body={"b": 1})),
    posted("required_body_null", b"null", call("post_n", body=None)),
    Case("path_default_then_none", call("get_t", "a", 7), "/t/a/7"),
    Case(
        "path_value_forms",
        call("get_t", True, NOON, NOON.date()),
        "/t/true/2024-01-01T00%3A00%3A00%2B00%3A00/2024-01-01",
    ),
    Case("authorization_header_parameter", call("get_q"), "/q"),
    Case("string_default_quotes", call("get_q"), "/q"),
    Case("string_default_quotes", call("get_q", q=QUOTED), "/q?q=say%20%22hi%22"),
    Case("string_default_quotes", call("get_q", dir_="C:\\x"), "/q?dir=C%3A%5Cx"),
]


def contract(name: str) -> Any:
    """Read one of the contracts."""
    return json.loads((repository.CONTRACTS / "cases" / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def package_of() -> Callable[[str], Any]:
    """What generates a contract once."""
    made: dict[str, Any] = {}

    def package_of(name: str) -> Any:
        if name not in made:
            made[name] = calling.generate(contract(name))
        return made[name]

    return package_of


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.contract)
def test_a_request_is_right(case: Case, package_of: Callable[[str], Any]) -> None:
    """The request is what the contract says, sync and async alike."""
    package = package_of(case.contract)
    answers = [
        calling.Answer(200, b'"fine"' if case.contract != "string_default_quotes" else b"{}")
    ]
    client, waiting = calling.client(package, *answers), calling.async_client(package, *answers)
    case.call(client.x)
    asyncio.run(case.call(waiting.x))
    expected = calling.Sent(case.target, case.headers, case.body)
    assert calling.sent(client._requests[0]) == expected
    assert calling.sent(waiting._requests[0]) == expected


def test_a_default_is_documented_as_it_is(package_of: Callable[[str], Any]) -> None:
    """A default with quotes and backslashes is the very text, in help and in the model."""
    package = package_of("string_default_quotes")
    text = inspect.getdoc(package.resources.Resources().x.get_q)
    assert text is not None
    assert 'The API\'s default is `"say \\"hi\\""`.' in text
    assert package.models.M().s == 'it\'s "q" \\ é'


def test_headers_that_the_specification_ignores_are_no_arguments(
    package_of: Callable[[str], Any],
) -> None:
    """Accept, Content-Type and Authorization as parameters are the client's business."""
    package = package_of("authorization_header_parameter")
    method = package.resources.Resources().x.get_q
    assert [*inspect.signature(method).parameters] == ["timeout", "extra_headers", "extra_query"]


@pytest.mark.parametrize(("name", "status"), [("post_p", 200), ("del_d", 202)])
def test_a_success_without_content_is_none(
    name: str, status: int, package_of: Callable[[str], Any]
) -> None:
    """An empty 200 or 202 whose contract has no content is None."""
    client = calling.client(package_of("empty_200"), calling.Answer(status, b""))
    assert getattr(client.x, name)() is None


def test_an_id_that_is_optional_may_be_absent(package_of: Callable[[str], Any]) -> None:
    """A record without its optional id is one, alone and in a list."""
    record = calling.Answer(200, b'{"tz": "UTC"}')
    listed = calling.Answer(200, b'[{"tz": "UTC"}]')
    client = calling.client(package_of("optional_id"), record, listed)
    settings = client.x.get_settings()
    assert (settings.id, settings.tz) == (None, "UTC")
    assert client.x.list_settings() == [settings]
    assert [one.record for one in client._requests] == [None, None]


def answer(value: Any) -> calling.Answer:
    """A success with a JSON value."""
    return calling.Answer(200, json.dumps(value).encode())


def test_a_tag_decides_of_which_class_an_object_is(package_of: Callable[[str], Any]) -> None:
    """A started event is never read as an ended one, and one of an unknown tag as neither."""
    package = package_of("union_by_enum_tag")
    models = package.models
    events = [{"type": "started", "at": "2024-01-01T00:00:00Z"}, {"type": "ended", "reason": "x"}]
    client = calling.client(package, answer(events))
    started, ended = client.x.list_events()
    assert (type(started), started.at) == (models.Started, NOON)
    assert (type(ended), ended.reason) == (models.Ended, "x")


def test_a_mark_on_an_answer_that_is_no_object_is_refused() -> None:
    """The mark has no effect there, whether the schema is inline or a component."""
    refused = check(contract("mark_on_component_as_answer"))
    with pytest.raises(GenerationError, match=r"responses/200.*has no effect on a response"):
        understand(refused, load(repository.ROOT / "generator-config.yaml"))


def test_a_chain_of_allof_is_one_object(package_of: Callable[[str], Any]) -> None:
    """What the first in the chain requires, the last requires, too."""
    package = package_of("ok_allof_chain")
    whole = calling.client(package, answer({"a": "x", "c": 1})).x.get_i()
    assert (whole.a, whole.c) == ("x", 1)
    errors = package.errors
    with pytest.raises(errors.DecodeError, match="a: is required"):
        calling.client(package, answer({"c": 1})).x.get_i()


def test_marks_count_wherever_they_stand(package_of: Callable[[str], Any]) -> None:
    """A mark at a reference, at items or at values of a mapping makes the property sensitive."""
    package = package_of("ok_marks")
    redaction = package.redaction
    models = package.models
    assert redaction.sensitive_fields(models.Call) == {"to", "turn", "notes", "m"}
    assert redaction.sensitive_fields(models.Turn) == {"text"}
    withheld = calling.client(package, answer({"id": "c1"})).x.get_q()
    assert withheld.is_redacted("to")


def test_what_once_stopped_three_runs_is_generated(package_of: Callable[[str], Any]) -> None:
    """A default in a path, audio, an empty enum, and values that differ in case alone."""
    package = package_of("two_stage_stops")
    client = calling.client(package, answer("text"))
    assert client.x.get_a("a", "b") == "text"
    assert client._requests[0].path == "/a/a/b"
    assert [one.value for one in package.models.F] == ["a", "A"]
