"""The face of the fake: what a test puts in, turns, asks for and sees."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from anyreach.testing import _records
from anyreach.testing._access import Role, grants_of, may_ask, may_see, redact
from anyreach.testing._agents import Agent, AgentReply, Replies, Steps, Turns
from anyreach.testing._contract import (
    Asked,
    UnansweredError,
    check_operation,
    find,
    keys_of,
    load,
    model_named,
)
from anyreach.testing._generated import Generated, Make
from anyreach.testing._http import (
    Answer,
    ReceivedRequest,
    Request,
    Sent,
    error,
    parse_json,
    serve,
    to_json,
)
from anyreach.testing._lists import Cursor, Paging
from anyreach.testing._operations import GivenAnswer, ToldError, complete, respond, to_answer, told
from anyreach.testing._outside import Clock
from anyreach.testing._recordings import ELSEWHERE, LIFETIME
from anyreach.testing._records import CONVERSATION
from anyreach.testing._world import World
from anyreach_api._model import Model
from anyreach_api._operation import to_json as json_of

if TYPE_CHECKING:
    import httpx


class FakeAnyReach:
    """An AnyReach of your own, for tests and demos, with one organization in it.

    It knows every operation of the contract. It answers from the records that it holds, as the
    documentation says, or with what `answer()` was given. A token with `read_sensitive` sees
    everything; the answers to a `read` token lack the keys of the fields that the contract marks as
    sensitive. Reach it in process through `transport`, or over HTTP through `serve()`.

    Where the documentation is silent, the fake chose. A personal access token that names another
    organization gets 403, since it has no scopes there; a record of another organization is 404,
    like one that does not exist; an organization header beside an organization key is ignored.
    A query or a body that cannot be read is 422 with a list of objects as its detail, as FastAPI
    has it; a body that contradicts itself is 422 with a text. A token that may not see sensitive
    fields may not search for them either: 403. A `limit` above `max_page_size` is lowered silently.
    The token that an answer for `webrtc` brings is under a key of the fake's own. A request that
    nothing was said about raises `UnansweredError` in process, and is 501 over HTTP.

    It may be used from any number of threads.

    Args:
        conversations: The conversations that it holds from the start; see `put()`.
        organization_id: The organization that its tokens are for.
        now: Where its clock starts: an aware datetime.
        tick: Seconds that pass after every answer that shows a call still going on; see `Clock`.
        page_size: How many records a page of a list has without `limit`.
        max_page_size: How many it has at most, whatever its `limit`.
        cursor: What a cursor of conversations means: the page holds what is older (`before`), so
            that of conversations created in the same instant the next page can miss some, or also
            what is as old (`until`), so that the next page begins with some that the last one had.
            An app has to survive both.

    Raises:
        ValueError: `now` is naive, or a page size is less than 1.

    Attributes:
        organization_id: As given.
        clock: Its time.
        requests: Every request received so far, oldest first. Clear it as you like.
        recording_requests: Every request for a recording, likewise; the token must be in none.
    """

    def __init__(
        self,
        conversations: Iterable[Mapping[str, Any] | Model] = (),
        *,
        organization_id: str = "org_1",
        now: datetime = _records.FIRST,
        tick: float = 1.0,
        page_size: int = 50,
        max_page_size: int = 100,
        cursor: Cursor = "before",
    ) -> None:
        if min(page_size, max_page_size) < 1:
            raise ValueError("page_size and max_page_size must be at least 1")
        self.organization_id = organization_id
        self.clock = Clock(now, tick)
        self.requests: list[ReceivedRequest] = []
        self._world = World(organization_id, self.clock, Paging(page_size, max_page_size, cursor))
        self.recording_requests = self._world.recordings.requests
        self._acting: frozenset[str] | None = None
        for conversation in conversations:
            self.put(conversation)

    @classmethod
    def demo(cls) -> Self:
        """Return a fake with four realistic conversations, `conv_1` to `conv_4`.

        They are a completed call, an unanswered one, a text chat in progress, and a web call with a
        failed tool call that was transferred.
        """
        fake = cls()
        for fields in _records.DEMO:
            fake.add(**fields)
        return fake

    def __repr__(self) -> str:
        role = "" if self._acting is None else f" as {'+'.join(sorted(self._acting)) or 'none'}"
        return f"<FakeAnyReach of {self._world.records!r}{role}>"

    def add(
        self,
        schema: str = CONVERSATION,
        record: Mapping[str, Any] | Model | None = None,
        /,
        **fields: Any,
    ) -> dict[str, Any]:
        """Add a record.

        It is created now, and the clock goes on by ten minutes, so that later ones are later. From
        then on the operations of the contract answer with such records: those that get, list,
        create, change and delete them.

        Args:
            schema: The name of its schema in the contract, such as `Agent`.
            record: Its fields: a JSON object, or a model.
            **fields: More of them; one given as `UNSET` is left out. A conversation gets those
                of a completed telephone call where they are not given, with a transcript and a
                recording. Another record only gets an id, `created_at` and `updated_at`.

        Returns:
            The record as the API would send it to a token that sees all.

        Raises:
            TypeError: The contract has no such field (`put()` takes any), or JSON cannot hold a
                value.
            ValueError: The contract has no such schema, or the record is not what it says.
        """
        model = model_named(schema)
        given = {**_fields(record or {}), **fields}
        declared = set(keys_of(model).values())
        unknown = sorted(given.keys() - declared) if declared else ()
        if unknown:
            raise TypeError(f"{model.__name__} has no field {unknown[0]!r}; put() takes any key")
        if model.__name__ == CONVERSATION:
            number = self._world.records.new_ids(CONVERSATION)[1]
            sample = _records.telephone_call(number, self.organization_id, self.clock.now)
            made = json_of(sample | given)
        else:
            made = complete(self._world, model, json_of(given))
        self.clock.advance(_records.BETWEEN.total_seconds())
        return self.put(made, schema=model.__name__)

    def put(
        self, record: Mapping[str, Any] | Model, *, schema: str | None = None
    ) -> dict[str, Any]:
        """Hold a record exactly as it is, in place of one with the same id.

        Use it to see that an app survives what the API may send tomorrow: unknown keys, unknown
        enum values, null, values of another type. A call that was going on stays as it is put.

        Args:
            record: A JSON object, or a model, such as one that a client fetched. Without an
                `organization_id`, or with null, it belongs to this fake's organization.
            schema: The name of its schema; None: that of the model, or `Conversation`.

        Returns:
            A copy of what is held.

        Raises:
            TypeError: It is a conversation without an id, or not an object that JSON can hold.
            ValueError: The contract has no such schema, or a number or a text cannot be sent
                (RFC 8259).
        """
        if schema is None:
            schema = CONVERSATION if isinstance(record, Mapping) else type(record).__name__
        name = model_named(schema).__name__
        fields = _fields(record)
        if name == CONVERSATION and not isinstance(fields.get("id"), str):
            raise TypeError("a conversation needs an id, a string, to be asked for by")
        sent = to_json(json_of(fields)).decode()
        self._world.put(name, parse_json(sent))
        kept: dict[str, Any] = parse_json(sent)
        return kept

    def generate(
        self, count: int, make: Make | None = None, *, since: datetime, until: datetime
    ) -> None:
        """Hold many conversations that are made when they are asked for, in place of such before.

        Each takes eight bytes of memory, so that there can be a million. Their times are the same
        each time, and have the shape of a real year: days and nights, quiet weekends, and now and
        then several that share one time. One is there once the clock has reached its time: set
        `clock.now`. One that is held by `add()` or `put()` hides that with its id.

        Args:
            count: How many.
            make: Is given a conversation's number from 0 on, when it was created, and what time it
                is; returns its fields, all but `id` and `created_at`.
                None: calls, chats and e-mails that end after some minutes; the summary of 3 in 100
                arrives two days after they were created.
            since: Where the range of time starts.
            until: Where it ends.

        Raises:
            ValueError: The range is empty, or a time is naive.
        """
        made = Generated(count, since, until, make, self.organization_id)
        self._world.records.generated = made

    def answer(self, operation: str, answer: GivenAnswer, *, times: int | None = None) -> None:
        """Say what an operation answers, whatever records there are.

        Tokens and scopes are checked before, and sensitive fields are withheld after it.

        Args:
            operation: The operationId, such as `getAgent`.
            answer: A JSON value, a model, or bytes, with the documented status; a status and one of
                these as a tuple; an exception, which is raised in process and closes the
                connection over HTTP; or a callable that is given a `ReceivedCall` and returns one
                of these.
            times: How many requests, before those that were told to go on for ever; None: all from
                now on, in place of what all were told before.

        Raises:
            TypeError: JSON cannot hold the answer.
            ValueError: The contract has no such operation, or the answer cannot be sent.
        """
        check_operation(operation)
        if not callable(answer) and not isinstance(answer, BaseException):
            to_answer(load(operation), answer)
        self._world.answers.add(answer, times, operation)

    def add_recording(
        self, conversation_id: str, content: bytes | None = None, *, lifetime: float = LIFETIME
    ) -> None:
        """Give a conversation a recording that can be downloaded, in process and over HTTP.

        From then on every answer has a fresh URL of it in `recording_details`. It leads to another
        host: in process to one that `transport` answers for, too, and with `serve()` to a port of
        its own. That host answers ranges, and 403 once the URL has expired. A request that carries
        an `Authorization` header is refused with 400; see `recording_requests`.

        Args:
            conversation_id: Of a conversation that the fake holds.
            content: The recording; None: a second of silence, as a WAV file.
            lifetime: Seconds, by the fake's clock, after which a URL expires.

        Raises:
            LookupError: The conversation doesn't exist.
        """
        if self._world.records.get(CONVERSATION, conversation_id) is None:
            raise LookupError("there is no such conversation: add() it first")
        self._world.recordings.hold(conversation_id, content, lifetime)

    def agent(
        self,
        agent_id: str | None = None,
        *,
        name: str | None = None,
        greeting: str | None = None,
        replies: Replies | None = None,
        call: Steps | None = None,
        turns: Turns | None = None,
        summary: str | None = None,
        recording: bytes | None = None,
    ) -> None:
        """Say what an agent does, in place of what was said of it before.

        What is not given is that of an agent who is content with everything. It holds for messages
        from now on, and for calls placed from now on.

        Args:
            agent_id: The agent, or the agent version, as conversations are created with; None: all
                that have no script of their own.
            name: Its name.
            greeting: What it begins a text chat with.
            replies: What it answers: one after another in each conversation, and the last one again
                and again; or a callable that is given the message and the transcript's items so
                far. A reply is a text or an `AgentReply`.
            call: What becomes of a telephone call: seconds that pass, and the status that comes
                then, such as `[(2, "ringing"), (30, "unanswered")]`; or `ANSWERED`, `UNANSWERED`,
                `FAILED`. Once `in_progress`, what is said grows with the time.
            turns: What is said in a call that is taken: a role and a text each, or a `Tool`.
            summary: The summary of a call, and of a chat that was ended.
            recording: What the recording of a call holds; see `add_recording()`.

        Raises:
            ValueError: There is no reply, or a step's seconds are less than 0.
        """
        if replies is not None and not callable(replies) and not replies:
            raise ValueError("an agent needs a reply at least")
        if not all(seconds >= 0 for seconds, _ in call or ()):
            raise ValueError("the seconds before a status must not be less than 0")
        if not (replies is None or callable(replies) or isinstance(replies, str | AgentReply)):
            replies = tuple(replies)
        given: dict[str, Any] = {
            "name": name,
            "greeting": greeting,
            "replies": replies,
            "call": call if call is None else tuple(call),
            "turns": turns if turns is None else tuple(turns),
            "summary": summary,
            "recording": recording,
        }
        said = {part: value for part, value in given.items() if value is not None}
        self._world.agents[agent_id] = Agent()._replace(**said)

    def advance(self, seconds: float) -> None:
        """Let time pass: calls go on, and URLs of recordings expire.

        Args:
            seconds: How many, not less than 0.

        Raises:
            ValueError: It is less than 0.
        """
        self.clock.advance(seconds)

    def token(self, role: Role | str | Iterable[str] | None = "read_sensitive") -> str:
        """Return a new organization key (`ak_…`) that this fake accepts.

        Args:
            role: What it may do: `read` (sensitive fields are left out), `read_sensitive`, `manage`
                (creates, messages and ends, and reads like `read`), or `none` (the answer is 403);
                a scope, such as `agents:read`; or several of them.

        Raises:
            ValueError: There is no such role.
        """
        return self._world.access.admit(f"ak_fake.{secrets.token_hex(16)}", role)

    def personal_token(self, role: Role | str | Iterable[str] | None = "read_sensitive") -> str:
        """Return a new personal access token (`pat_…`) that this fake accepts.

        Every call with it has to name the organization: pass
        `organization_id=fake.organization_id` to the client.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: There is no such role.
        """
        return self._world.access.admit(f"pat_{secrets.token_hex(16)}", role)

    def as_role(self, role: Role | str | Iterable[str] | None) -> Self:
        """Return this very fake as a credential of that role sees it.

        There, every well-formed credential (`ak_…`, `pat_…`) is accepted, for any organization, and
        acts in that role: an app proves that it survives redaction with the token that it has.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: There is no such role.
        """
        view = copy.copy(self)
        view._acting = grants_of(role)  # noqa: SLF001  of this very class
        return view

    def fail_next(
        self,
        status: int,
        *,
        detail: str | list[Any] | None = None,
        retry_after: float | None = None,
        times: int | None = 1,
        operation: str | None = None,
    ) -> None:
        """Answer the next requests with an error.

        Args:
            status: The HTTP status, from 400 to 599.
            detail: The `detail` of the answer; None: what the status is called.
            retry_after: Seconds for the `Retry-After` header; None: no such header.
            times: How many requests; None: all from now on.
            operation: The operationId of the requests that fail, such as `getMyScopes`; None: any
                request, whatever it asks for.

        Raises:
            ValueError: The status is no error's, or the contract has no such operation.
        """
        if status not in range(400, 600):
            raise ValueError("status must be that of an error, from 400 to 599")
        if operation is not None:
            check_operation(operation)
        headers = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
        self._world.failures.add((status, detail, headers), times, operation)

    @property
    def transport(self) -> httpx.MockTransport:
        """This fake in process: pass it as `transport=` to either client."""
        from anyreach._transport.httpx_transports import handler_transport  # noqa: PLC0415  loads httpx

        return handler_transport(self._respond_in_process)

    @contextmanager
    def serve(self) -> Generator[str]:
        """Serve this fake over HTTP on a free port of 127.0.0.1, while the `with` block lasts.

        Recordings are served beside it, on a port of their own. When the block ends, every
        connection is closed.

        Yields:
            The base URL.

        Raises:
            UnansweredError: At the end of the block: a request had no answer. When the block
                raises, the exception gets a note instead.
        """
        missing: list[str] = []
        answer = partial(self._respond_over_http, missing)
        with (
            serve(self._world.recordings.respond) as recordings,
            serve(partial(answer, recordings=recordings)) as url,
        ):
            try:
                yield url
            except BaseException as problem:
                for text in missing:
                    problem.add_note(text)
                raise
        if missing:
            raise UnansweredError("\n".join(missing))

    def _respond_over_http(
        self,
        missing: list[str],
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        recordings: str,
    ) -> Sent:
        request = _received(method, target, headers, body, recordings)
        try:
            return self._answer(request).encode(request)
        except UnansweredError as problem:
            missing.append(str(problem))
            return error(501, str(problem)).encode(request)
        except ToldError as fault:
            raise ConnectionAbortedError from fault

    def _respond_in_process(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> Sent:
        if ELSEWHERE.endswith(f"//{headers['host']}"):
            return self._world.recordings.respond(method, target, headers, body)
        return self._respond(method, target, headers, body)

    def _respond(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Sent:
        request = _received(method, target, headers, body)
        try:
            return self._answer(request).encode(request)
        except ToldError as fault:
            raise fault.exception from None

    def _answer(self, request: Request) -> Answer:
        self.requests.append(
            ReceivedRequest(request.method, request.path, frozenset(request.headers))
        )
        world = self._world
        found = find(request.method, request.path)
        failure = world.failures.take(None if isinstance(found, Answer) else found[0].info.id)
        if failure is not None:
            return error(*failure.answer)
        if isinstance(found, Answer):
            return found
        operation, path = found
        grants = world.access.authenticate(request.headers, self._acting)
        if isinstance(grants, Answer):
            return grants
        if not may_ask(operation.info, grants):
            return error(403, "The token's role doesn't grant access to this action.")
        world.calls.go_on(world.clock.now)
        asked = Asked(operation, request, path, grants)
        said = world.answers.take(operation.info.id)
        answer = respond(world, asked) if said is None else told(asked, said.answer)
        if answer.status >= HTTPStatus.BAD_REQUEST or may_see(operation.info, grants):
            return answer
        return redact(operation, answer)


def _received(
    method: str,
    target: str,
    headers: Mapping[str, str],
    body: bytes,
    recordings: str | None = None,
) -> Request:
    path, _, query = target.partition("?")
    return Request(method, path, query, headers, body, recordings)


def _fields(record: Mapping[str, Any] | Model) -> dict[str, Any]:
    return dict(record) if isinstance(record, Mapping) else record.to_dict()
