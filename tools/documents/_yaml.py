"""Parse YAML 1.2 into plain JSON values, from libyaml's events and by the core schema.

PyYAML's own constructor makes dates and YAML 1.1 numbers, and expands aliases without a limit.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn, cast

from yaml.cyaml import CBaseLoader
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from tools.documents._errors import DocumentError, printable
from tools.documents._values import MAX_DEPTH, Json

MAX_ALIASED: Final = 2_000_000
"""Maximum number of values and characters that a document's aliases may expand to."""

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMERIC: Final = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_YAML_1_1_LINE_END = re.compile("[\x85\u2028\u2029]")  # libyaml accepts them as line ends
_STATUS_CODE = re.compile(r"0|[1-9][0-9]*")


def parse_yaml(text: str, name: str) -> Json:
    """Parse YAML text into JSON values.

    Dates stay text. An unquoted integer key, such as `200:`, becomes text. An alias becomes a
    copy of its value. Tags, merge keys, keys that are not text and numbers that are not finite
    are rejected: JSON has no equivalent, or the order of the result is undefined.

    Args:
        text: The document.
        name: Its name in errors.

    Raises:
        DocumentError: The text is not one YAML 1.2 document, or contains something rejected, a
            duplicate key, more than `MAX_DEPTH` levels or more aliases than `MAX_ALIASED`.
    """
    return _Composer(text, name).document()


def events(text: str, name: str) -> Iterator[Any]:
    """Yield the parser's events, and raise its errors as ours.

    Args:
        text: The document.
        name: Its name in errors.

    Yields:
        The parser's events, in the order of the text, up to the end of the stream.

    Raises:
        DocumentError: The text is not YAML.
    """
    if odd := _YAML_1_1_LINE_END.search(text):
        raise DocumentError(f"{name}: {_not_read(odd[0], text)}")
    try:
        parser = cast("Any", CBaseLoader(text))  # its type hints are incomplete
        while event := parser.get_event():
            yield event
    except MarkedYAMLError as error:
        raise DocumentError(f"{name}: {_marked(error)}") from None
    except ReaderError as error:
        character = chr(vars(error)["character"])
        raise DocumentError(f"{name}: {_not_read(character, text)}") from None


def _marked(error: Any) -> str:
    mark, problem = error.problem_mark, printable(error.problem, 200)
    return f"line {mark.line + 1}, column {mark.column + 1}: not YAML: {problem}"


def _not_read(character: str, text: str) -> str:
    line = text.count("\n", 0, text.index(character)) + 1
    return f"line {line}: the character U+{ord(character):04X} is not allowed: escape it"


class _Composer:
    """Builds values from events, one at a time, so that errors come before any damage."""

    def __init__(self, text: str, name: str) -> None:
        self._events = events(text, name)
        self._name = name
        self._anchors: dict[str, Json] = {}
        self._aliased = 0

    def document(self) -> Json:
        next(self._events)  # the start of the stream
        start = next(self._events)
        if isinstance(start, StreamEndEvent):
            raise DocumentError(f"{self._name}: is empty")
        if start.version not in {None, (1, 2)}:
            self._refuse(start, "only YAML 1.2 is supported")
        value = self._value(next(self._events), 0)
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            self._refuse(after, "there is a second document: keep only one")
        return value

    def _value(self, event: Any, depth: int) -> Json:
        self._check_depth(event, depth)
        if type(event) is AliasEvent:
            return self._alias(event, depth)
        if event.tag is not None:
            self._refuse(event, f"the tag {printable(event.tag)} is not supported")
        value: Json
        if type(event) is ScalarEvent:
            value = self._scalar(event)
        elif type(event) is SequenceStartEvent:
            value = self._sequence(depth)
        else:
            value = self._mapping(depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _sequence(self, depth: int) -> list[Json]:
        items: list[Json] = []
        while type(event := next(self._events)) is not SequenceEndEvent:
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Json]:
        members: dict[str, Json] = {}
        while type(event := next(self._events)) is not MappingEndEvent:
            key = self._key(event)
            if key in members:
                self._refuse(event, f"the key {printable(repr(key))} occurs twice")
            members[key] = self._value(next(self._events), depth + 1)
        return members

    def _key(self, event: Any) -> str:
        if type(event) is not ScalarEvent or event.tag is not None:
            self._refuse(event, "a key that is not a plain string")
        if not event.style and event.value == "<<":
            self._refuse(event, "merge keys (<<) are not YAML 1.2: write the members out")
        if not event.style and _STATUS_CODE.fullmatch(event.value):
            return event.value
        key = self._scalar(event)
        if not isinstance(key, str):
            self._refuse(event, f"the key {printable(event.value)!r} is not a string: quote it")
        return key

    def _scalar(self, event: Any) -> Json:
        """Resolve a scalar by the core schema (YAML 1.2.2, section 10.3.2)."""
        text: str = event.value
        if event.style:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        return self._number(text, event) if text[0] in _NUMERIC else text

    def _number(self, text: str, event: Any) -> str | float:
        """Read a scalar that starts like a number."""
        if _INTEGER.fullmatch(text):
            try:
                number = int(text, 0 if text[1:2] in {"o", "x"} else 10)
                str(number)  # the limit for hexadecimal numbers
            except ValueError:
                self._refuse(event, "a number with thousands of digits")
            return number
        if _NOT_FINITE.fullmatch(text):
            self._refuse(event, "a number that is not finite")
        if not _FLOAT.fullmatch(text):
            return text
        real = float(text)
        if math.isinf(real):
            self._refuse(event, "a number too large to be finite")
        return real

    def _alias(self, event: Any, depth: int) -> Json:
        if event.anchor not in self._anchors:
            self._refuse(event, f"the alias *{event.anchor} is not defined")
        return self._copy(self._anchors[event.anchor], event, depth)

    def _copy(self, value: Json, event: Any, depth: int) -> Json:
        """Copy an alias's value, within the limit for all aliases."""
        self._check_depth(event, depth)
        self._aliased += 1 + (len(value) if isinstance(value, str) else 0)
        if self._aliased > MAX_ALIASED:
            self._refuse(event, "the aliases expand to too much")
        if isinstance(value, dict):
            self._aliased += sum(map(len, value))
            return {key: self._copy(child, event, depth + 1) for key, child in value.items()}
        if isinstance(value, list):
            return [self._copy(child, event, depth + 1) for child in value]
        return value

    def _check_depth(self, event: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels")

    def _refuse(self, event: Any, problem: str) -> NoReturn:
        mark = event.start_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}"
        raise DocumentError(f"{self._name}: {place}: {printable(problem, 200)}")
