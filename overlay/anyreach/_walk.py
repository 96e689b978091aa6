"""The walk through the pages of a list, without I/O: nothing missed, nothing twice, or an error.

The API lists newest first, and goes on from a cursor: the Base64 of a `created_at`. Whether a page
then begins at that time or just below it is not documented, nor what becomes of conversations that
share a `created_at`, nor whether a `limit` is honoured. The walk is right in any of these cases:

- It goes on from the last time that is *newer* than the page's last one. Then all that share the
  last time come again, whether the API compares by `<` or by `<=`, and those that have come already
  are dropped. When answers turn out to begin at their cursor, the last time itself will do, as long
  as the answer holds the last conversation again. The price is one conversation a page.
- A page shorter than `limit` is the last, the documentation says; it may also be all that the API
  gives at once. It counts as the last when a longer one has come, so that the API can give more.
  Otherwise the next page is asked for, and tells: one call more for a list of one page.
- When a page is full of one `created_at`, more are asked for at once. When no more come, it may be
  the end, or all that the API gives: asked for one more than ever, without filters, it tells. If it
  gives no more then, nothing can be promised, and the walk says so.

Two things cannot be seen from outside and are believed: that a list of nothing but one
`created_at`, shorter than `limit`, is complete, as documented, when there is nothing older; and
that the API gives two conversations when asked for two.

Source: the contract's `listConversations`; docs: api-reference/conversations/list-conversations.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from anyreach._call import Operation
from anyreach._errors import BadRequestError, IncompleteListError, UnprocessableEntityError
from anyreach._filters import Filters, Wanted
from anyreach._narrow import is_mapping
from anyreach._script import Ask
from anyreach_api.api.conversations import list_conversations

if TYPE_CHECKING:
    from anyreach.models import Conversation

# The generated package's seam: private to it, and held by tests on its output.
_GET_KWARGS: Final = list_conversations._get_kwargs  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
_PARSE: Final = list_conversations._parse_success  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


class _Rows(list["Conversation"]):
    """The conversations of an answer, and the text of each `created_at` as it arrived."""

    texts: list[str | None]


class _Listing:
    """`listConversations`, keeping the texts that cursors are made of."""

    OPERATION_ID: Final = list_conversations.OPERATION_ID
    EXTENSIONS: Final[Mapping[str, Any]] = list_conversations.EXTENSIONS
    _get_kwargs = staticmethod(_GET_KWARGS)

    @staticmethod
    def _parse_success(status_code: int, data: Any) -> _Rows:
        rows = _Rows(cast("list[Conversation]", _PARSE(status_code, data)))
        rows.texts = [item.get("created_at") for item in data if is_mapping(item)]
        return rows


_TICK: Final = timedelta(microseconds=1)  # as fine as a datetime is
_LISTING: Final = cast("Operation[..., _Rows]", _Listing())


class _Place(NamedTuple):
    """A place in the list: a `created_at`, and its text as it arrived."""

    at: datetime
    text: str

    def cursor(self) -> str:
        """Return the cursor that goes on from here.

        A date-time's characters are ASCII without `>`, `?` and `~`, so that its Base64 has neither
        `+` nor `/`: the standard and the URL-safe alphabet (RFC 4648) give the same text.
        """
        return base64.b64encode(self.text.encode()).decode()


class _Row(NamedTuple):
    """A conversation in its place."""

    place: _Place
    conversation: Conversation

    @property
    def id(self) -> str:
        """The conversation's id; no answer passes without."""
        return str(self.conversation.id)


class _Edge(NamedTuple):
    """How far the walk has come: all that is newer than `place` has come, and some that is there.

    Attributes:
        place: Where the last page ended.
        last: The id of its last conversation.
        ids: The ids that have come of that very time.
        newer: The last place that is newer; None when there was none.
    """

    place: _Place
    last: str
    ids: frozenset[str]
    newer: _Place | None

    @classmethod
    def after(cls, rows: Sequence[_Row], before: _Edge | None) -> _Edge:
        """Return the edge after an answer that came on top of those before."""
        place = rows[-1].place
        ids = frozenset(row.id for row in rows if row.place.at == place.at)
        newer = next((row.place for row in reversed(rows) if row.place.at > place.at), None)
        if before is not None and before.place.at == place.at:
            ids |= before.ids
            newer = newer or before.newer
        elif before is not None:
            newer = newer or before.place
        return cls(place, rows[-1].id, ids, newer)

    def beyond(self, rows: Sequence[_Row]) -> list[_Row]:
        """Return what has not come yet, of an answer."""
        at = self.place.at
        return [
            row
            for row in rows
            if row.place.at < at or (row.place.at == at and row.id not in self.ids)
        ]


_Asking: TypeAlias = Generator[Ask, Any, list["Conversation"]]


class Walk:
    """One walk through a list, page by page.

    It holds the ids of one `created_at`, not those of all that has come.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._filters = wanted.filters
        self._require = wanted.require
        self._left = wanted.max_items
        self._limit = min(wanted.limit, wanted.max_items or wanted.limit)
        self._first: _Rows | None = None  # the first answer, until the walk goes on from it
        self._edge: _Edge | None = None
        self._over = False
        self._most = 0  # how many the API has given at once, at most
        self._short = False  # whether the last answer was shorter than asked for
        self._capped = False  # whether more came after such an answer
        self._inclusive = False  # whether the last answer began at its cursor
        self._joined = False  # whether it held the last conversation before it

    def page(self) -> _Asking:
        """Return the conversations of the next page; at the end there are none.

        Raises:
            IncompleteListError: Nothing can promise that none is missing from here on.
            RedactedError: A required field is withheld.
        """
        page: list[Conversation] = []
        if not self._over:
            page = yield from (self._go_on() if self._most else self._begin())
        if self._left is not None:
            del page[self._left :]
            self._left -= len(page)
            self._over = self._over or self._left == 0
        for conversation in page:
            for name in self._require:
                conversation.reveal(name)
        return page

    def _begin(self) -> _Asking:
        rows: _Rows = yield _ask(self._filters, self._limit, None)
        self._most = len(rows)
        self._short = len(rows) < self._limit
        self._over = not rows or (self._short and None in rows.texts)
        self._first = rows
        return list({row.id: row for row in rows}.values())

    def _go_on(self) -> _Asking:
        if self._first is not None:
            self._edge, self._first = _Edge.after(_placed(self._first, None), None), None
        edge = cast("_Edge", self._edge)
        for place, room in self._ways(edge):
            answer = yield from self._more(self._filters, room, place)
            rows = _placed(answer, place)
            new = edge.beyond(rows)
            self._joined = any(row.id == edge.last for row in rows)
            self._inclusive = bool(rows) and place is not None and rows[0].place.at == place.at
            if place is edge.place and not self._joined:
                self._inclusive = False
                continue
            self._capped = self._capped or (self._short and bool(new))
            self._short = len(answer) < room
            self._over = self._short and len(answer) < self._most
            self._most = max(self._most, len(answer))
            if new:
                self._edge = _Edge.after(rows, edge)
            if new or self._over:
                return [row.conversation for row in new]
        yield from self._settle(edge)
        return []

    def _ways(self, edge: _Edge) -> Iterator[tuple[_Place | None, int]]:
        """Yield where to go on from, and how many to ask for, while nothing new comes."""
        if self._short and edge.newer is None:
            return
        known = len(edge.ids)
        room = self._limit if known < self._limit else self._limit + known
        tried = False
        while True:
            if self._inclusive and not tried:
                tried = True
                yield edge.place, room
                if self._joined:
                    return
            yield edge.newer, room
            if tried or not self._inclusive:
                if self._short:
                    return
                room *= 2

    def _settle(self, edge: _Edge) -> Generator[Ask, Any, None]:
        """Find out whether an answer without anything new was the end, or all that the API gives.

        Raises:
            IncompleteListError: It can be either.
        """
        at = edge.place.at
        as_documented = self._short and not self._capped and len(edge.ids) < self._limit
        if edge.newer is None and (as_documented or self._most == 1):
            before = at - _TICK if at > datetime.min.replace(tzinfo=at.tzinfo) else at
            filters = Filters(self._filters.read() | {"created_before": before})
            rows = _placed((yield from self._more(filters, self._limit, edge.place)), edge.place)
            more = bool(edge.beyond(rows))
        else:
            answer = yield from self._more(Filters({}), self._most + 1, None)
            more = len(answer) <= self._most
        if more:
            raise _incomplete(_TOO_MANY)
        self._over = True

    def _more(
        self, filters: Filters, room: int, place: _Place | None
    ) -> Generator[Ask, Any, _Rows]:
        """Ask for conversations, for more at once than the caller did if need be."""
        try:
            rows: _Rows = yield _ask(filters, room, place)
        except (BadRequestError, UnprocessableEntityError):
            if room <= self._limit:
                raise
        else:
            return rows
        raise _incomplete(_TOO_MANY)


def _ask(filters: Filters, limit: int, place: _Place | None) -> Ask:
    cursor = {} if place is None else {"cursor": place.cursor()}
    return Ask(_LISTING, None, **filters.read(), **cursor, limit=limit)


def _placed(answer: _Rows, cursor: _Place | None) -> list[_Row]:
    """Return the conversations of an answer, each once, in their places.

    Raises:
        IncompleteListError: They have none, or one that does not follow from what was asked for.
    """
    rows: dict[str, _Row] = {}
    before = cursor
    for conversation, text in zip(answer, answer.texts, strict=True):
        at = conversation.created_at
        if text is None or not isinstance(at, datetime):
            raise _incomplete(_NO_TIME)
        place = _Place(at if at.tzinfo is not None else at.replace(tzinfo=UTC), text)
        if before is not None and place.at > before.at:
            raise _incomplete(_NOT_FOLLOWED if before is cursor else _NOT_SORTED)
        before = place
        row = _Row(place, conversation)
        rows.setdefault(row.id, row)
    return list(rows.values())


_TOO_MANY: Final = (
    "more conversations seem to share one created_at than the API gives at once; "
    "narrow the list by another filter, or ask for more at once by limit="
)
_NO_TIME: Final = "the API gave a conversation without created_at"
_NOT_SORTED: Final = "the API gave conversations that are not newest first"
_NOT_FOLLOWED: Final = "the API gave conversations that are newer than the cursor"


def _incomplete(why: str) -> IncompleteListError:
    return IncompleteListError(
        f"from here on, conversations could be missing: {why}", operation=_LISTING.OPERATION_ID
    )
