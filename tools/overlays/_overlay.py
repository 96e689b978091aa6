"""Read an Overlay document: a list of actions, each validated."""

import re
from collections.abc import Collection
from typing import Any, Final, NamedTuple, NoReturn

from tools.documents import DocumentError, Json, lines, parse, printable

_VERSION: Final = re.compile(r"1\.0\.[0-9]+")
_KEYS: Final = ("overlay", "info", "extends", "actions")
_ACTION_KEYS: Final = ("target", "description", "update", "remove")


class Action(NamedTuple):
    """One change, and its place in the file."""

    place: str
    """For messages: the file, the line and the number of the action."""
    target: str
    query: Any
    """The target, compiled."""
    update: Json
    """The value to merge or append; ignored if `remove` is true."""
    remove: bool


class Overlay(NamedTuple):
    """A validated Overlay document."""

    actions: tuple[Action, ...] = ()


def read(data: bytes, name: str) -> Overlay:
    """Read an Overlay document.

    Args:
        data: Its text, YAML or JSON.
        name: Its name in errors.

    Returns:
        Its actions.

    Raises:
        DocumentError: The data is not an Overlay document of version 1.0. The message has the line
            and says what to write.
    """
    return _Reader(data, name).overlay()


class _Reader:
    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name

    def overlay(self) -> Overlay:
        document: Json = parse(self._data, self._name)
        if not isinstance(document, dict):
            self._refuse("", "an Overlay document must be an object with overlay, info and actions")
        version = document.get("overlay")
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            self._refuse("/overlay", f"must be 1.0.0, not {printable(repr(version))}")
        self._check_keys(document, _KEYS, "")
        info = document.get("info")
        if not isinstance(info, dict) or not all(
            isinstance(info.get(key), str) for key in ("title", "version")
        ):
            self._refuse("/info", "must have a title and a version, both strings")
        actions = document.get("actions")
        if not isinstance(actions, list) or not actions:
            self._refuse("/actions", "must be a non-empty list of actions")
        at = lines(self._data, self._name, [f"/actions/{index}" for index in range(len(actions))])
        numbered = zip(at.items(), actions, strict=True)
        return Overlay(tuple(self._action(action, *place) for place, action in numbered))

    def _action(self, action: Json, place: str, line: int) -> Action:
        if not isinstance(action, dict):
            self._refuse(place, "an action must be an object with target, and update or remove")
        self._check_keys(action, _ACTION_KEYS, place)
        target, remove = action.get("target"), action.get("remove", False)
        if not isinstance(target, str):
            self._refuse(place, "has no target: add one, such as $.info")
        if not isinstance(remove, bool):
            self._refuse(f"{place}/remove", "must be true or false")
        if not remove and "update" not in action:
            self._refuse(place, "does nothing: add an update, or remove: true")
        query = self._compiled(target, f"{place}/target")
        number = int(place.removeprefix("/actions/")) + 1
        written = f"{self._name}: line {line}: action {number}"
        return Action(written, target, query, action.get("update"), remove)

    def _compiled(self, target: str, place: str) -> Any:
        """Compile JSONPath (RFC 9535), without the library's own extensions."""
        from jsonpath import JSONPathEnvironment  # noqa: PLC0415  slow, and rarely needed
        from jsonpath.exceptions import JSONPathError  # noqa: PLC0415  likewise

        try:
            return JSONPathEnvironment(strict=True).compile(target)
        except JSONPathError as error:
            reason = printable(str(error).splitlines()[0], 200)
            self._refuse(place, f"is not JSONPath (RFC 9535): {reason}")

    def _check_keys(self, holder: dict[str, Json], known: Collection[str], place: str) -> None:
        for key in holder:
            if key not in known and not key.startswith("x-"):
                self._refuse(place, f"{printable(repr(key))} is not one of {', '.join(known)}")

    def _refuse(self, place: str, problem: str) -> NoReturn:
        at = f" at {place}" if place else ""
        raise DocumentError(f"{self._name}: line {self._line(place)}{at}: {problem}")

    def _line(self, place: str) -> int:
        return lines(self._data, self._name, [place])[place]
