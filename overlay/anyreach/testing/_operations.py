"""What operations answer: what a test said, what was written by hand, or what the records say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast
from urllib.parse import parse_qs

from anyreach.testing._contract import (
    Asked,
    Operation,
    has_path,
    id_keys,
    keys_of,
    record_at,
    records_in,
    unanswered,
)
from anyreach.testing._conversations import HANDLERS
from anyreach.testing._http import JSON, Answer, error, parse_json, refusal, to_json
from anyreach.testing._lists import select, wrap
from anyreach.testing._records import CONVERSATION, fits
from anyreach_api._model import Model
from anyreach_api._operation import to_json as json_of
from anyreach_api.contract import PATHS
from anyreach_api.errors import DecodeError

if TYPE_CHECKING:
    from anyreach.testing._world import World


class ReceivedCall(NamedTuple):
    """A call that the fake answers, as a callable of `answer()` is given it.

    Attributes:
        operation: The operationId.
        path: The path parameters.
        query: The query parameters, each with all its values.
        body: The JSON value of the body; bytes of another media type; None without a body.
    """

    operation: str
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: Any

    def __repr__(self) -> str:
        return f"<ReceivedCall of {self.operation}>"


class ToldError(Exception):
    """Carries an exception that a test told the fake to answer with."""

    def __init__(self, exception: BaseException) -> None:
        super().__init__()
        self.exception = exception


GivenAnswer: TypeAlias = (
    Callable[[ReceivedCall], Any]
    | BaseException
    | type[BaseException]
    | Model
    | Mapping[str, Any]
    | Sequence[Any]
    | float
    | None
)
"""What a test can say an operation answers: see `FakeAnyReach.answer()`."""


def told(asked: Asked, answer: Any) -> Answer:
    """Answer an operation with what a test said: a value, a callable, or an exception.

    Raises:
        ToldError: It is an exception.
    """
    if callable(answer) and not isinstance(answer, type):
        answer = answer(_call(asked))
    if isinstance(answer, type):
        answer = answer("as the test said")
    if isinstance(answer, BaseException):
        raise ToldError(answer)
    return to_answer(asked.operation, answer)


def _call(asked: Asked) -> ReceivedCall:
    request = asked.request
    query = parse_qs(request.query, keep_blank_values=True)
    body: Any = request.body or None
    if body is not None and request.is_json:
        body = parse_json(request.body.decode())
    return ReceivedCall(asked.operation.info.id, asked.path, query, body)


def to_answer(operation: Operation, value: Any) -> Answer:
    """Return a value as an operation sends it, with a status of its own or the documented one.

    Raises:
        TypeError: JSON cannot hold the value.
        ValueError: The value cannot be sent.
    """
    status: Any = None
    if isinstance(value, tuple):
        pair = cast("tuple[Any, ...]", value)
        if len(pair) != 2 or pair[0] not in range(200, 600):  # noqa: PLR2004  a pair
            raise ValueError("a tuple must be a status, from 200 to 599, and a value")
        status, value = pair
    if value is None and operation.answers_nothing:
        return Answer(status or _status(operation, HTTPStatus.NO_CONTENT), None, media_type="")
    status = status or _status(operation, HTTPStatus.OK)
    kinds = [one for one in operation.info.accept.split(", ") if one != JSON]
    if kinds and isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return Answer(status, value, media_type=kinds[0] if kinds else "application/octet-stream")
    document = json_of(value)
    to_json(document)
    return Answer(status, document)


def respond(world: World, asked: Asked) -> Answer:
    """Answer an operation as it is written by hand, or from the records that the fake holds.

    Raises:
        UnansweredError: They do not say what it answers.
    """
    operation = asked.operation
    info = operation.info
    if info.id in HANDLERS:
        return HANDLERS[info.id](world, asked)
    if operation.path.endswith("}"):
        path, act = operation.path, _ON_A_RECORD.get(info.method)
    else:
        found = _without_record(world, asked)
        if found is not None:
            return found
        path, act = operation.path.rpartition("/")[0], _act if info.method == "POST" else None
    model = record_at(path) if act and path.endswith("}") and path in PATHS else None
    if model is None or act is None or not world.records.knows(model.__name__):
        raise unanswered(operation, model=None if act is _act else model)
    with world.records.turn(list(asked.path.values())[-1]):
        record = _find(world, asked, model)
        if record is None:
            return error(404, f"{model.__name__} not found")
        return act(world, asked, model, record)


def _without_record(world: World, asked: Asked) -> Answer | None:
    """Answer an operation that is not about one record with a path of its own, if this is none."""
    operation = asked.operation
    if (listed := _listed(operation)) is not None:
        return _list(world, asked, listed)
    if (created := _created(operation)) is not None:
        return _create(world, asked, created)
    if _is_document(operation):
        return _document(world, asked)
    if operation.model is not None and not has_path(operation.model):
        return _added(world, asked, operation.model)
    if records_in(operation.path):
        raise unanswered(operation)
    return None


def _listed(operation: Operation) -> type | None:
    """Return the model of the records that an operation lists, if it lists some."""
    if operation.info.method != "GET":
        return None
    if operation.answers_anything:
        return next(iter(records_in(operation.path)), None)
    return operation.lists


def _created(operation: Operation) -> type | None:
    """Return the model of the record that an operation creates, if it creates one.

    Where the contract does not say what it answers, it takes what such a record has.
    """
    for model in records_in(operation.path) if operation.info.method == "POST" else ():
        takes = operation.answers_anything and operation.parameters.keys() & keys_of(model).keys()
        if operation.model is model or takes:
            return model
    return None


def _is_document(operation: Operation) -> bool:
    """Return whether there is one JSON value at a path, which is written and read back."""
    return (
        operation.answers_anything
        and operation.info.method in {"GET", "PUT"}
        and {"GET", "PUT"} <= PATHS[operation.path].keys()
    )


def _document(world: World, asked: Asked) -> Answer:
    at = (asked.operation.path, *asked.path.values())
    if asked.operation.info.method == "PUT":
        body = asked.operation.read_body(asked.request)
        if isinstance(body, Answer):
            return body
        world.documents[at] = body
    return Answer(asked.operation.info.successes[0], world.documents.get(at, {}))


def _added(world: World, asked: Asked, model: type) -> Answer:
    """Answer with the record of a schema that was put last, of those that fit the path."""
    if not world.records.knows(model.__name__):
        raise unanswered(asked.operation, model=model)
    found = world.records.fitting(model.__name__, asked.path)
    if not found:
        return error(404, f"{model.__name__} not found")
    return Answer(asked.operation.info.successes[0], found[-1])


def _act(_: World, asked: Asked, model: type, record: dict[str, Any]) -> Answer:
    """Show the record that something is done with, unless the contract says otherwise."""
    if not (asked.operation.answers_anything or asked.operation.model is model):
        raise unanswered(asked.operation, f"it shows something else than the {model.__name__}")
    return Answer(asked.operation.info.successes[0], record)


def _list(world: World, asked: Asked, model: type) -> Answer:
    if not world.records.knows(model.__name__):
        raise unanswered(asked.operation, model=model)
    page = select(world.records, model, asked, world.paging)
    if isinstance(page, Answer):
        return page
    shown = [world.show(model.__name__, record, asked.request) for record in page.records]
    answer = Answer(asked.operation.info.successes[0], wrap(asked, shown, page.facts))
    world.look(page.records)
    return answer


def _find(world: World, asked: Asked, model: type) -> dict[str, Any] | None:
    """Return the record that the last path parameter names, by its id or by a key of that name."""
    *parents, (name, value) = asked.path.items()
    if model.__name__ == CONVERSATION and not parents:
        return world.records.get(CONVERSATION, value)
    found = world.records.fitting(model.__name__, dict(parents))
    for key in ("id", name):
        for one in found:
            if key in one and fits(one, {key: value}):
                return one
    is_told_apart = not {"id", name}.isdisjoint(keys_of(model).values())
    return None if is_told_apart or not found else found[-1]


def _show(world: World, asked: Asked, model: type, record: dict[str, Any]) -> Answer:
    """Return the answer of an operation that shows one record, or that has no content."""
    operation = asked.operation
    if operation.model is model or (operation.answers_anything and not _removes(operation)):
        shown = world.show(model.__name__, record, asked.request)
        answer = Answer(_status(operation, HTTPStatus.OK), shown)
        world.look([record])
        return answer
    if operation.answers_nothing or operation.answers_anything:
        return Answer(_status(operation, HTTPStatus.NO_CONTENT), None, media_type="")
    raise unanswered(operation, "it shows something else than the record")


def _removes(operation: Operation) -> bool:
    return operation.info.method == "DELETE"


def _status(operation: Operation, usual: HTTPStatus) -> int:
    documented = operation.info.successes
    return usual if usual in documented else documented[0]


def _create(world: World, asked: Asked, model: Any) -> Answer:
    body = asked.operation.read_body(asked.request)
    if isinstance(body, Answer):
        return body
    try:
        record = complete(world, model, body, asked.path)
    except DecodeError as fault:
        if fault.path and fault.path[0] in body:
            return refusal(fault.problem, "body", *fault.path)
        raise unanswered(asked.operation, f"its {model.__name__} needs {fault}") from None
    world.put(model.__name__, record, asked.path)
    shown = world.show(model.__name__, record, asked.request)
    return Answer(_status(asked.operation, HTTPStatus.CREATED), shown)


def _change(world: World, asked: Asked, model: Any, record: dict[str, Any]) -> Answer:
    body = asked.operation.read_body(asked.request)
    if isinstance(body, Answer):
        return body
    now = world.clock.now.isoformat()
    changes = _declared(model, body) | {key: now for key in _UPDATED if key in record}
    changed = (
        record | changes | {key: record[key] for key in id_keys(model.__name__) if key in record}
    )
    try:
        model.from_dict(changed)
    except DecodeError as fault:
        if fault.path and fault.path[0] in body:
            return refusal(fault.problem, "body", *fault.path)
    answer = _show(world, asked, model, changed)
    world.put(model.__name__, changed, asked.path)
    return answer


def _remove(world: World, asked: Asked, model: type, record: dict[str, Any]) -> Answer:
    answer = _show(world, asked, model, record)
    world.records.remove(model.__name__, record, asked.path)
    return answer


_ON_A_RECORD: Final[Mapping[str, Callable[[World, Asked, Any, dict[str, Any]], Answer]]] = {
    "GET": _show,
    "PATCH": _change,
    "PUT": _change,
    "DELETE": _remove,
}


def complete(
    world: World, model: Any, given: Mapping[str, Any], path: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a record of what was given, with an id and times where the contract has them.

    Args:
        world: Has the clock, and the ids that are taken.
        model: The record's model.
        given: What is known of it; keys that the contract does not declare are left out.
        path: What else is known of it, under keys that it may have.

    Raises:
        DecodeError: It is not what the contract says.
    """
    now = world.clock.now
    times = (now.isoformat(), int(now.timestamp()))
    guesses: dict[str, Sequence[Any]] = {
        **dict.fromkeys(id_keys(model.__name__)[-1:], world.records.new_ids(model.__name__)),
        **dict.fromkeys((*_CREATED, *_UPDATED), times),
        **{key: (value,) for key, value in (path or {}).items()},
    }
    forms = {key: iter(one) for key, one in _declared(model, guesses).items() if key not in given}
    record = {**_declared(model, given), **{key: next(one) for key, one in forms.items()}}
    while True:
        try:
            model.from_dict(record)
        except DecodeError as fault:
            key = fault.path[0] if fault.path else ""
            if key not in forms or key not in record:
                raise
            following = next(forms[str(key)], None)
            record.pop(str(key))
            record |= {} if following is None else {str(key): following}
        else:
            return record


_CREATED: Final = ("created_at", "createdAt")
_UPDATED: Final = ("updated_at", "updatedAt")


def _declared(model: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values whose keys the contract declares; of a model that declares none, all."""
    declared = set(keys_of(model).values())
    return {key: value for key, value in values.items() if key in declared or not declared}
