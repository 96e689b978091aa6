"""The contract's commands: one for each generated method, created lazily.

`anyreach TAG METHOD` calls `client.TAG.METHOD`. No method is named here.
"""

from __future__ import annotations

import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, get_args, get_origin

from cyclopts import App

from anyreach import ConfigurationError
from anyreach.cli._arguments import PREFIX, Arguments, flag, option_name
from anyreach.cli._by_hand import of_conversations
from anyreach.cli._campaigns import of_campaigns
from anyreach.cli._options import Options
from anyreach_api.contract import METHODS, OPERATIONS
from anyreach_api.resources import Resources

# ruff: noqa: PLC0415  `--help` loads no more than it needs

SEE: Final = "Exit codes: see anyreach --help"
_BY_HAND: Final[Mapping[str, Callable[[], Iterable[Callable[..., int]]]]] = {
    "campaigns": of_campaigns,
    "conversations": of_conversations,
}
_ROWS: Final = 50  # of a table, unless more are asked for
_WIDTH: Final = 78


def add_tags(app: App) -> None:
    """Add a command for each of the contract's tags, created lazily."""
    for command, tag in named(METHODS, app):
        text = getattr(Resources, tag).__doc__
        app.command(f"{__name__}:{command} {tag}", name=command, help=text)


def named(names: Iterable[str], taken: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield command names and Python names."""
    used = set(taken)
    for name in names:
        command = option_name(name)
        while command in used:
            command = PREFIX + command
        used.add(command)
        yield command, name


def __getattr__(name: str) -> App:
    """Return a tag's commands or a method's command, for cyclopts."""
    match name.split():
        case [command, tag]:
            return _tag(command, tag)
        case [command, name, tag, method]:
            return command_of(tag, method).app(name, f"anyreach {command} {name}")
        case _:
            raise AttributeError(name)


def _tag(command: str, tag: str) -> App:
    """Return a tag's commands: its methods and the hand-written ones."""
    app = App(name=command, help_epilogue=SEE)
    for function in _BY_HAND.get(tag, tuple)():
        app.command(function)
    resource = _resource(tag)
    for name, method in named(METHODS[tag], app):
        text = _prose(getattr(resource, method))
        app.command(f"{__name__}:{command} {name} {tag} {method}", name=name, help=text)
    return app


def _resource(tag: str) -> type:
    module = importlib.import_module(f"{Resources.__module__}.{tag}")
    getter = getattr(Resources, tag).fget
    found: type = getattr(module, getter.__annotations__["return"])
    return found


def command_of(tag: str, method: str) -> Command:
    """Return a method's command."""
    operation = OPERATIONS[METHODS[tag][method]]
    module = importlib.import_module(f"anyreach_api.api.{operation}")
    return Command(tag, getattr(_resource(tag), method), module.INFO)


class Command:
    """A generated method as a command.

    Args:
        tag: The property of the client that has the method.
        method: The method of the synchronous class.
        info: The operation's facts from the contract.
    """

    def __init__(self, tag: str, method: Callable[..., Any], info: Any) -> None:
        self._tag = tag
        self._method = method
        self._arguments = Arguments(method)
        self._warning: str | None = info.confirm
        if info.confirm is None and info.method == "DELETE":
            self._warning = f"deletes something ({info.method} {info.path})"
        self._listed, self._record = _listed(self._arguments.returns)
        self._paged = info.pagination is not None

    def app(self, name: str, command: str) -> App:
        """Return the cyclopts command.

        Args:
            name: Its own name.
            command: The whole command.
        """
        words = [command, *self._arguments.example()]
        if self._warning is not None:
            words.append("--yes")
        app = App(name=name, help_epilogue=f"For example:\n\n{example(words)}\n\n{SEE}")
        more: list[inspect.Parameter] = []
        if self._warning is not None:
            more.append(flag("yes", f"Don't ask for confirmation. This {self._warning}."))
        if self._record is not None:
            more.append(flag("csv", "Print CSV with every field, safe for spreadsheets."))
        app.default(self._arguments.function(self._run, *more))
        return app

    def _run(self, given: Mapping[str, Any]) -> int:
        from anyreach.cli._exit import NOT_DONE
        from anyreach.cli._screen import agrees, note

        options: Options = given["options"]
        csv = given.get("csv", False)
        if csv and options.json:
            raise ConfigurationError("--csv and --json can't be combined")
        arguments = self._arguments.read(given)
        for line in self._arguments.unknown(arguments):
            note(line)
        if self._warning is not None and not given["yes"] and not agrees(self._warning):
            note("nothing was sent")
            return NOT_DONE
        most = None
        if self._paged and not (csv or options.json or "limit" in arguments):
            most = _ROWS
            arguments["limit"] = _ROWS + 1  # one more than is shown says whether there are more
        try:
            with options.client() as client:
                method = getattr(getattr(client, self._tag), self._method.__name__)
                self._show(method(**arguments), options, csv=csv, most=most)
        except ConfigurationError as error:
            raise ConfigurationError(self._arguments.renamed(str(error))) from None
        return 0

    def _show(self, answer: Any, options: Options, *, csv: bool, most: int | None) -> None:
        from anyreach.cli import _show

        if csv and self._record is not None:
            _show.write_csv(answer, self._record, reveal=options.reveal)
        elif self._listed:
            nothing = f"no {option_name(self._tag)} match"
            _show.show_list(answer, options, most=most, nothing=nothing)
        else:
            _show.show(answer, options)


def _listed(returned: Any) -> tuple[bool, Any]:
    """Return whether a method returns a list, and the class of its records, if any."""
    if getattr(get_origin(returned), "__name__", "") not in {"Pages", "list"}:
        return False, None
    (item,) = get_args(returned)
    return True, item if hasattr(item, "from_dict") else None


def _prose(method: Any) -> str:
    """Return a docstring without its sections, one paragraph per line."""
    paragraphs = (inspect.getdoc(method) or "").split("\n\n")
    return "\n\n".join(" ".join(one.split()) for one in paragraphs if ":\n    " not in one)


def example(words: Iterable[str]) -> str:
    """Return a command line, wrapped for a shell."""
    lines = textwrap.wrap(
        " ".join(words), _WIDTH - 4, break_long_words=False, break_on_hyphens=False
    )
    return "  " + " \\\n    ".join(lines)
