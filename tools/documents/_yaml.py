"""YAML 1.2 text to plain JSON values, built from ruamel.yaml's events by the core schema.

ruamel's own constructor makes dates and YAML 1.1 numbers, and expands aliases without a bound.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, NoReturn, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from tools.documents._errors import DocumentError, printable
from tools.documents._values import MAX_DEPTH, Json, is_text

MAX_ALIASED: Final = 2_000_000
"""Values and characters that all aliases of one document together may stand for."""

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_YAML_1_1_LINE_END = re.compile("[\x85\u2028\u2029]")  # the parser still takes them for one
_STATUS_CODE = re.compile(r"0|[1-9][0-9]*")


def parse_yaml(text: str, name: str) -> Json:
    """Parse YAML text into JSON values.

    Dates stay text. An unquoted whole number as a key, such as `200:`, is its text. An alias
    becomes a copy of what it stands for. Refused, since JSON has no equal or the order of the
    result is not defined: tags, merge keys, other keys than text, numbers that are not finite.

    Args:
        text: The document.
        name: What to call it in an error.

    Raises:
        DocumentError: It is not one YAML 1.2 document, or holds what is refused; has a duplicate
            key, more than `MAX_DEPTH` levels, or aliases that stand for more than `MAX_ALIASED`.
    """
    if odd := _YAML_1_1_LINE_END.search(text):
        raise DocumentError(f"{name}: {_not_read(odd[0], text)}")
    return _Composer(text, name).document()


class Event(NamedTuple):
    """What is needed of one event of the parser, with types."""

    kind: str
    line: int
    text: str
    column: int = 1
    plain: bool = False
    anchor: str | None = None
    tag: str | None = None
    version: tuple[int, int] | None = None


def events(text: str, name: str) -> Iterator[Event]:
    """Parse, with every error of the parser as ours.

    Args:
        text: The document.
        name: What to call it in an error.

    Yields:
        The parser's events, in the order of the text.

    Raises:
        DocumentError: It is not YAML.
    """
    parser = cast("Any", YAML(typ="safe", pure=True))  # its own types are half there
    line = 1
    try:
        for event in parser.parse(text):
            line = event.start_mark.line + 1
            yield Event(
                kind=type(event).__name__.removesuffix("Event"),
                line=line,
                column=event.start_mark.column + 1,
                text=getattr(event, "value", ""),
                plain=getattr(event, "style", None) is None,
                anchor=getattr(event, "anchor", None),
                tag=getattr(event, "tag", None),
                version=getattr(event, "version", None),
            )
    except MarkedYAMLError as error:
        raise DocumentError(f"{name}: {_marked(error)}") from None
    except ReaderError as error:
        character = chr(vars(error)["character"])
        raise DocumentError(f"{name}: {_not_read(character, text)}") from None
    except (AssertionError, OverflowError, ValueError):  # slips of the parser
        problem = "an escape beyond Unicode, or a version that does not exist"
        raise DocumentError(f"{name}: not YAML near line {line}: {problem}") from None


def _marked(error: Any) -> str:
    mark = error.problem_mark or error.context_mark
    problem = printable(error.problem or error.context, 200)
    return f"line {mark.line + 1}, column {mark.column + 1}: not YAML: {problem}"


def _not_read(character: str, text: str) -> str:
    line = text.count("\n", 0, text.index(character)) + 1
    return f"line {line}: the character U+{ord(character):04X} is not read, escape it"


class _Composer:
    """Builds values from events, one at a time, so that a refusal comes before the damage."""

    def __init__(self, text: str, name: str) -> None:
        self._events = events(text, name)
        self._name = name
        self._anchors: dict[str, Json] = {}
        self._aliased = 0

    def document(self) -> Json:
        next(self._events)  # the stream starts
        start = next(self._events)
        if start.kind == "StreamEnd":
            raise DocumentError(f"{self._name}: is empty")
        if start.version not in {None, (1, 2)}:
            self._refuse(start, "only YAML 1.2 is read")
        value = self._value(next(self._events), 0)
        next(self._events)  # the document ends
        after = next(self._events)
        if after.kind != "StreamEnd":
            self._refuse(after, "a second document starts")
        next(self._events, None)  # the parser tidies up
        return value

    def _value(self, event: Event, depth: int) -> Json:
        self._check_depth(event, depth)
        if event.kind == "Alias":
            return self._alias(event, depth)
        if event.tag is not None:
            self._refuse(event, f"the tag {printable(event.tag)} is not read")
        value: Json
        if event.kind == "Scalar":
            value = self._scalar(event)
        elif event.kind == "SequenceStart":
            value = self._sequence(depth)
        else:
            value = self._mapping(depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _sequence(self, depth: int) -> list[Json]:
        items: list[Json] = []
        while (event := next(self._events)).kind != "SequenceEnd":
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Json]:
        members: dict[str, Json] = {}
        while (event := next(self._events)).kind != "MappingEnd":
            key = self._key(event)
            if key in members:
                self._refuse(event, f"the key {printable(repr(key))} occurs twice")
            members[key] = self._value(next(self._events), depth + 1)
        return members

    def _key(self, event: Event) -> str:
        if event.kind != "Scalar" or event.tag is not None:
            self._refuse(event, "a key that is not plain text")
        if event.plain and event.text == "<<":
            self._refuse(event, "merge keys (<<) are not YAML 1.2; write the members out")
        if event.plain and _STATUS_CODE.fullmatch(event.text):
            return event.text
        key = self._scalar(event)
        if not isinstance(key, str):
            self._refuse(event, f"the key {printable(event.text)!r} is not text; quote it")
        return key

    def _scalar(self, event: Event) -> Json:
        if event.plain and not isinstance(value := self._plain(event), str):
            return value
        if is_text(event.text):
            return event.text
        try:  # YAML reads "\ud83d\ude00" as two halves; JSON, of which it is a superset, as one.
            return event.text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self._refuse(event, "half of a surrogate pair")

    def _plain(self, event: Event) -> Json:
        """Resolve an unquoted scalar by the core schema (YAML 1.2.2, section 10.3.2)."""
        text = event.text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            try:
                number = int(text, 0 if text[1:2] in {"o", "x"} else 10)
                str(number)  # a hexadecimal one is only limited here
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

    def _alias(self, event: Event, depth: int) -> Json:
        if event.anchor not in self._anchors:
            self._refuse(event, f"the alias *{event.anchor} stands for nothing")
        return self._copy(self._anchors[event.anchor], event, depth)

    def _copy(self, value: Json, event: Event, depth: int) -> Json:
        """Copy what an alias stands for, within what all aliases together may cost."""
        self._check_depth(event, depth)
        self._aliased += 1 + (len(value) if isinstance(value, str) else 0)
        if self._aliased > MAX_ALIASED:
            self._refuse(event, "the aliases stand for too much")
        if isinstance(value, dict):
            self._aliased += sum(map(len, value))
            return {key: self._copy(child, event, depth + 1) for key, child in value.items()}
        if isinstance(value, list):
            return [self._copy(child, event, depth + 1) for child in value]
        return value

    def _check_depth(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels")

    def _refuse(self, event: Event, problem: str) -> NoReturn:
        raise DocumentError(
            f"{self._name}: line {event.line}, column {event.column}: {printable(problem, 200)}"
        )
