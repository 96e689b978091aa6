"""Public docstrings: their sections are Google's, and say what signatures and classes say."""

from __future__ import annotations

import builtins
import inspect
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from operator import attrgetter
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import anyreach
import anyreach_api
from anyreach import AnyReach, AsyncAnyReach
from anyreach_api.contract import METHODS, OPERATIONS

OURS = {"anyreach", "anyreach_api", "tools"}
MODULES = [
    import_module(name)
    for name in (
        "anyreach",
        "anyreach.testing",
        *(f"anyreach_api.{name}" for name in anyreach_api.__all__),
        *(f"anyreach_api.api.{name}" for name in OPERATIONS.values()),
        *("tools.documents", "tools.generate", "tools.import_page", "tools.overlays"),
    )
]
SECTIONS = {
    "Args", "Attributes", "Example", "Examples", "Note", "Notes", "Raises", "Returns", "Yields",
}  # fmt: skip
KNOWN = {
    name: getattr(package, name)
    for package, names in (
        (builtins, dir(builtins)),
        (anyreach_api, anyreach_api.__all__),
        (anyreach, anyreach.__all__),
    )
    for name in names
}
"""What a docstring can name beside what its own module has."""

_HEADING = re.compile(r"^(\S.*):\n(?=    )", re.MULTILINE)
_ENTRY = re.compile(r"^    \*{0,2}([\w.]+): ", re.MULTILINE)
_NOTHING = re.compile(r"None|NoReturn|.*Generator\[None\b.*")


def public_names(module: ModuleType) -> list[str]:
    """The names that a module says are public; without `__all__`, those that it defines."""
    own = [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    ]
    return list(getattr(module, "__all__", own))


def public_values() -> Iterator[Any]:
    """Every public value of the modules, and the classes of the clients' resources."""
    for module in MODULES:
        yield from (getattr(module, name) for name in public_names(module))
    for client in (AnyReach("ak_1.s"), AsyncAnyReach("ak_1.s")):
        yield from (type(getattr(client, name)) for name in (*METHODS, "recordings"))


def is_ours(value: Any) -> bool:
    """Whether a function or class is written in one of our packages."""
    return str(getattr(value, "__module__", "")).partition(".")[0] in OURS


def documented() -> Iterator[Any]:
    """Every public class and function of ours, and the public methods of the classes."""
    for value in filter(is_ours, public_values()):
        if inspect.isclass(value):
            yield value
            for name, method in inspect.getmembers(value, inspect.isroutine):
                if not name.startswith("_") and is_ours(method):
                    yield method
        elif inspect.isfunction(value):
            yield value


def sections(text: str) -> dict[str, list[str]]:
    """The sections of a docstring, each with the names that its entries begin with."""
    _, *parts = _HEADING.split(text)
    return {
        heading: _ENTRY.findall(body) for heading, body in zip(parts[::2], parts[1::2], strict=True)
    }


def faults(value: Any) -> Iterator[str]:
    """What a docstring says wrongly, or does not say."""
    text = inspect.getdoc(value) or ""
    found = sections(text)
    yield from (f"no section of Google's: {heading}" for heading in found.keys() - SECTIONS)
    if "Args" in found:
        parameters = [name for name in inspect.signature(value).parameters if name != "self"]
        if found["Args"] != parameters:
            yield f"Args: {found['Args']} for {parameters}"
    scope = SimpleNamespace(**KNOWN | vars(inspect.getmodule(value)))
    for name in found.get("Raises", ()):
        try:
            is_exception = issubclass(attrgetter(name)(scope), BaseException)
        except (AttributeError, TypeError):
            is_exception = False
        if not is_exception:
            yield f"no exception: {name}"
    if not inspect.isclass(value):
        returned = str(inspect.signature(value).return_annotation)
        gives = not _NOTHING.fullmatch(returned)
        says = text.startswith(("Return ", "Yield ")) or bool(found.keys() & {"Returns", "Yields"})
        if says is not gives:
            yield f"returns {returned}"


def test_docstrings_say_what_signatures_say() -> None:
    """Sections are Google's; arguments and exceptions exist; what is returned is said.

    A docstring that begins with `Return` or `Yield` needs no section for it, as Google has it.
    Properties are attributes, and say what they are.
    """
    values = {f"{value.__module__}.{value.__qualname__}": value for value in documented()}
    assert len(values) > 150
    found = {name: list(faults(value)) for name, value in values.items()}
    assert {name: all_of_it for name, all_of_it in found.items() if all_of_it} == {}


def unsaid() -> int:
    """Count."""
    return 1


def too_much() -> None:
    """Count.

    Returns:
        Nothing.
    """


@contextmanager
def unyielded() -> Generator[int]:
    """Count.

    Args: None.
    """
    yield 1


@contextmanager
def while_it_lasts() -> Generator[None]:
    """Count while the block lasts.

    Raises:
        anyreach.APIError: It cannot.
        ValueError: It cannot.
        inspect.getdoc: It is no exception.
        APIEror: There is no such exception.
    """
    yield


def misnamed(one: int, *more: int, **other: int) -> int:
    """Return a number.

    Note:
        This text: it has no names.

    Args:
        more: The others.
        one: The first.
        other: Whatever else.

    Entering raises:
        ValueError: It cannot.
    """
    return one + sum(more) + sum(other.values())


def counted(one: int, *more: int, **other: int) -> int:
    """Return a number.

    For example:

        counted(1)

    Args:
        one: The first.
        *more: The others,
            if any: they are numbers.
        **other: Whatever else.

    Raises:
        ValueError: It cannot.
    """
    return one + sum(more) + sum(other.values())


@pytest.mark.parametrize(
    ("function", "found"),
    [
        (unsaid, ["returns int"]),
        (too_much, ["returns None"]),
        (unyielded, ["returns Generator[int]"]),
        (while_it_lasts, ["no exception: inspect.getdoc", "no exception: APIEror"]),
        (
            misnamed,
            [
                "no section of Google's: Entering raises",
                "Args: ['more', 'one', 'other'] for ['one', 'more', 'other']",
            ],
        ),
        (counted, []),
    ],
)
def test_each_fault_is_found(function: Callable[..., Any], found: list[str]) -> None:
    """What a docstring says wrongly is named, and nothing else is."""
    assert list(faults(function)) == found
