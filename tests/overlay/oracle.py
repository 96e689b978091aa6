"""What becomes of an answer, by the contract alone: values to try, and a judge of the outcome.

All of it is read from the contract, and none of it from the code that was generated from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

import pytest
from hypothesis import strategies as st

from anyreach import APIResponseValidationError, RedactedError, models
from anyreach._core.responses import decoding as _decode
from anyreach._transport.http_types import Reply
from anyreach_api.api.conversations import get_conversation
from tools import overlays

CONTRACT: Final[dict[str, Any]] = overlays.load(Path(__file__).parents[2]).document


def resolve(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that a `$ref` leads to, or the schema itself."""
    while "$ref" in schema:
        found: Any = CONTRACT
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def answer_schema(operation_id: str) -> dict[str, Any]:
    """Return the schema of an operation's answer with status 200."""
    operation = next(
        operation
        for path in CONTRACT["paths"].values()
        for operation in path.values()
        if operation["operationId"] == operation_id
    )
    return resolve(operation["responses"]["200"]["content"]["application/json"]["schema"])


CONVERSATION: Final = answer_schema("getConversation")


def is_sensitive(schema: dict[str, Any]) -> bool:
    """Return whether a property is marked in the contract, at itself or at what it refers to."""
    texts = (schema.get("description", ""), resolve(schema).get("description", ""))
    return any(text.startswith("Sensitive.") for text in texts)


# Values to try

ANYTHING: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def date_time(moment: datetime, fraction: str, zone: str) -> str:
    """Return a date-time as a text."""
    return moment.isoformat(timespec="seconds") + fraction + zone


def completed(kept: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """Return an object with further keys, which come first."""
    return {key: value for key, value in extra.items() if key not in kept} | kept


# RFC 3339, section 5.6, as far as a `datetime` can hold it: no leap seconds.
DATE_TIMES: Final = st.builds(
    date_time,
    st.datetimes(),
    st.just("") | st.from_regex(r"\.[0-9]{1,9}", fullmatch=True),
    st.just("Z") | st.from_regex(r"[+-]([01][0-9]|2[0-3]):[0-5][0-9]", fullmatch=True),
)


def values(schema: dict[str, Any], *, wild: bool = False) -> st.SearchStrategy[Any]:
    """Return values that the contract allows, with unknown enum values and unknown keys.

    Args:
        schema: The schema of the values.
        wild: Whether the properties of objects may also be null, or of any other type.
    """
    schema = resolve(schema)
    match schema:
        case {"enum": members}:
            return st.sampled_from(members) | st.text()
        case {"format": "date-time"}:
            return DATE_TIMES
        case {"type": "string"}:
            return st.text()
        case {"type": "integer"}:
            return st.integers() | st.integers(-(2**53), 2**53).map(float)
        case {"type": "object"}:
            known = {
                name: values(inner, wild=wild)
                | (st.none() if wild or resolve(inner).get("nullable") else st.nothing())
                | (ANYTHING if wild else st.nothing())
                for name, inner in schema.get("properties", {}).items()
            }
            names = st.text().filter(lambda name: name not in known)
            unknown = st.dictionaries(names, ANYTHING, max_size=3)
            return st.builds(
                completed,
                st.fixed_dictionaries({}, optional=known),
                unknown,
            )
        case _:
            raise NotImplementedError(f"the oracle knows no {schema}")


# The outcome, and its judge


def outcome(body: bytes) -> object:
    """Return what a body becomes as the answer of getConversation, or the error.

    It is the same with orjson and without it.

    orjson reads whole numbers beyond 64 bits as floats, so bodies with such are read without it.
    """
    reply = Reply(200, {}, body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_decode, "orjson", None)
        found = _read(reply)
    if not re.search(rb"\d{19}", body):
        again = _read(reply)
        assert again == found or str(again) == str(found)
    return found


def _read(reply: Reply) -> object:
    try:
        return _decode.decode("getConversation", reply, get_conversation.read)
    except APIResponseValidationError as error:
        return error


def is_read(text: str) -> bool:
    """Return whether Python reads a text as a date-time."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def wrong(schema: dict[str, Any], sent: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value that is not of the contract's type; null is, in an object."""
    schema = resolve(schema)
    match schema, sent:
        case {"format": "date-time"}, str():
            fits = is_read(sent)
        case ({"type": "string"}, str()) | ({"type": "object"}, dict()):
            fits = True
        case {"type": "integer"}, int() | float():
            fits = not isinstance(sent, bool) and sent == sent // 1
        case _:
            fits = False
    if not fits:
        yield path
    elif schema["type"] == "object":
        fields = cast("dict[str, Any]", sent)
        for name, inner in schema.get("properties", {}).items():
            if fields.get(name) is not None:
                yield from wrong(inner, fields[name], f"{path}.{name}" if path else name)


def check_object(schema: dict[str, Any], sent: dict[str, Any], found: Any) -> None:
    """Assert that a model holds the object that was sent, each field in its right state."""
    properties = schema.get("properties", {})
    for name, inner in properties.items():
        if name not in sent and is_sensitive(inner):
            with pytest.raises(RedactedError):
                getattr(found, name)
        elif sent.get(name) is None:
            assert getattr(found, name) is None
        else:
            check_value(inner, sent[name], getattr(found, name))
    unknown = {key: value for key, value in sent.items() if key not in properties}
    assert repr(found.additional_properties) == repr(unknown)  # repr tells 1, 1.0 and True apart


def check_value(schema: dict[str, Any], sent: Any, found: Any) -> None:
    """Assert that a field holds the value that was sent, as the type that the contract names."""
    name = schema.get("$ref", "").rpartition("/")[2]
    match resolve(schema):
        case {"enum": _}:
            assert type(found) is getattr(models, name)
            assert found == found.value == sent
        case {"format": "date-time"}:
            assert found.isoformat() == datetime.fromisoformat(sent).isoformat()
        case {"type": "integer"}:
            assert type(found) is int
            assert found == sent
        case {"type": "object", "properties": _} as inner:
            check_object(inner, sent, found)
        case _:
            assert repr(found) == repr(sent)


def check_conversation(sent: Any, found: object) -> None:
    """Assert that an answer of getConversation became what the contract makes of it.

    It is a conversation that holds every field in its right state, or a problem that names a field
    that is wrong.
    """
    faults = set(wrong(CONVERSATION, sent))
    if faults != {""} and sent.get("id") is None:
        faults.add("id")
    if faults:
        assert isinstance(found, APIResponseValidationError)
        assert any(f" {path}: " in str(found) for path in faults) or faults == {""}
    else:
        assert type(found) is models.Conversation
        check_object(CONVERSATION, sent, found)
        sensitive = {
            name for name, inner in CONVERSATION["properties"].items() if is_sensitive(inner)
        }
        assert found.redacted_fields == sensitive - sent.keys()
