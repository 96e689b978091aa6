"""The public face of a generated package, read by griffe from its text: nothing is run.

griffe tells what a module writes down. What attrs and enum make of it is added here: the
constructor of a model, and the members of an enum.
"""

import ast
from pathlib import Path
from typing import Any, NamedTuple

import griffe

from tools.specdiff._python_facts import Facts
from tools.specdiff._python_found import Name, UnreadableError

FUNCTIONS = ("sync", "sync_detailed", "asyncio", "asyncio_detailed")


class Field(NamedTuple):
    """An attribute of a model; all but `additional_properties` are arguments of its constructor."""

    annotation: str
    default: str | None
    """None when the constructor demands a value."""
    is_argument: bool


class Parameter(NamedTuple):
    """A parameter of a function."""

    annotation: str
    default: str | None
    is_positional: bool


class Operation(NamedTuple):
    """The functions of an operation's module."""

    functions: tuple[str, ...]
    parameters: dict[str, Parameter]
    """The same for all functions, `client` aside."""
    called: str
    """What `client.call` returns."""
    returned: str
    """What the body is in the answer of `sync_detailed`, errors included."""


class Package:
    """One generated package.

    Args:
        side: `base` or `revision`.
        facts: What the worker noted.
        directory: Where the worker made both.
    """

    def __init__(self, side: Name, facts: Facts, directory: Path) -> None:
        self.facts = facts
        self._side: Name = side
        self._root = directory / side / "package"
        self._modules: dict[str, griffe.Module] = {}
        self.users: dict[str, set[str]] = {name: set() for name in facts["classes"]}
        """By class, the classes that hold it."""
        for name, one in facts["classes"].items():
            for used in one["uses"]:
                self.users[used].add(name)

    def text(self, module: str) -> str:
        """Return the text of a module.

        Args:
            module: Its path in the package, such as `models.pet`.

        Returns:
            Its source.
        """
        return self._path(module).read_text("utf-8")

    def module_of(self, name: str) -> str:
        """Return the module of a class.

        Args:
            name: The name of the class.

        Returns:
            The module's path in the package.
        """
        return f"models.{self.facts['classes'][name]['module']}"

    def fields(self, name: str) -> dict[str, Field]:
        """Return the attributes of a model, in order.

        Args:
            name: The name of the class.

        Returns:
            Each by its name.
        """
        return {
            attribute: Field(str(one.annotation), _default(one.value), _is_argument(one.value))
            for attribute, one in self._attributes(name).items()
        }

    def members(self, name: str) -> dict[str, Any]:
        """Return the members of an enum.

        Args:
            name: The name of the class.

        Returns:
            The values by the names.
        """
        return {
            member: ast.literal_eval(str(one.value))
            for member, one in self._attributes(name).items()
        }

    def _attributes(self, name: str) -> dict[str, griffe.Attribute]:
        members = self._read(self.module_of(name))[name].members
        return {key: one for key, one in members.items() if isinstance(one, griffe.Attribute)}

    def operation(self, name: str) -> Operation:
        """Return the functions of an operation.

        Args:
            name: Its tag and name.

        Returns:
            Them.
        """
        functions = self._read(f"api.{name}").functions
        detailed = functions["sync_detailed"]
        return Operation(
            tuple(one for one in FUNCTIONS if one in functions),
            {
                one.name: Parameter(
                    str(one.annotation),
                    None if one.default is None else str(one.default),
                    one.kind is griffe.ParameterKind.positional_or_keyword,
                )
                for one in detailed.parameters
                if one.name != "client"
            },
            str(functions["_parse_success"].returns),
            str(detailed.returns).removeprefix("Response[").removesuffix("]"),
        )

    def _read(self, module: str) -> griffe.Module:
        if module not in self._modules:
            text = self.text(module)
            try:
                found = griffe.visit(module, filepath=self._path(module), code=text)
            except (MemoryError, RecursionError, SyntaxError):
                raise UnreadableError(self._side, module) from None
            self._modules[module] = found
        return self._modules[module]

    def _path(self, module: str) -> Path:
        return self._root.joinpath(*module.split(".")).with_suffix(".py")


def _options(value: Any) -> dict[str, str]:
    """Return what is passed to attrs for a field, if anything is."""
    if not isinstance(value, griffe.ExprCall):
        return {}
    words = [one for one in value.arguments if isinstance(one, griffe.ExprKeyword)]
    return {word.name: str(word.value) for word in words}


def _default(value: Any) -> str | None:
    if isinstance(value, griffe.ExprCall) and str(value.function) == "_attrs_field":
        return _options(value).get("default")
    return None if value is None else str(value)


def _is_argument(value: Any) -> bool:
    return _options(value).get("init") != "False"
