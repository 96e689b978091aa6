"""The fake: conversations, credentials, and the answers that the documentation promises."""

from __future__ import annotations

import copy
import gzip
import inspect
import itertools
import json
import re
import secrets
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from http.client import responses
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self, TypeAlias, get_args
from urllib.parse import unquote

from anyreach import UNSET, models, sensitive_fields
from anyreach.testing import _records, _server
from anyreach_api.api.conversations import get_conversation

if TYPE_CHECKING:
    import httpx

Role: TypeAlias = Literal["manage", "none", "read", "read_sensitive"]

_ROLES: Final = frozenset[str](get_args(Role))
_CREDENTIAL: Final = re.compile(r"(ak|pat)_[\x21-\x7e]+")
_GZIP: Final = re.compile(r"(^|[\s,])gzip\s*($|,|;\s*q=(1|0\.0*[1-9]))", re.IGNORECASE)

# What the contract says, taken from what was generated from it.
_MARK: Final = "WANTED"
_OPERATION: Final = get_conversation._get_kwargs(_MARK)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  the generated seam
_METHOD: Final[str] = _OPERATION["method"].upper()
_PATH: Final = re.compile(re.escape(_OPERATION["url"]).replace(_MARK, "([^/]+)"))
_SENSITIVE: Final = sensitive_fields(models.Conversation)
_FIELDS: Final = frozenset(inspect.signature(models.Conversation).parameters)


class ReceivedRequest(NamedTuple):
    """A request that the fake received.

    Attributes:
        method: The HTTP method, such as `GET`.
        path: The path as it was sent, percent-encoded, without a query.
        headers: The names of its headers, in lower case; never their values.
    """

    method: str
    path: str
    headers: frozenset[str]


class _Answer(NamedTuple):
    status: int
    document: Any
    headers: Mapping[str, str] = {}


class FakeAnyReach:
    """An AnyReach of your own, for tests and demos, with one organization in it.

    It answers what the documentation says: a token with `read_sensitive` sees everything, the
    answers to a `read` token lack the keys of the sensitive fields. Which ones those are comes from
    the contract. Reach it in process through `transport`, or over HTTP through `serve()`.

    Where the documentation is silent, the fake chose: a personal access token that names another
    organization gets 403, since it has no scopes there; a conversation of another organization is
    404, like one that does not exist; an organization header beside an organization key is ignored.

    It may be used from any number of threads.

    Args:
        conversations: What it holds from the start; see `put()`.
        organization_id: The organization that its tokens are for.

    Attributes:
        organization_id: As given.
        requests: Every request received so far, oldest first. Clear it as you like.
    """

    def __init__(
        self,
        conversations: Iterable[Mapping[str, Any] | models.Conversation] = (),
        *,
        organization_id: str = "org_1",
    ) -> None:
        self.organization_id = organization_id
        self.requests: list[ReceivedRequest] = []
        self._records: dict[str, dict[str, Any]] = {}
        self._scopes: dict[str, frozenset[str]] = {}
        self._acting: frozenset[str] | None = None
        self._failures: deque[_Answer] = deque()
        self._numbers = itertools.count(1)
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
        return f"<FakeAnyReach of {len(self._records)} conversations{role}>"

    def add(self, **fields: Any) -> dict[str, Any]:
        """Add a conversation, and return it as the API would send it to a token that sees all.

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
        number = next(n for n in self._numbers if f"conv_{n}" not in self._records)
        record = _records.telephone_call(number, self.organization_id) | fields
        return self.put({name: value for name, value in record.items() if value is not UNSET})

    def put(self, record: Mapping[str, Any] | models.Conversation) -> dict[str, Any]:
        """Hold a conversation exactly as it is, in place of one with the same id; return a copy.

        Use it to see that an app survives what the API may send tomorrow: unknown keys, unknown
        enum values, null, values of another type.

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
        sent = _to_json(dict(fields))
        self._records[fields["id"]] = json.loads(sent)
        kept: dict[str, Any] = json.loads(sent)
        return kept

    def token(self, role: Role | Iterable[Role] | None = "read_sensitive") -> str:
        """Return a new organization key (`ak_…`) that this fake accepts.

        Args:
            role: What it may do: `read` (sensitive fields are left out), `read_sensitive`, `manage`
                (reads like `read`), several of them, or `none` (the answer is 403).

        Raises:
            ValueError: There is no such role.
        """
        return self._mint(f"ak_fake.{secrets.token_hex(16)}", role)

    def personal_token(self, role: Role | Iterable[Role] | None = "read_sensitive") -> str:
        """Return a new personal access token (`pat_…`) that this fake accepts.

        Every call with it has to name the organization: pass
        `organization_id=fake.organization_id` to the client.

        Args:
            role: As for `token()`.

        Raises:
            ValueError: There is no such role.
        """
        return self._mint(f"pat_{secrets.token_hex(16)}", role)

    def _mint(self, token: str, role: Role | Iterable[Role] | None) -> str:
        self._scopes[token] = _scopes(role)
        return token

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
        view._acting = _scopes(role)  # noqa: SLF001  of this very class
        return view

    def fail_next(
        self,
        status: int,
        *,
        detail: str | list[Any] | None = None,
        retry_after: float | None = None,
        times: int = 1,
    ) -> None:
        """Answer the next requests with an error, whatever they ask for.

        Args:
            status: The HTTP status, from 400 to 599.
            detail: The `detail` of the answer; None: what the status is called.
            retry_after: Seconds for the `Retry-After` header; None: no such header.
            times: How many requests.

        Raises:
            ValueError: The status is no error's.
        """
        if status not in range(400, 600):
            raise ValueError("status must be that of an error, from 400 to 599")
        headers = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
        self._failures.extend([_error(status, detail, headers)] * times)

    @property
    def transport(self) -> httpx.MockTransport:
        """This fake in process: pass it as `transport=` to either client."""
        from anyreach._http import handler_transport  # noqa: PLC0415  loads httpx

        return handler_transport(self._respond)

    def serve(self) -> AbstractContextManager[str]:
        """Serve this fake over HTTP on a free port of 127.0.0.1, while the `with` block lasts.

        The block is given the base URL. When it ends, every connection is closed.
        """
        return _server.serve(self._respond)

    def _respond(
        self, method: str, target: str, headers: Mapping[str, str], _body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        path = target.partition("?")[0]
        self.requests.append(ReceivedRequest(method, path, frozenset(headers)))
        answer = self._next_failure() or self._answer(method, path, headers)
        body = _to_json(answer.document)
        sent = {"content-type": "application/json", **answer.headers}
        if _GZIP.search(headers.get("accept-encoding", "")):
            body = gzip.compress(body, compresslevel=1, mtime=0)
            sent["content-encoding"] = "gzip"
        sent["content-length"] = str(len(body))
        return answer.status, sent, body

    def _next_failure(self) -> _Answer | None:
        try:
            return self._failures.popleft()
        except IndexError:
            return None

    def _answer(self, method: str, path: str, headers: Mapping[str, str]) -> _Answer:
        found = _PATH.fullmatch(path)
        if found is None:
            return _error(404)
        if method != _METHOD:
            return _error(405, headers={"allow": _METHOD})
        scopes = self._authenticate(headers)
        if isinstance(scopes, _Answer):
            return scopes
        if not scopes:
            return _error(403, "The token's role doesn't grant access to this action.")
        return self._get_conversation(unquote(found[1]), scopes)

    def _authenticate(self, headers: Mapping[str, str]) -> frozenset[str] | _Answer:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        scopes = self._scopes.get(token)
        if self._acting is not None and _CREDENTIAL.fullmatch(token):
            scopes = self._acting
        if scheme.lower() != "bearer" or scopes is None:
            return _error(401, "Missing or invalid token.")
        if token.startswith("pat_"):
            organization = headers.get("x-anyreach-org")
            if not organization:
                return _error(401, "Token is missing organization claim.")  # docs: authentication
            if self._acting is None and organization != self.organization_id:
                return frozenset()
        return scopes

    def _get_conversation(self, conversation_id: str, scopes: frozenset[str]) -> _Answer:
        record = self._records.get(conversation_id)
        mine = (None, self.organization_id)
        if record is None or record.get("organization_id") not in mine:
            return _error(404, "Conversation not found")  # the contract's example
        if "read_sensitive" not in scopes:
            record = {key: value for key, value in record.items() if key not in _SENSITIVE}
        return _Answer(200, record)


def _scopes(role: Role | Iterable[Role] | None) -> frozenset[str]:
    roles = frozenset({role} if isinstance(role, str) else role or ())
    for unknown in roles - _ROLES:
        raise ValueError(f"no role {unknown!r}: use {', '.join(sorted(_ROLES))}")
    return roles - {"none"}


def _error(
    status: int, detail: str | list[Any] | None = None, headers: Mapping[str, str] | None = None
) -> _Answer:
    if detail is None:
        detail = responses.get(status, "Error")
    return _Answer(status, {"detail": detail}, headers or {})


def _to_json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
