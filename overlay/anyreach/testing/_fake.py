"""The face of the fake: what a test puts in, turns, asks for and sees."""

from __future__ import annotations

import copy
import gzip
import inspect
import json
import re
import secrets
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

from anyreach import UNSET, models
from anyreach.testing import _records, _server
from anyreach.testing._access import Role, scopes_of
from anyreach.testing._agents import Agent, AgentReply, Replies, Steps, Turns
from anyreach.testing._answer import Answer, ReceivedRequest, Request, error, to_json
from anyreach.testing._clock import Clock
from anyreach.testing._filters import Cursor, Paging
from anyreach.testing._recordings import LIFETIME
from anyreach.testing._routes import ROUTES, find
from anyreach.testing._world import World

if TYPE_CHECKING:
    import httpx

_GZIP: Final = re.compile(r"(^|[\s,])gzip\s*($|,|;\s*q=(1|0\.0*[1-9]))", re.IGNORECASE)
_FIELDS: Final = frozenset(inspect.signature(models.Conversation).parameters)
_OPERATIONS: Final = sorted(route.operation for route in ROUTES)


class FakeAnyReach:
    """An AnyReach of your own, for tests and demos, with one organization in it.

    It answers what the documentation says: a token with `read_sensitive` sees everything, the
    answers to a `read` token lack the keys of the sensitive fields. Which ones those are comes from
    the contract. Reach it in process through `transport`, or over HTTP through `serve()`.

    Where the documentation is silent, the fake chose. A personal access token that names another
    organization gets 403, since it has no scopes there; a conversation of another organization is
    404, like one that does not exist; an organization header beside an organization key is ignored.
    What it cannot read in a query or a body is 422 with a list of objects as its detail, as FastAPI
    has it; a body that contradicts itself is 422 with a text. A token that may not see sensitive
    fields may not search for them either: 403. A `limit` above `max_page_size` is lowered without
    a word. The token that an answer for `webrtc` brings is under a key of the fake's own.

    It may be used from any number of threads.

    Args:
        conversations: What it holds from the start; see `put()`.
        organization_id: The organization that its tokens are for.
        now: Where its clock starts: an aware datetime.
        tick: Seconds that pass after every answer that shows a call still going on; see `Clock`.
        page_size: How many conversations a list has without `limit`.
        max_page_size: How many it has at most, whatever its `limit`.
        cursor: What a cursor means: `before` it alone, so that of conversations created in the
            same instant the next page can miss some, or `until` it, so that the next page begins
            with some that the last one had. An app has to survive both. The default is the one
            with which paging as documented comes to an end.

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
        conversations: Iterable[Mapping[str, Any] | models.Conversation] = (),
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
        return f"<FakeAnyReach of {len(self._world.store)} conversations{role}>"

    def add(self, **fields: Any) -> dict[str, Any]:
        """Add a conversation, and return it as the API would send it to a token that sees all.

        It is created now, and the clock goes on by ten minutes, so that later ones are later.

        Args:
            **fields: Fields of the contract's `Conversation`. Those not given are those of a
                completed telephone call, with a transcript and a recording, and an id of its own;
                one given as `UNSET` is left out.

        Raises:
            TypeError: The contract has no such field (`put()` takes any), or a value is no JSON.
        """
        unknown = sorted(fields.keys() - _FIELDS)
        if unknown:
            raise TypeError(f"a conversation has no field {unknown[0]!r}; put() takes any key")
        number = self._world.store.new_number()
        started = self.clock.advance(_records.BETWEEN.total_seconds())
        record = _records.telephone_call(number, self.organization_id, started) | fields
        return self.put({name: value for name, value in record.items() if value is not UNSET})

    def put(self, record: Mapping[str, Any] | models.Conversation) -> dict[str, Any]:
        """Hold a conversation exactly as it is, in place of one with the same id; return a copy.

        Use it to see that an app survives what the API may send tomorrow: unknown keys, unknown
        enum values, null, values of another type. A call that was going on stays as it is put.

        Args:
            record: A JSON object with an `id`, or a conversation that a client fetched. Without an
                `organization_id`, or with null, it belongs to this fake's organization.

        Raises:
            TypeError: The record has no id, or is not an object that JSON can hold.
            ValueError: A number or a text in it cannot be sent (RFC 8259).
        """
        fields = record if isinstance(record, Mapping) else record.to_dict()
        if not isinstance(fields.get("id"), str):
            raise TypeError("a conversation needs an id, a string, to be asked for by")
        sent = to_json(dict(fields))
        self._world.calls.replace(json.loads(sent))
        kept: dict[str, Any] = json.loads(sent)
        return kept

    def add_recording(
        self, conversation_id: str, content: bytes | None = None, *, lifetime: float = LIFETIME
    ) -> None:
        """Give a conversation a recording that can be downloaded while `serve()` is on.

        From then on every answer has a fresh URL of it in `recording_details`. It leads to a server
        of its own beside the one of `serve()`, which answers ranges, and 403 once the URL has
        expired. A request that carries an `Authorization` header is refused with 400; see
        `recording_requests`. In process there is no such server, and the URL leads nowhere.

        Args:
            conversation_id: Of a conversation that the fake holds.
            content: The recording; None: a second of silence, as a WAV file.
            lifetime: Seconds, by the fake's clock, after which a URL expires.

        Raises:
            LookupError: There is no such conversation.
        """
        if self._world.store.get(conversation_id) is None:
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

    def token(self, role: Role | Iterable[Role] | None = "read_sensitive") -> str:
        """Return a new organization key (`ak_…`) that this fake accepts.

        Args:
            role: What it may do: `read` (sensitive fields are left out), `read_sensitive`, `manage`
                (creates, messages and ends, and reads like `read`), several of them, or `none` (the
                answer is 403).

        Raises:
            ValueError: There is no such role.
        """
        return self._world.access.admit(f"ak_fake.{secrets.token_hex(16)}", role)

    def personal_token(self, role: Role | Iterable[Role] | None = "read_sensitive") -> str:
        """Return a new personal access token (`pat_…`) that this fake accepts.

        Every call with it has to name the organization: pass
        `organization_id=fake.organization_id` to the client.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: There is no such role.
        """
        return self._world.access.admit(f"pat_{secrets.token_hex(16)}", role)

    def as_role(self, role: Role | Iterable[Role] | None) -> Self:
        """Return this very fake as a credential of that role sees it.

        There, every well-formed credential (`ak_…`, `pat_…`) is accepted, for any organization, and
        acts in that role: an app proves that it survives redaction with the token that it has.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: There is no such role.
        """
        view = copy.copy(self)
        view._acting = scopes_of(role)  # noqa: SLF001  of this very class
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
        if operation is not None and operation not in _OPERATIONS:
            raise ValueError(f"no operation {operation!r}: use {', '.join(_OPERATIONS)}")
        headers = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
        self._world.failures.add(error(status, detail, headers), times, operation)

    @property
    def transport(self) -> httpx.MockTransport:
        """This fake in process: pass it as `transport=` to either client."""
        from anyreach._httpx import handler_transport  # noqa: PLC0415  loads httpx

        return handler_transport(self._respond)

    @contextmanager
    def serve(self) -> Generator[str]:
        """Serve this fake over HTTP on a free port of 127.0.0.1, while the `with` block lasts.

        The block is given the base URL. Recordings are served beside it, on a port of their own.
        When the block ends, every connection is closed.
        """
        with (
            _server.serve(self._world.recordings.respond) as recordings,
            _server.serve(partial(self._respond, recordings=recordings)) as url,
        ):
            yield url

    def _respond(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        recordings: str | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        path, _, query = target.partition("?")
        self.requests.append(ReceivedRequest(method, path, frozenset(headers)))
        answer = self._answer(Request(method, path, query, headers, body, recordings))
        content = to_json(answer.document)
        sent = {"content-type": "application/json", **answer.headers}
        if _GZIP.search(headers.get("accept-encoding", "")):
            content = gzip.compress(content, compresslevel=1, mtime=0)
            sent["content-encoding"] = "gzip"
        sent["content-length"] = str(len(content))
        return answer.status, sent, content

    def _answer(self, request: Request) -> Answer:
        world = self._world
        found = find(request.method, request.path)
        operation = None if isinstance(found, Answer) else found[0].operation
        failure = world.failures.take(operation)
        if failure is not None:
            return failure
        if isinstance(found, Answer):
            return found
        route, parameters = found
        scopes = world.access.authenticate(request.headers, self._acting)
        if isinstance(scopes, Answer):
            return scopes
        if route.scopes and not route.scopes & scopes:
            return error(403, "The token's role doesn't grant access to this action.")
        world.calls.go_on(world.clock.now)
        return route.answer(world, scopes, request, *parameters)
