"""The fake before a contract with robots, contacts and more, which nobody wrote answers for.

`test_contract.py` merges `tests/contracts/robots.json` into the contract, generates it, and runs
these tests with that package in the place of ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from anyreach import (
    AnyReach,
    APIConnectionError,
    AsyncAnyReach,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RedactedError,
)
from anyreach import models as overlay_models
from anyreach.testing import FakeAnyReach, ReceivedCall, Role, UnansweredError
from tests.overlay.testing.asking import ask

models: Any = overlay_models  # type checkers read our package, which has no robots
Do = Callable[[Any], Any]
SEEING: tuple[Role, ...] = ("manage", "read_sensitive")
ROBOT = {"id": "robot_1", "name": "Ada", "status": "live"}
START = "2026-01-15T09:30:00+00:00"


@contextmanager
def connected(fake: FakeAnyReach, role: Any = SEEING) -> Generator[Any]:
    """Give a client of the fake."""
    with AnyReach(fake.token(role), transport=fake.transport, max_retries=0) as client:
        yield client


def call(fake: FakeAnyReach, do: Do, role: Any = SEEING) -> Any:
    """Do something with a client of the fake, and return what came of it."""
    with connected(fake, role) as client:
        return do(client)


def raw(fake: FakeAnyReach, method: str, path: str, **options: Any) -> Any:
    """Return the status and the JSON of one plain request."""
    answer = ask(fake, method, path, **options)
    return answer.status_code, answer.json() if answer.content else None


# Records


def test_records_are_got() -> None:
    """A record that was added is found by its id, decoded, sync and async."""
    fake = FakeAnyReach()
    added = fake.add("Robot", ROBOT, rank=7)
    assert added == ROBOT | {"rank": 7, "created_at": START, "updated_at": START}
    robot = call(fake, lambda client: client.robots.get("robot_1"))
    assert isinstance(robot, models.Robot)
    assert (robot.name, robot.status, robot.rank) == ("Ada", models.RobotStatus.LIVE, 7)

    async def same() -> Any:
        async with AsyncAnyReach(fake.token(SEEING), transport=fake.transport) as client:
            return await client.robots.get("robot_1")  # type: ignore[attr-defined]

    assert asyncio.run(same()) == robot


def test_models_are_records() -> None:
    """Models, enums, dates and UUIDs can be added as well as their JSON."""
    fake = FakeAnyReach()
    owner, born = UUID(int=5), date(2026, 1, 2)
    made = models.Robot(id="a", name="Ada", status=models.RobotStatus.DRAFT, born_on=born)
    assert fake.add("Robot", made, owner=owner)["owner"] == str(owner)
    fake.put(made)
    assert raw(fake, "GET", "/core/robots/a") == (200, made.to_dict())
    fake.put({"id": "b", "mood": []}, schema="robot")
    assert raw(fake, "GET", "/core/robots/b") == (200, {"id": "b", "mood": []})


@pytest.mark.parametrize(
    ("schema", "fields", "error", "text"),
    [
        ("Robto", {}, ValueError, "no record 'Robto': use Robot"),
        ("RobotStatus", {}, ValueError, "no record 'RobotStatus'"),
        ("Robot", {"nome": "Ada"}, TypeError, "no field 'nome'"),
        ("Robot", {"name": "Ada"}, ValueError, "status: is required but missing"),
        ("Robot", ROBOT | {"rank": "high"}, ValueError, "rank: expected"),
        ("Robot", ROBOT | {"name": {1, 2}}, ValueError, "name: expected"),
        ("Contact", {"phone": "1", "id": "one"}, ValueError, "id: expected"),
    ],
)
def test_add_is_strict(schema: str, fields: Any, error: type[Exception], text: str) -> None:
    """A record that is not what the contract says is refused, and not kept."""
    fake = FakeAnyReach()
    with pytest.raises(error, match=text):
        fake.add(schema, fields)
    assert repr(fake) == "<FakeAnyReach of 0 conversations>"


def test_ids_and_times_are_of_the_contracts_types() -> None:
    """A record gets an id and times as the contract types them, and no field that it lacks."""
    fake = FakeAnyReach()
    contact = fake.add("Contact", phone="1")
    assert contact == {"id": 1, "phone": "1"}  # its created_at is a boolean, and is left out
    version = fake.add("RobotVersion", robot_id="a")
    assert UUID(version["id"])
    assert version["createdAt"] == int(datetime(2026, 1, 15, 9, 40, tzinfo=UTC).timestamp())
    assert fake.add("Robot", name="Ada", status="live")["id"] == "robot_1"
    assert fake.add("Robot", name="Bob", status="live")["id"] == "robot_2"
    assert call(fake, lambda client: client.contacts.get(1)).phone == "1"
    assert repr(fake) == "<FakeAnyReach of 0 conversations, 1 Contact, 1 RobotVersion, 2 Robot>"


def test_records_are_created() -> None:
    """POST makes a record of what was sent, and no more than the record's schema has."""
    fake = FakeAnyReach(tick=0)
    fake.advance(60)
    sent = {"name": "Ada", "status": "draft", "instructions": None, "draft_of": "x"}
    made = call(fake, lambda client: client.robots.create(**sent, api_key="s3cret"))
    assert made.id == "robot_1"
    assert made.instructions is None
    assert made.created_at == fake.clock.now
    status, record = raw(fake, "GET", "/core/robots/robot_1")
    assert status == 200
    assert record.keys() == {"id", "name", "status", "instructions", "apiKey", *TIMES}
    more = {"new": 1, "tags": ["a"], "anything": [1], "temperature": 1, "voice": {"name": "Eve"}}
    status, record = raw(fake, "POST", "/core/robots", json=sent | more)
    assert (status, record["tags"], record["temperature"]) == (201, ["a"], 1)
    assert record.keys().isdisjoint({"new", "anything", "draft_of"})
    assert [one.id for one in call(fake, lambda client: list(client.robots.list()))] == [
        "robot_1",
        "robot_2",
    ]


TIMES = ("created_at", "updated_at")


@pytest.mark.parametrize(
    ("sent", "loc"),
    [
        ({}, ["body", "name"]),
        ({"name": None}, ["body", "name"]),
        ({"name": 7}, ["body", "name"]),
        ({"name": "Ada", "status": "odd"}, ["body", "status"]),
        ({"name": "Ada", "rank": True}, ["body", "rank"]),
        ({"name": "Ada", "rank": 1.5}, ["body", "rank"]),
        ({"name": "Ada", "temperature": "hot"}, ["body", "temperature"]),
        ({"name": "Ada", "is_active": 1}, ["body", "is_active"]),
        ({"name": "Ada", "tags": "new"}, ["body", "tags"]),
        ({"name": "Ada", "tags": ["new", 7]}, ["body", "tags", 1]),
        ({"name": "Ada", "voice": {"name": 7}}, ["body", "voice", "name"]),
        ({"name": "Ada", "owner": "me"}, ["body", "owner"]),
        ({"name": "Ada", "owner": 7}, ["body", "owner"]),
        ({"name": "Ada", "born_on": "2026-13-01"}, ["body", "born_on"]),
        ({"name": "Ada", "extra": []}, ["body", "extra"]),
        ({"name": "Ada", "extra": None}, ["body", "extra"]),
        ({"name": "Ada", "kind": "bot"}, ["body", "kind"]),
        ([], ["body"]),
    ],
)
def test_bodies_are_checked(sent: Any, loc: list[Any]) -> None:
    """A body that is not what the contract says is 422, and names the place."""
    fake = FakeAnyReach()
    status, document = raw(fake, "POST", "/core/robots", json=sent)
    assert status == 422
    assert [fault["loc"] for fault in document["detail"]] == [loc]
    assert repr(fake) == "<FakeAnyReach of 0 conversations>"


def test_required_parameters() -> None:
    """What is required may be in the query, a header or a cookie, whatever else has its name."""
    fake = FakeAnyReach()
    sent = {"query_note": "q", "body_note": "b", "x_trace": "t", "session": "s"}
    made = call(fake, lambda client: client.notes.create(**sent))
    assert made.note == "b"
    headers = {"X-Trace": "t", "Cookie": "session=s"}
    whole = {"params": {"note": "q"}, "headers": headers, "json": {"note": "b"}}
    for part, loc in {"params": "query_note", "headers": "x_trace", "json": "body_note"}.items():
        status, document = raw(fake, "POST", "/core/notes", **{**whole, part: None})
        assert (status, document["detail"][0]["loc"]) == (422, ["body", loc])


def test_bodies_may_be_whole() -> None:
    """A body that is no object is checked as a whole, and handed to a callable."""
    fake = FakeAnyReach()
    fake.answer("logRobots", lambda asked: list(reversed(asked.body)))
    said = call(fake, lambda client: client.robots.log("a", body=["one", "two"]))
    assert said == ["two", "one"]


def test_nothing_is_invented() -> None:
    """What a new record would need beyond what was sent has to be said."""
    fake = FakeAnyReach()
    text = r"createRobot answers: its Robot needs status: is required.*fake.answer\('createRobot'"
    with pytest.raises(UnansweredError, match=text):
        call(fake, lambda client: client.robots.create(name="Ada"))
    with pytest.raises(UnansweredError, match="its Task needs key"):
        call(fake, lambda client: client.tasks.create(title="Call"))
    assert raw(fake, "POST", "/core/contacts", json={"phone": "1"}) == (
        201,
        {"id": 1, "phone": "1"},
    )
    assert raw(fake, "POST", "/core/contacts", json={"phone": 1})[0] == 422


def test_records_are_changed() -> None:
    """PATCH and PUT change what they name, and nothing else."""
    fake = FakeAnyReach()
    fake.put({**fake.add("Robot", ROBOT, rank=1), "mood": "good"}, schema="Robot")
    fake.advance(60)
    changed = call(fake, lambda client: client.robots.update("robot_1", rank=2))
    assert (changed.rank, changed.name) == (2, "Ada")
    assert changed.additional_properties == {"mood": "good"}
    assert changed.updated_at == fake.clock.now
    assert call(fake, lambda client: client.robots.update("robot_1")).rank == 2
    sent = {"id": "other", "name": "Bob", "odd": 1}
    assert raw(fake, "PUT", "/core/robots/robot_1", json=sent) == (204, None)
    record = raw(fake, "GET", "/core/robots/robot_1")[1]
    assert (record["id"], record["name"], "odd" in record) == ("robot_1", "Bob", False)
    assert raw(fake, "PATCH", "/core/robots/robot_1", json={"rank": "x"})[0] == 422
    assert raw(fake, "PATCH", "/core/robots/robot_1", json={"status": "x", "tags": 1})[0] == 422
    assert raw(fake, "PATCH", "/core/robots/other", json={})[0] == 404


def test_odd_records_are_changed() -> None:
    """A record that the contract would not allow can be changed, too."""
    fake = FakeAnyReach()
    fake.put({"id": "odd"}, schema="Robot")
    changed = (200, {"id": "odd", "rank": 2})
    assert raw(fake, "PATCH", "/core/robots/odd", json={"rank": 2}) == changed


def test_records_are_removed() -> None:
    """DELETE removes a record: 204 without content, or the record, as the contract says."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT)
    assert call(fake, lambda client: client.robots.delete("robot_1")) is None
    for _ in range(2):
        with pytest.raises(NotFoundError) as caught:
            call(fake, lambda client: client.robots.delete("robot_1"))
        assert caught.value.detail == "Robot not found"
    assert call(fake, lambda client: list(client.robots.list())) == []
    version = fake.add("RobotVersion", robot_id="robot_1")
    gone = call(fake, lambda client: client.robots.delete_version("robot_1", version["id"]))
    assert str(gone.id) == version["id"]
    assert raw(fake, "GET", "/core/robots/robot_1/versions") == (200, [])


def test_parents() -> None:
    """A record belongs to the parents that its path names, when it names them itself."""
    fake = FakeAnyReach()
    made = call(fake, lambda client: client.robots.create_version("a", note="One."))
    assert (made.robot_id, made.note) == ("a", "One.")
    for parent, notes in (("a", ["One."]), ("b", [])):
        listed = raw(fake, "GET", f"/core/robots/{parent}/versions")[1]
        assert [one["note"] for one in listed] == notes
        status = raw(fake, "GET", f"/core/robots/{parent}/versions/{made.id}")[0]
        assert status == (200 if notes else 404)
    fake.put({"version_id": 7, "robot_id": "a"}, schema="RobotVersion")
    assert raw(fake, "GET", "/core/robots/a/versions/7")[0] == 200


def test_other_organizations() -> None:
    """A record of another organization is not there."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT, organization_id="org_2")
    assert raw(fake, "GET", "/core/robots/robot_1")[0] == 404
    assert raw(fake, "GET", "/core/robots")[1]["data"] == []


# Lists


def filled() -> FakeAnyReach:
    """Return a fake with three robots."""
    fake = FakeAnyReach()
    fake.add(
        "Robot",
        ROBOT,
        id="a",
        rank=1,
        tags=["new", "hot"],
        labels=["new"],
        is_active=True,
        temperature=0.5,
    )
    fake.add(
        "Robot",
        ROBOT,
        id="b",
        rank=2,
        tags=["old"],
        labels=["old"],
        is_active=False,
        instructions="Be kind.",
    )
    bob = {"id": "c", "name": "Bob", "status": "draft", "born_on": date(2026, 1, 2)}
    fake.add("Robot", bob, owner=UUID(int=5))
    return fake


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, "abc"),
        ({"status": "draft"}, "c"),
        ({"name": "Ada"}, "ab"),
        ({"name": "ada"}, ""),
        ({"name": "Ada", "rank": 2}, "b"),
        ({"tags": ["new", "old"]}, "ab"),
        ({"tags": ["cold"]}, ""),
        ({"labels": ["new", "old"]}, "ab"),
        ({"is_active": True}, "a"),
        ({"temperature": 0.5}, "a"),
        ({"rank_above": 2}, "b"),
        ({"born_on": date(2026, 1, 2)}, "c"),
        ({"owner": UUID(int=5)}, "c"),
        ({"created_at": datetime(2026, 1, 15, 9, 40, tzinfo=UTC)}, "b"),
        ({"created_after": datetime(2026, 1, 15, 9, 40, tzinfo=UTC)}, "bc"),
        ({"instructions": "Be kind."}, "b"),
    ],
)
def test_filters(params: dict[str, Any], found: str) -> None:
    """A parameter that has the name of a property, or bounds one, filters by it."""
    listed = call(filled(), lambda client: [one.id for one in client.robots.list(**params)])
    assert listed == list(found)


@pytest.mark.parametrize(
    "query",
    [
        "rank=one",
        "rank=1&rank=2",
        "is_active=yes",
        "temperature=warm",
        "born_on=2026-02-30",
        "owner=me",
        "created_at=now",
        "status=odd",
        "limit=0",
        "cursor=odd",
        "kind=bot",
    ],
)
def test_queries_are_checked(query: str) -> None:
    """A parameter that is not what the contract says is 422, and names the place."""
    status, document = raw(filled(), "GET", f"/core/robots?{query}")
    assert status == 422
    assert document["detail"][0]["loc"] == ["query", query.partition("=")[0]]


def test_unknown_filters() -> None:
    """What the fake cannot filter by it does not ignore; what the contract lacks it does."""
    with pytest.raises(UnansweredError, match="search is the name of no property"):
        call(filled(), lambda client: list(client.robots.list(search="x")))
    with pytest.raises(UnansweredError, match="kind is the name of no property"):
        call(filled(), lambda client: list(client.robots.list(kind="robot")))
    with pytest.raises(UnansweredError, match="where is an object"):
        call(filled(), lambda client: list(client.robots.list(where={"rank": 1})))
    assert len(raw(filled(), "GET", "/core/robots?unknown=1")[1]["data"]) == 3


def test_searching_is_seeing() -> None:
    """A token that may not see a field may not filter by it either."""
    with pytest.raises(PermissionDeniedError):
        call(filled(), lambda client: list(client.robots.list(instructions="x")), role="read")


@pytest.mark.parametrize("size", [None, 1, 2, 3, 10])
def test_pages_by_cursor(size: int | None) -> None:
    """Pages with a cursor bring every record once, with what the contract requires of a page."""
    fake = filled()
    listed = call(fake, lambda client: [one.id for one in client.robots.list(page_size=size)])
    assert listed == ["a", "b", "c"]
    limit = size or 50
    first = raw(fake, "GET", f"/core/robots?limit={limit}")[1]
    assert first["pagination"]["limit"] == limit
    assert (first["pagination"]["next_cursor"] is None) == (limit >= 3)


@pytest.mark.parametrize("size", [None, 1, 2, 3])
def test_pages_by_offset(size: int | None) -> None:
    """Pages with an offset bring every record once, with what the contract requires of a page."""
    fake = FakeAnyReach()
    for number in range(3):
        fake.add("Contact", phone=str(number))
    listed = call(fake, lambda client: [one.phone for one in client.contacts.list(page_size=size)])
    assert listed == ["0", "1", "2"]
    page = raw(fake, "GET", "/core/contacts?limit=1&offset=1")[1]
    assert page == {
        "contacts": [{"id": 2, "phone": "1"}],
        "total": 3,
        "offset": 1,
        "hasMore": True,
    }
    assert raw(fake, "GET", "/core/contacts?offset=-1")[0] == 422


def test_pages_are_not_invented() -> None:
    """What a page needs beyond what paging is has to be said."""
    fake = FakeAnyReach()
    fake.add("Task", key="one")
    with pytest.raises(UnansweredError, match="its page needs checksum"):
        call(fake, lambda client: list(client.tasks.list()))


def test_odd_records_are_listed() -> None:
    """A record that the contract would not allow is sent as it was put."""
    fake = FakeAnyReach()
    fake.put({"id": 7, "name": None}, schema="Robot")
    fake.put({"phone": []}, schema="Contact")
    assert raw(fake, "GET", "/core/robots")[1]["data"] == [{"id": 7, "name": None}]
    assert raw(fake, "GET", "/core/contacts")[1]["contacts"] == [{"phone": []}]


# Who may do and see what


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("read", (200, 403)),
        ("manage", (200, 204)),
        ("none", (403, 403)),
        ("robots:read", (200, 403)),
        ("contacts:read", (403, 403)),
        (["contacts:read", "robots:manage"], (200, 204)),
    ],
)
def test_scopes(role: Any, statuses: tuple[int, int]) -> None:
    """A role has its scope in every resource, and a scope is good for one."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT)
    seen = [raw(fake, method, "/core/robots/robot_1", role=role)[0] for method in ("GET", "DELETE")]
    assert tuple(seen) == statuses


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        ("read", {"robots:read", "contacts:read", "conversations:read"}),
        ("robots:read", {"robots:read"}),
    ],
)
def test_scopes_are_told(role: str, scopes: set[str]) -> None:
    """A token is told the scopes of its role in every resource of the contract."""
    told = call(FakeAnyReach(), lambda client: client.scopes(), role=role)
    assert scopes <= told
    assert {scope.partition(":")[2] for scope in told} == {"read"}


DEEP = {
    "instructions": "Be kind.",
    "apiKey": "s3cret",
    "voice": {"name": "Eve", "sampleText": "Hello."},
    "voices": [{"sampleText": "Hello."}, {"name": "Joe"}],
    "by_language": {"de": {"name": "Eva", "sampleText": "Hallo."}},
}
PLAIN = {
    "apiKey": "s3cret",
    "voice": {"name": "Eve"},
    "voices": [{}, {"name": "Joe"}],
    "by_language": {"de": {"name": "Eva"}},
}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("read", PLAIN),
        ("manage", PLAIN),
        ("robots:read", PLAIN),
        (["robots:read", "contacts:read_sensitive"], PLAIN),
        ("read_sensitive", DEEP),
        (["robots:read", "robots:read_sensitive"], DEEP),
    ],
)
def test_redaction(role: Any, seen: dict[str, Any]) -> None:
    """Sensitive fields are withheld by the contract's marks, at any depth, in every operation."""
    fake = FakeAnyReach()
    record = ROBOT | DEEP | {"mood": {"instructions": "of no schema"}, "rank": None}
    fake.put(record, schema="Robot")
    shown = ROBOT | seen | {"mood": {"instructions": "of no schema"}, "rank": None}
    assert raw(fake, "GET", "/core/robots/robot_1", role=role) == (200, shown)
    assert raw(fake, "GET", "/core/robots", role=role)[1]["data"] == [shown]
    fake.answer("getDefaultRobot", record)
    assert raw(fake, "GET", "/core/robots/default", role=role) == (200, shown)


def test_the_client_sees_what_is_withheld() -> None:
    """What the fake withholds is withheld in the client, in a new record as well."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT, instructions="Be kind.")
    robot = call(fake, lambda client: client.robots.get("robot_1"), role="read")
    assert robot.redacted_fields == {"instructions"}
    with pytest.raises(RedactedError):
        _ = robot.instructions
    assert call(fake, lambda client: client.robots.get("robot_1")).instructions == "Be kind."
    sent = ROBOT | {"instructions": "Be brief."}
    made = raw(fake, "POST", "/core/robots", json=sent, role="manage")
    assert (made[0], "instructions" in made[1]) == (201, False)


def test_unions_are_redacted_by_their_branch() -> None:
    """A key that is sensitive in one branch of a union is withheld there, and not in another."""
    fake = FakeAnyReach()
    events = [{"type": "said", "text": "Hello."}, {"type": "shown", "text": "A card."}]
    fake.answer("listEvents", events)
    assert raw(fake, "GET", "/core/events", role="read") == (200, [{"type": "said"}, events[1]])
    assert raw(fake, "GET", "/core/events") == (200, events)


def test_what_is_not_the_contracts_is_redacted_by_name() -> None:
    """An answer that cannot be decoded loses every key with the name of a sensitive field."""
    fake = FakeAnyReach()
    odd = {"id": 7, "Instructions": "x", "more": [{"sample_text": "x", "text": "x", "is": 1}]}
    fake.answer("getRobot", odd)
    seen = {"id": 7, "more": [{"is": 1}]}
    assert raw(fake, "GET", "/core/robots/a", role="read") == (200, seen)
    assert raw(fake, "GET", "/core/robots/a") == (200, odd)


# Answers


def test_answers() -> None:
    """An operation answers what it was told to, in place of its records, for a time or for ever."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT, id="a")
    fake.answer("getRobot", models.Robot.from_dict(ROBOT | {"name": "All"}))
    fake.answer("getRobot", ROBOT | {"name": "One"}, times=1)
    fake.answer("getRobot", (202, ROBOT | {"name": "Two"}), times=1)
    seen = [raw(fake, "GET", "/core/robots/robot_1") for _ in range(4)]
    assert [(status, robot["name"]) for status, robot in seen] == [
        (200, "One"),
        (202, "Two"),
        (200, "All"),
        (200, "All"),
    ]
    fake.answer("getRobot", (404, {"detail": "Nobody."}))
    with pytest.raises(NotFoundError) as caught:
        call(fake, lambda client: client.robots.get("robot_1"))
    assert caught.value.detail == "Nobody."
    assert [one.id for one in call(fake, lambda client: list(client.robots.list()))] == ["a"]


def test_documented_statuses() -> None:
    """An answer has the documented status, and no content where the contract has none."""
    fake = FakeAnyReach()
    fake.answer("createRobot", ROBOT)
    fake.answer("deleteRobot", None)
    fake.answer("replaceRobot", (200, None))
    assert call(fake, lambda client: client.robots.create(name="x")).id == "robot_1"
    assert raw(fake, "POST", "/core/robots", json={"name": "x"})[0] == 201
    assert raw(fake, "DELETE", "/core/robots/a") == (204, None)
    assert raw(fake, "PUT", "/core/robots/a", json={}) == (200, None)


def test_callables() -> None:
    """A callable is given the operation, the path, the query and the body, and answers."""
    fake = FakeAnyReach()
    seen: list[ReceivedCall] = []

    def answer(asked: ReceivedCall) -> Any:
        seen.append(asked)
        return (
            (201, ROBOT | {"name": asked.body["name"]})
            if asked.body
            else {"data": [], "pagination": {"limit": 1, "next_cursor": None}}
        )

    fake.answer("createRobot", answer)
    fake.answer("listRobots", answer)
    assert call(fake, lambda client: client.robots.create(name="Eve")).name == "Eve"
    assert call(fake, lambda client: list(client.robots.list(tags=["a", "b"], search="x"))) == []
    assert seen[0] == ReceivedCall("createRobot", {}, {}, {"name": "Eve"})
    assert seen[1].query == {"tags": ["a", "b"], "search": ["x"]}
    assert seen[1].body is None
    assert repr(seen[0]) == "<ReceivedCall of createRobot>"
    fake.answer("getRobot", lambda asked: ROBOT | {"id": asked.path["robot_id"]})
    assert call(fake, lambda client: client.robots.get("a/b")).id == "a/b"


def test_bytes_and_texts() -> None:
    """Operations that answer with bytes or text are answered with the contract's media type."""
    fake = FakeAnyReach()
    fake.answer("getGreeting", b"RIFF")
    fake.answer("getPrompt", "Be kind.")
    for role in ("read", "read_sensitive"):
        assert call(fake, lambda client: client.robots.get_greeting("a"), role) == b"RIFF"
        assert call(fake, lambda client: client.robots.get_prompt("a"), role) == "Be kind."
    kind = ask(fake, "GET", "/core/robots/a/greeting").headers["content-type"]
    assert kind == "audio/wav"
    bodies: list[Any] = []
    fake.answer("putGreeting", lambda asked: bodies.append(asked.body))
    call(fake, lambda client: client.robots.put_greeting("a", body=b"sound"))
    assert bodies == [b"sound"]
    fake.answer("getRobot", b"no JSON")
    answer = ask(fake, "GET", "/core/robots/a")
    assert (answer.content, answer.headers["content-type"]) == (
        b"no JSON",
        "application/octet-stream",
    )


def refuse(_asked: ReceivedCall) -> type[Exception]:
    """Answer with a fault."""
    return OSError


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadError("gone"), refuse])
def test_faults(fault: Any) -> None:
    """An exception is raised in process, and closes the connection over HTTP, without a trace."""
    fake = FakeAnyReach()
    fake.answer("getRobot", fault)
    with pytest.raises(APIConnectionError):
        call(fake, lambda client: client.robots.get("a"))
    with fake.serve() as url, AnyReach(fake.token(), base_url=url, max_retries=0) as client:
        robots: Any = client
        with pytest.raises(APIConnectionError):
            robots.robots.get("a")


def test_answers_are_checked() -> None:
    """An operation that the contract lacks, and a value that cannot be sent, are refused."""
    fake = FakeAnyReach()
    with pytest.raises(ValueError, match="a status, from 200 to 599, and a value"):
        fake.answer("getRobot", (7, ROBOT))
    with pytest.raises(ValueError, match="no operation 'getRobto': use getRobot"):
        fake.answer("getRobto", {})
    with pytest.raises(TypeError):
        fake.answer("getRobot", {"id": {1, 2}})
    with pytest.raises(ValueError, match="JSON"):
        fake.answer("getRobot", {"rank": float("nan")})


def test_answers_keep_the_rules() -> None:
    """What an operation was told to answer is for tokens that may ask, after faults."""
    fake = FakeAnyReach()
    fake.answer("getRobot", ROBOT)
    fake.fail_next(503, operation="getRobot")
    assert [
        raw(fake, "GET", "/core/robots/a", role=role)[0] for role in ("read", "read", "none")
    ] == [
        503,
        200,
        403,
    ]
    assert ask(fake, "GET", "/core/robots/a", headers={"Authorization": ""}).status_code == 401


# Without an answer


WITHOUT_ANSWER: list[tuple[Do, str]] = [
    (
        lambda client: client.robots.get("a"),
        "fake.answer('getRobot', ...) or fake.add('Robot', {...})",
    ),
    (
        lambda client: list(client.robots.list()),
        "fake.answer('listRobots', ...) or fake.add('Robot', {...})",
    ),
    (
        lambda client: client.robots.delete("a"),
        "fake.answer('deleteRobot', ...) or fake.add('Robot', {...})",
    ),
    (lambda client: client.robots.get_default(), "fake.answer('getDefaultRobot', ...)"),
    (lambda client: client.robots.publish("a"), "fake.answer('publishRobot', ...)"),
    (
        lambda client: client.robots.get_active_version("a"),
        "fake.answer('getActiveVersion', ...)",
    ),
    (lambda client: client.robots.get_greeting("a"), "fake.answer('getGreeting', ...)"),
    (lambda client: client.events.list(), "fake.answer('listEvents', ...)"),
]


@pytest.mark.parametrize(("do", "calls"), WITHOUT_ANSWER)
def test_says_what_to_call(do: Do, calls: str) -> None:
    """An operation without records or an answer says what to call, past any `except Exception`."""
    with pytest.raises(UnansweredError) as caught:
        call(FakeAnyReach(), do)
    assert str(caught.value).endswith(f"; call {calls}")


def test_other_answers_need_to_be_said() -> None:
    """A record is not removed when nobody said what the operation answers with."""
    fake = FakeAnyReach()
    fake.add("Contact", phone="1")
    with pytest.raises(UnansweredError, match="shows something else"):
        call(fake, lambda client: client.contacts.delete(1))
    assert call(fake, lambda client: client.contacts.get(1)).id == 1


def test_over_http_it_is_501() -> None:
    """Over HTTP the answer is 501 and says what to call, and the block ends with the same."""
    fake = FakeAnyReach()
    client: Any
    caught: pytest.ExceptionInfo[InternalServerError]
    with (
        pytest.raises(UnansweredError, match=r"fake\.add"),
        fake.serve() as url,
        AnyReach(fake.token(), base_url=url) as client,
        pytest.raises(InternalServerError) as caught,
    ):
        client.robots.get("a")
    assert caught.value.status_code == 501
    assert "fake.answer('getRobot', ...)" in str(caught.value.detail)
    with fake.serve():
        pass  # which is another block


def test_over_http_the_apps_error_has_a_note() -> None:
    """An exception that the block raises carries what to call as a note."""
    fake = FakeAnyReach()
    client: Any
    with (
        pytest.raises(InternalServerError) as caught,
        fake.serve() as url,
        AnyReach(fake.token(), base_url=url) as client,
    ):
        client.robots.get("a")
    assert "fake.answer('getRobot', ...)" in "".join(caught.value.__notes__)


def test_routes() -> None:
    """Fixed segments go before parameters; unknown paths are 404, and other methods 405."""
    fake = FakeAnyReach()
    fake.add("Robot", ROBOT, id="default")
    fake.answer("getDefaultRobot", ROBOT)
    assert raw(fake, "GET", "/core/robots/default")[1]["id"] == "robot_1"
    assert raw(fake, "DELETE", "/core/robots/default")[0] == 204
    assert raw(fake, "GET", "/core/nothing")[0] == 404
    answer = ask(fake, "POST", "/core/robots/default")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, PUT, DELETE, PATCH")
