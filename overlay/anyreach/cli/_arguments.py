"""A method's arguments as command-line arguments.

Path parameters are positional; all others are options. A name that the command itself uses gets
the prefix `api-`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final, get_type_hints

from attrs import frozen
from cyclopts import Parameter

from anyreach import ConfigurationError
from anyreach._core.type_guards import is_list
from anyreach.cli._options import DEFAULTS, SHARED, Options
from anyreach.cli._values import Kind, kind_of, parameters, properties, written

PREFIX: Final = "api-"
_ARGUMENT: Final = "api_"  # the parameters of a command's function that stand for arguments
_OWN: Final = frozenset(
    {name[2:] for name in SHARED}
    | {"help", "yes", "null", "empty", "extra-header", "extra-query", "extra-body"}
)
_KNOWN: Final = 12  # values that the help names
_PAGING: Final = {
    "page_size": "Number of records per request.",
    "limit": "Maximum number of records. Defaults to all, or 50 in a table.",
    "cursor": "Cursor to resume from.",
}
_EXTRAS: Final[Mapping[str, tuple[str, str, str, Callable[..., Any]]]] = {
    "extra_headers": (
        "--extra-header",
        "KEY=VALUE",
        "A header that is not in the contract.",
        parameters,
    ),
    "extra_query": (
        "--extra-query",
        "KEY=VALUE",
        "A query parameter that is not in the contract.",
        parameters,
    ),
    "extra_body": (
        "--extra-body",
        "KEY=TEXT",
        "A body property that is not in the contract. KEY:=JSON for values other than text.",
        properties,
    ),
}
_ENTRY: Final = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)
_NAMED: Final = re.compile(r"\b(\w+)=")
_POSITIONAL: Final = inspect.Parameter.POSITIONAL_ONLY
_KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY


@frozen
class Argument:
    """An argument of a method.

    Attributes:
        name: Its name in Python.
        label: Its name on the command line: `--user-id`, or `USER_ID` when it is positional.
        no: The option that says no; only a flag has one.
        kind: How its values are written.
        text: What it is.
        required: Whether it is required.
    """

    name: str
    label: str
    no: str
    kind: Kind
    text: str
    required: bool

    @property
    def positional(self) -> bool:
        """Whether it is positional."""
        return not self.label.startswith("-")

    @property
    def flag(self) -> bool:
        """Whether it is an option without a value."""
        return self.kind.flag and not self.positional

    def parameter(self) -> inspect.Parameter:
        """Return the cyclopts parameter, as text that is parsed later."""
        kind = self.kind
        bare = self.positional or self.flag
        settings = Parameter(
            name=self.label,
            negative=self.no or (),
            help=self._help(),
            metavar=None if bare else kind.metavar,
            allow_leading_hyphen=not bare,
            json_list=False,
            completer=(lambda _context: list(kind.known)) if kind.known else None,
        )
        one: Any = bool if self.flag else str
        plain: Any = tuple[str, ...] if kind.repeats else one | None
        must = self.required and not (kind.nullable or kind.repeats)
        return inspect.Parameter(
            _ARGUMENT + self.name,
            _POSITIONAL if self.positional else _KEYWORD,
            default=inspect.Parameter.empty if must else () if kind.repeats else None,
            annotation=Annotated[plain, settings],
        )

    def read(self, given: Any) -> Any:
        """Parse the given text into the method's type.

        Raises:
            ConfigurationError: The value is invalid.
            OSError: A file can't be read.
        """
        if self.kind.repeats:
            return [self.kind.read(self.label, text) for text in given]
        return given if self.flag else self.kind.read(self.label, given)

    def example(self) -> str:
        """Return the argument's example."""
        if self.positional or self.flag:
            return self.label
        return f"{self.label} {self.kind.known[0] if self.kind.known else self.kind.metavar}"

    def _help(self) -> str:
        known = ", ".join(self.kind.known[:_KNOWN])
        others = ", …" if len(self.kind.known) > _KNOWN else ""
        values = f" Known values: {known}{others}." if known else ""
        more = {
            f" It is written as {self.kind.metavar}.": self.positional
            and self.kind.metavar != "TEXT",
            " May be repeated.": self.kind.repeats,
            f" No is {self.label}=false.": self.flag and not self.no,
            f" Required, or --null {self.label[2:]}.": self.required and self.kind.nullable,
        }
        return "".join([self.text, values, *(text for text, fits in more.items() if fits)])


class Arguments:
    """The arguments of a method.

    Args:
        method: A generated method, or one like it.
    """

    def __init__(self, method: Callable[..., Any]) -> None:
        hints = get_type_hints(method)
        texts = dict(_ENTRY.findall(inspect.getdoc(method) or ""))
        found = list(inspect.signature(method).parameters.values())[1:]
        self.returns = hints["return"]
        self._extras = [one.name for one in found if one.name in _EXTRAS]
        own = [one for one in found if one.name not in {"timeout", *_EXTRAS}]
        self.all = list(_arguments(own, hints, texts))
        self._nullable = {one.label[2:]: one for one in self.all if one.kind.nullable}
        self._lists = {one.label[2:]: one for one in self.all if one.kind.repeats}

    def _parameters(self) -> list[inspect.Parameter]:
        """Return the cyclopts parameters."""
        found = [one.parameter() for one in self.all]
        if self._nullable:
            names = ", ".join(self._nullable)
            found.append(_repeated("null", "--null", "NAME", f"Send null for: {names}."))
        if self._lists:
            names = ", ".join(self._lists)
            found.append(_repeated("empty", "--empty", "NAME", f"Send an empty list for: {names}."))
        for name in self._extras:
            label, metavar, text, _ = _EXTRAS[name]
            found.append(_repeated(name, label, metavar, text))
        return found

    def function(
        self, run: Callable[[Mapping[str, Any]], int], *more: inspect.Parameter
    ) -> Callable[..., int]:
        """Return a command's function for cyclopts.

        Args:
            run: Runs the command with the parsed arguments, by name.
            *more: Further parameters of the command.
        """
        shared = inspect.Parameter("options", _KEYWORD, default=DEFAULTS, annotation=Options)
        signature = inspect.Signature([*self._parameters(), *more, shared])

        def function(*args: Any, **kwargs: Any) -> int:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            return run(bound.arguments)

        function.__signature__ = signature  # type: ignore[attr-defined]
        function.__name__, function.__doc__ = run.__name__, run.__doc__
        return function

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the given arguments for the method.

        Args:
            given: The parsed arguments, by name.

        Raises:
            ConfigurationError: A value is invalid or missing.
            OSError: A file can't be read.
        """
        texts = {one: given.get(_ARGUMENT + one.name) for one in self.all}
        found = {one.name: one.read(text) for one, text in texts.items() if text not in {None, ()}}
        instead: tuple[tuple[str, Any, dict[str, Argument]], ...] = (
            ("null", None, self._nullable),
            ("empty", [], self._lists),
        )
        for option, value, known in instead:
            for name in given.get(option, ()):
                if name not in known:
                    raise ConfigurationError(f"--{option} takes one of {', '.join(known)}")
                if known[name].name in found:
                    raise ConfigurationError(f"--{name} and --{option} {name} can't be combined")
                found[known[name].name] = value
        for one in self.all:
            if one.required and one.name not in found:
                raise ConfigurationError(f"{one.label} is required")
        for name in self._extras:
            label, _, _, read = _EXTRAS[name]
            if pairs := given.get(name):
                found[name] = read(label, pairs)
        return found

    def unknown(self, found: Mapping[str, Any]) -> Iterator[str]:
        """Yield a line for each value that is not in the contract: a typo, or a new value."""
        for one in (one for one in self.all if one.kind.closed):
            value, known = found.get(one.name), one.kind.known
            values = value if is_list(value) else [value]
            if any(item is not None and written(item) not in known for item in values):
                yield f"{one.label}: not one of {', '.join(known)}; sent anyway"

    def renamed(self, text: str) -> str:
        """Return the client's message about an argument, with its command-line name."""
        labels = {one.name: one.label for one in self.all}
        return _NAMED.sub(lambda found: labels.get(found[1], found[0]), text)

    def example(self) -> list[str]:
        """Return the required arguments, for an example."""
        return [one.example() for one in self.all if one.required]


def option_name(name: str) -> str:
    """Return an argument's name in option form, without the leading hyphens."""
    return name.strip("_").replace("_", "-")


def _arguments(
    found: list[inspect.Parameter], hints: Mapping[str, Any], texts: Mapping[str, str]
) -> Iterator[Argument]:
    taken = set(_OWN)
    paged = any(one.name == "page_size" for one in found)
    for one in found:
        positional = one.kind is not _KEYWORD
        name = option_name(one.name)
        while not positional and name in taken:
            name = PREFIX + name
        taken.add(name)
        kind = kind_of(hints[one.name], repeats=not positional)
        required = one.default is inspect.Parameter.empty
        no = f"no-{name}"
        yield Argument(
            name=one.name,
            label=one.name.strip("_").upper() if positional else f"--{name}",
            no=f"--{no}" if kind.flag and not positional and not _is_taken(no, found) else "",
            # What may be left out by None has None in its type, and cannot be null.
            kind=kind if one.default is not None else kind._replace(nullable=False),
            text=_PAGING.get(one.name if paged else "")
            or " ".join(texts.get(one.name, "").split()),
            required=required,
        )


def _is_taken(name: str, found: list[inspect.Parameter]) -> bool:
    return any(option_name(one.name) == name for one in found)


def flag(name: str, text: str) -> inspect.Parameter:
    """Return a cyclopts option without a value."""
    annotation = Annotated[bool, Parameter(name=f"--{name}", help=text, negative=())]
    return inspect.Parameter(name, _KEYWORD, default=False, annotation=annotation)


def _repeated(name: str, label: str, metavar: str, text: str) -> inspect.Parameter:
    settings = Parameter(
        name=label,
        metavar=metavar,
        help=f"{text} May be repeated.",
        negative=(),
        allow_leading_hyphen=True,
        json_list=False,
    )
    return inspect.Parameter(
        name, _KEYWORD, default=(), annotation=Annotated[tuple[str, ...], settings]
    )
