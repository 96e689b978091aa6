"""The pytest plugin for app tests: fixtures, and readable comparisons of records.

pytest finds it once the client is installed, and imports it at every start. So it only imports
the client when a test needs it.
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
    """Return an empty fake AnyReach for this test; clients retry and poll without waiting.

    If your app takes a client, create one with `transport=anyreach_fake.transport`. If it takes a
    transport, pass that. If it reads the environment, use `anyreach_env`.
    """
    from anyreach.testing import FakeAnyReach, no_waiting  # noqa: PLC0415  only when needed

    with no_waiting():
        yield FakeAnyReach()


@pytest.fixture
def anyreach_role() -> Role | tuple[Role, ...]:
    """Return the role of `anyreach_env`'s token, which can do everything by default.

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
    """Serve `anyreach_fake` on loopback, set the environment variables, and yield the URL.

    During the test, `ANYREACH_BASE_URL` and `ANYREACH_TOKEN` point every client to the fake,
    including those in child processes. `ANYREACH_PAT` and `ANYREACH_ORG_ID` are unset.
    """
    with anyreach_fake.serve() as url:
        monkeypatch.setenv("ANYREACH_BASE_URL", url)
        monkeypatch.setenv("ANYREACH_TOKEN", anyreach_fake.token(anyreach_role))
        monkeypatch.delenv("ANYREACH_PAT", raising=False)
        monkeypatch.delenv("ANYREACH_ORG_ID", raising=False)
        yield url


@pytest.fixture
def anyreach_no_network() -> Generator[None]:
    """Block every connection to another machine in this test; loopback stays open.

    For a whole project, write `usefixtures = ["anyreach_no_network"]` in pytest's configuration.
    """
    from anyreach.testing import block_network  # noqa: PLC0415  only when needed

    with block_network():
        yield


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain which fields differ between two records, or two lists of records.

    Without this, pytest prints the fields' values, including hidden ones.

    Returns:
        The lines for pytest to print; None for other comparisons.
    """
    if op != "==" or "anyreach_api" not in sys.modules:
        return None
    try:
        if type(left) is not type(right) or not _holds_record(left):
            return None
        name = type(left).__name__  # reprs would fill pytest's space for this
        return [f"{name} == {name}", *_differences(left, right, name)]
    except RecursionError:  # a list that contains itself
        return None


class _Part(NamedTuple):
    """A field of a record, or an item of a list."""

    value: Any
    text: str
    is_hidden: bool


def _differences(
    left: object, right: object, path: str, *, is_hidden: bool = False
) -> Iterator[str]:
    """Yield a line for each different part. Values inside a hidden part are hidden."""
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
    """Return whether a value contains a record of the client, at any depth."""
    homes = {base.__module__.partition(".")[0] for base in type(value).__mro__}
    parts = _parts(value, is_hidden=True)
    if parts and not homes.isdisjoint({"anyreach", "anyreach_api"}):
        return True
    return any(_holds_record(part.value) for part in parts.values())


def _parts(value: object, *, is_hidden: bool) -> dict[str, _Part]:
    """Return the parts of a list, named tuple, attrs class or dataclass, by name."""
    from anyreach import Transcript  # noqa: PLC0415  already loaded

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
    from anyreach import UNSET  # noqa: PLC0415  already loaded

    value = getattr(record, field.name)
    is_hidden = is_hidden or not field.repr
    nulls = getattr(record, "_nulls", None)
    if value is UNSET:
        text = "<redacted>" if field.metadata.get("sensitive") else "absent"
    elif value is None and nulls is not None:  # a model distinguishes null from absent
        text = "null" if field.name != field.alias or field.alias in nulls else "absent"
    else:
        text = "<hidden>" if is_hidden and value is not None else repr(value)
    return _Part(value, text, is_hidden)
