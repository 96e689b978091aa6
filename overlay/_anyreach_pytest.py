"""The pytest plugin for the tests of apps: fixtures, and what differs between two records.

pytest finds it by itself once the client is installed, and imports it whenever it starts. So it
imports nothing of the client until a test uses it.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest

if TYPE_CHECKING:
    from anyreach.testing import FakeAnyReach, Role


@pytest.fixture
def anyreach_fake() -> Generator[FakeAnyReach]:
    """A fake AnyReach of this test's own, empty; retries and polls of clients take no time.

    An app that takes a client gets one with `transport=anyreach_fake.transport`, and an app that
    takes a transport gets that. For an app that reads the environment, ask for `anyreach_env`.
    """
    from anyreach.testing import FakeAnyReach, no_waiting  # noqa: PLC0415  when it is needed

    with no_waiting():
        yield FakeAnyReach()


@pytest.fixture
def anyreach_role() -> Role | tuple[Role, ...]:
    """What the token of `anyreach_env` may do: everything.

    Parametrize it to run a test in each role:
    `@pytest.mark.parametrize("anyreach_role", ["read", "read_sensitive"])`.
    """
    return ("manage", "read_sensitive")


@pytest.fixture
def anyreach_env(
    anyreach_fake: FakeAnyReach,
    anyreach_role: Role | tuple[Role, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> Generator[str]:
    """The URL of `anyreach_fake`, served on loopback, and in the environment with a token.

    For this test, `ANYREACH_BASE_URL` and `ANYREACH_TOKEN` lead every client to the fake, and those
    of child processes too; `ANYREACH_PAT` and `ANYREACH_ORG_ID` are gone.
    """
    with anyreach_fake.serve() as url:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", anyreach_fake.token(anyreach_role))
        monkeypatch.delenv("ANYREACH_PAT", raising=False)
        monkeypatch.delenv("ANYREACH_ORG_ID", raising=False)
        yield url


@pytest.fixture
def anyreach_no_network() -> Generator[None]:
    """Every connection to another machine is an error in this test; loopback stays open.

    For a whole project, write `usefixtures = ["anyreach_no_network"]` in pytest's configuration.
    """
    from anyreach.testing import block_network  # noqa: PLC0415  when it is needed

    with block_network():
        yield


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain why two records, or two lists of records, are not equal: which fields differ.

    pytest on its own prints the values of those fields, hidden ones too.

    Returns:
        The lines that pytest prints; None when it compares something else.
    """
    if op != "==" or "anyreach_api" not in sys.modules:
        return None
    try:
        if type(left) is not type(right) or not _holds_record(left):
            return None
        name = type(left).__name__  # reprs would fill all the room that pytest has for this
        return [f"{name} == {name}", *_differences(left, right, name)]
    except RecursionError:  # somebody's list that contains itself
        return None


class _Part(NamedTuple):
    """A field of a record, or an item of a list."""

    value: Any
    text: str
    is_hidden: bool


def _differences(
    left: object, right: object, path: str, *, is_hidden: bool = False
) -> Iterator[str]:
    """Yield a line for each part that differs; inside a hidden part, every value is hidden."""
    nothing = _Part(None, "nothing", is_hidden=False)
    lefts, rights = _parts(left, is_hidden=is_hidden), _parts(right, is_hidden=is_hidden)
    for step in lefts | rights:
        one, other = lefts.get(step, nothing), rights.get(step, nothing)
        if one.value == other.value and (one.value is not None or one.text == other.text):
            continue
        if type(one.value) is type(other.value) and _holds_record(one.value):
            yield from _differences(
                one.value, other.value, f"{path}{step}", is_hidden=one.is_hidden
            )
        else:
            yield f"{path}{step}: {one.text} != {other.text}"


def _holds_record(value: object) -> bool:
    """Return whether something of the client is in a value, at any depth."""
    homes = {base.__module__.partition(".")[0] for base in type(value).__mro__}
    parts = _parts(value, is_hidden=True)
    if parts and not homes.isdisjoint({"anyreach", "anyreach_api"}):
        return True
    return any(_holds_record(part.value) for part in parts.values())


def _parts(value: object, *, is_hidden: bool) -> dict[str, _Part]:
    """Return the parts of a list, a named tuple, an attrs class or a dataclass, by their names."""
    from anyreach import Transcript  # noqa: PLC0415  the client is loaded already

    if isinstance(value, list | tuple | Transcript):
        items = [*cast("Iterable[Any]", value)]
        names: Iterable[str] | None = getattr(cast("object", value), "_fields", None)
        steps = [f"[{n}]" for n in range(len(items))] if names is None else [f".{n}" for n in names]
        return {
            step: _Part(item, "<hidden>" if is_hidden else repr(item), is_hidden)
            for step, item in zip(steps, items, strict=True)
        }
    declared: Any = ()
    if not isinstance(value, type):
        declared = getattr(value, "__attrs_attrs__", None) or (
            fields(value) if is_dataclass(value) else ()
        )
    return {
        f".{getattr(field, 'alias', field.name)}": _part(value, field, is_hidden=is_hidden)
        for field in declared
        if getattr(field, "eq", getattr(field, "compare", True)) and field.name != "_nulls"
    }


def _part(record: object, field: Any, *, is_hidden: bool) -> _Part:
    from anyreach import UNSET  # noqa: PLC0415  the client is loaded already

    value = getattr(record, field.name)
    is_hidden = is_hidden or not field.repr
    nulls = getattr(record, "_nulls", None)
    if value is UNSET:
        text = "<redacted>" if field.metadata.get("sensitive") else "absent"
    elif value is None and nulls is not None:  # a model tells null from absent
        text = "null" if field.name != field.alias or field.alias in nulls else "absent"
    else:
        text = "<hidden>" if is_hidden and value is not None else repr(value)
    return _Part(value, text, is_hidden)
