"""The fake's public class."""

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
    """A fake AnyReach for tests and demos, with one organization.

    It serves every operation in the contract: from its records, as documented, or with the
    responses set with `answer()`. A `read_sensitive` token sees everything. Responses to a `read`
    token lack the fields that the contract marks as sensitive. Connect in process through
    `transport`, or over HTTP through `serve()`.

    The fake makes these choices where the documentation is silent:

    - A personal access token that names another organization gets 403: it has no scopes there.
    - A record of another organization is 404, as if it didn't exist.
    - An organization header is ignored if the token is an organization key.
    - An unreadable query or body is 422 with a list of objects as its `detail`, as with FastAPI. A
      body that contradicts itself is 422 with a text.
    - A token that can't see sensitive fields can't filter by them: 403.
    - A `limit` above `max_page_size` is silently lowered.
    - The token in a response for `webrtc` has a key of the fake's own.

    A request that the fake has no response for raises `UnansweredError` in process, and is 501 over
    HTTP.

    The fake is thread-safe.

    Args:
        conversations: Conversations to start with; see `put()`.
        organization_id: The organization of the fake's tokens.
        now: The clock's first time: an aware datetime.
        tick: Seconds to advance the clock after each response with an active call; see `Clock`.
        page_size: Records per page of a list without `limit`.
        max_page_size: Maximum records per page, even with a larger `limit`.
        cursor: How a cursor of conversations is read. With `before`, a page has only older
            conversations, so it can miss some with the same `created_at`. With `until`, it also has
            those with the cursor's time, so it can repeat some. An app must handle both.

    Raises:
        ValueError: `now` is naive, or a page size is less than 1.

    Attributes:
        organization_id: The organization of the fake's tokens.
        clock: The fake's clock.
        requests: All received requests, oldest first. You can clear the list.
        recording_requests: All requests for recordings, oldest first. None may contain the token.
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

        They are a completed call, an unanswered call, a text chat in progress, and a transferred
        web call with a failed tool call.
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

        The record is created at the clock's time. Then the clock advances by ten minutes, so that
        the next record is newer. From then on, the contract's operations get, list, create, change
        and delete records of this schema.

        Args:
            schema: The name of the record's schema in the contract, such as `Agent`.
            record: The record's fields: a JSON object, or a model.
            **fields: More fields. Pass `UNSET` to leave one out. A conversation defaults to a
                completed phone call with a transcript and a recording. Other records only default
                to an id, `created_at` and `updated_at`.

        Returns:
            The record as the API would send it to a token that sees everything.

        Raises:
            TypeError: A field is not in the contract (`put()` accepts any), or a value is not valid
                JSON.
            ValueError: The schema is not in the contract, or the record doesn't match it.
        """
        model = model_named(schema)
        given = {**_fields(record or {}), **fields}
        declared = set(keys_of(model).values())
        unknown = sorted(given.keys() - declared) if declared else ()
        if unknown:
            raise TypeError(f"{model.__name__} has no field {unknown[0]!r}; put() accepts any key")
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
        """Store a record unchanged. It replaces a record with the same id.

        Use it to test that an app handles unknown keys, unknown enum values, null, and values of
        another type. It ends an active call: the record stays as you put it.

        Args:
            record: A JSON object, or a model, such as one that a client fetched. If its
                `organization_id` is absent or null, it belongs to this fake's organization.
            schema: The name of the record's schema. Defaults to the model's, or `Conversation`.

        Returns:
            A copy of the stored record.

        Raises:
            TypeError: The record is a conversation without an id, or is not a JSON object.
            ValueError: The schema is not in the contract, or a number or string is not valid JSON
                (RFC 8259).
        """
        if schema is None:
            schema = CONVERSATION if isinstance(record, Mapping) else type(record).__name__
        name = model_named(schema).__name__
        fields = _fields(record)
        if name == CONVERSATION and not isinstance(fields.get("id"), str):
            raise TypeError("a conversation needs an id that is a string")
        sent = to_json(json_of(fields)).decode()
        self._world.put(name, parse_json(sent))
        kept: dict[str, Any] = parse_json(sent)
        return kept

    def generate(
        self, count: int, make: Make | None = None, *, since: datetime, until: datetime
    ) -> None:
        """Add many conversations that are generated lazily. They replace earlier generated ones.

        Each takes eight bytes of memory, so you can have a million. Their times are deterministic
        and realistic: days and nights, quiet weekends, and sometimes several conversations with the
        same time. A conversation appears once the clock has reached its time: set `clock.now`.
        Records from `add()` or `put()` take precedence over generated ones with the same id.

        Args:
            count: The number of conversations.
            make: Called with a conversation's number from 0, its creation time and the current
                time. Returns its fields, except `id` and `created_at`. Defaults to calls, chats and
                e-mails that end after some minutes; 3 in 100 summaries arrive two days after
                creation.
            since: The start of the time range.
            until: The end of the time range, exclusive.

        Raises:
            ValueError: The range is empty, or a time is naive.
        """
        made = Generated(count, since, until, make, self.organization_id)
        self._world.records.generated = made

    def answer(self, operation: str, answer: GivenAnswer, *, times: int | None = None) -> None:
        """Set an operation's response, instead of one from the records.

        The fake still checks the token and its scopes, and withholds sensitive fields.

        Args:
            operation: The operationId, such as `getAgent`.
            answer: A JSON value, a model or bytes, sent with the documented status; a tuple of a
                status and one of these; an exception, which is raised in process and closes the
                connection over HTTP; or a callable that takes a `ReceivedCall` and returns one of
                these.
            times: The number of requests to answer, before any response set for all requests. None
                for all requests from now on, which replaces an earlier response for all.

        Raises:
            TypeError: The response is not valid JSON.
            ValueError: The operation is not in the contract, or the response can't be sent.
        """
        check_operation(operation)
        if not callable(answer) and not isinstance(answer, BaseException):
            to_answer(load(operation), answer)
        self._world.answers.add(answer, times, operation)

    def add_recording(
        self, conversation_id: str, content: bytes | None = None, *, lifetime: float = LIFETIME
    ) -> None:
        """Add a downloadable recording to a conversation, in process and over HTTP.

        From then on, every response has a fresh URL in `recording_details`. The URL has another
        host. In process, `transport` also serves this host; `serve()` uses a separate port. The
        host supports ranges. It returns 403 once the URL has expired, and 400 if a request has an
        `Authorization` header; see `recording_requests`.

        Args:
            conversation_id: The id of a conversation in the fake.
            content: The recording. Defaults to a second of silence, as a WAV file.
            lifetime: Seconds until a URL expires, by the fake's clock.

        Raises:
            LookupError: The conversation doesn't exist.
        """
        if self._world.records.get(CONVERSATION, conversation_id) is None:
            raise LookupError("the conversation doesn't exist: add() it first")
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
        """Script an agent. This replaces its earlier script.

        Arguments that you leave out have friendly defaults. The script applies to messages and
        calls from now on.

        Args:
            agent_id: The id of the agent or agent version. None for all that have no script of
                their own.
            name: The agent's name.
            greeting: The first message of a text chat.
            replies: Replies in order, per conversation; the last one repeats. Or a callable that
                takes the message and the transcript's items so far. A reply is a string or an
                `AgentReply`.
            call: The steps of a phone call: seconds to wait, and the status that follows, such as
                `[(2, "ringing"), (30, "unanswered")]`; or `ANSWERED`, `UNANSWERED`, `FAILED`. Once
                `in_progress`, the transcript grows with time.
            turns: The turns of an answered call: pairs of role and text, or a `Tool`.
            summary: The summary of calls and of ended chats.
            recording: The content of calls' recordings; see `add_recording()`.

        Raises:
            ValueError: `replies` is empty, or a step's seconds are negative.
        """
        if replies is not None and not callable(replies) and not replies:
            raise ValueError("an agent needs at least one reply")
        if not all(seconds >= 0 for seconds, _ in call or ()):
            raise ValueError("the seconds before a status must be at least 0")
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
        """Advance the clock. Calls progress, and recording URLs expire.

        Args:
            seconds: Seconds to advance, at least 0.

        Raises:
            ValueError: `seconds` is negative.
        """
        self.clock.advance(seconds)

    def token(self, role: Role | str | Iterable[str] | None = "read_sensitive") -> str:
        """Return a new organization key (`ak_…`) that this fake accepts.

        Args:
            role: `read` (no sensitive fields), `read_sensitive`, `manage` (create, message and end
                conversations, and read like `read`) or `none` (every response is 403); a scope,
                such as `agents:read`; or several of these.

        Raises:
            ValueError: The role is unknown.
        """
        return self._world.access.admit(f"ak_fake.{secrets.token_hex(16)}", role)

    def personal_token(self, role: Role | str | Iterable[str] | None = "read_sensitive") -> str:
        """Return a new personal access token (`pat_…`) that this fake accepts.

        Every call must name the organization: pass `organization_id=fake.organization_id` to the
        client.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: The role is unknown.
        """
        return self._world.access.admit(f"pat_{secrets.token_hex(16)}", role)

    def as_role(self, role: Role | str | Iterable[str] | None) -> Self:
        """Return a view of this fake in which every credential has a role.

        The view accepts every well-formed credential (`ak_…`, `pat_…`) for any organization. So you
        can test an app's handling of withheld fields with its own token.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: The role is unknown.
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
        """Make the next requests fail with an error.

        Args:
            status: The HTTP status, from 400 to 599.
            detail: The response's `detail`. Defaults to the status's reason phrase.
            retry_after: Seconds for the `Retry-After` header; None for no header.
            times: The number of requests; None for all from now on.
            operation: The operationId of requests to fail, such as `getMyScopes`; None for any
                request.

        Raises:
            ValueError: The status is not an error status, or the operation is not in the contract.
        """
        if status not in range(400, 600):
            raise ValueError("status must be an error status, from 400 to 599")
        if operation is not None:
            check_operation(operation)
        headers = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
        self._world.failures.add((status, detail, headers), times, operation)

    @property
    def transport(self) -> httpx.MockTransport:
        """The in-process transport: pass it as `transport=` to either client."""
        from anyreach._transport.transports.httpx_transports import handler_transport  # noqa: PLC0415  loads httpx

        return handler_transport(self._respond_in_process)

    @contextmanager
    def serve(self) -> Generator[str]:
        """Serve this fake over HTTP on a free port of 127.0.0.1 inside a `with` block.

        Recordings are served on a separate port. Every connection is closed at the end of the
        block.

        Yields:
            The base URL.

        Raises:
            UnansweredError: The fake had no response for a request; raised at the end of the block.
                If the block itself raises, its exception gets a note instead.
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
