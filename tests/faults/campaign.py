"""The campaign: many calls at once through a client, and a verdict on each of them."""

from __future__ import annotations

import asyncio
import enum
import itertools
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tests.faults.kinds import FINAL
from tests.faults.leaks import Watch
from tests.faults.records import record
from tests.faults.server import Entry, FaultServer, Plan
from tests.faults.subjects import Subject

THREADS: Final = 8
TASKS: Final = 32
_PATIENCE: Final = 120.0  # seconds for a run: calls that are not over then never will be
NO_FAULT: Final = "(none)"


class Verdict(enum.Enum):
    """What came of a call, or of a fault in it."""

    RIGHT = "recovered"  # the record that was asked for, whole
    TYPED = "typed error"  # an error that the client says it raises, where asking again is no help
    LOST = "lost"  # such an error where a fresh attempt was answered; or nothing, by the deadline
    WRONG = "wrong"  # an answer that is not the record that was asked for
    FOREIGN = "foreign"  # an exception of somebody else's


BAD: Final = (Verdict.LOST, Verdict.WRONG, Verdict.FOREIGN)


@dataclass(frozen=True)
class Outcome:
    """What came of one call.

    Attributes:
        verdict: What it was.
        seconds: How long it took.
        attempts: How many attempts an error of this client's tells of, else None.
        maybe_sent: Whether such an error says that a request may have arrived, else None.
        error: The error.
    """

    verdict: Verdict
    seconds: float
    attempts: int | None = None
    maybe_sent: bool | None = None
    error: str = "no end"


@dataclass
class Tally:
    """What came of many calls.

    Attributes:
        kinds: For each kind of fault how often it was injected, and how often each verdict fell.
        calls: The verdicts on the calls.
        requests: How many requests reached the server.
        faults: How many of them were answered with a fault.
        longest: Seconds that the longest call took.
        false_claims: Errors with fewer attempts than requests arrived, or that deny them.
        waited: How often a caller that was told when to ask again did so.
        early: How often that was too early.
        leaks: Canaries seen, by channel.
        losses: For each lost call its faults, its error and its seconds.
    """

    kinds: defaultdict[str, Counter[Verdict | None]] = field(
        default_factory=lambda: defaultdict(Counter[Verdict | None])
    )
    calls: Counter[Verdict] = field(default_factory=Counter[Verdict])
    requests: int = 0
    faults: int = 0
    longest: float = 0.0
    false_claims: int = 0
    waited: int = 0
    early: int = 0
    leaks: Counter[str] = field(default_factory=Counter[str])
    losses: list[str] = field(default_factory=list[str])

    def add(self, outcomes: dict[str, Outcome], log: Sequence[Entry], leaks: Counter[str]) -> None:
        """Add the outcomes of a run, by the id that was asked for, and the server's log of it."""
        requests: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(log):
            requests[entry.conversation_id].append(number)
            if entry.kind is not None:
                self.kinds[entry.kind][None] += 1
                self.faults += 1
        self.requests += len(log)
        self.leaks += leaks
        for conversation_id, outcome in outcomes.items():
            self._add_call(outcome, requests[conversation_id], log)

    def merge(self, other: Tally) -> None:
        """Add what came of other calls."""
        for kind, counts in other.kinds.items():
            self.kinds[kind] += counts
        self.calls += other.calls
        self.leaks += other.leaks
        self.requests += other.requests
        self.losses += other.losses
        self.faults += other.faults
        self.false_claims += other.false_claims
        self.waited += other.waited
        self.early += other.early
        self.longest = max(self.longest, other.longest)

    def _add_call(self, outcome: Outcome, requests: list[int], log: Sequence[Entry]) -> None:
        survived = [log[number].kind for number in requests]
        verdict = outcome.verdict
        if verdict is Verdict.TYPED and not FINAL.intersection(survived[-1:]):
            verdict = Verdict.LOST
        if verdict is Verdict.LOST:
            self.losses.append(f"{survived}: {outcome.error}, {outcome.seconds:.2f} s")
        self.calls[verdict] += 1
        self.longest = max(self.longest, outcome.seconds)
        if outcome.attempts is not None:
            denied = bool(requests) and not outcome.maybe_sent
            self.false_claims += denied or outcome.attempts < len(requests)
        if verdict is not Verdict.RIGHT:
            self.kinds[_blamed(requests, log)][verdict] += 1
            del survived[-1:]
        for kind in survived:
            if kind is not None:
                self.kinds[kind][Verdict.RIGHT] += 1
        for one, another in itertools.pairwise(requests):
            if log[one].until:
                self.waited += 1
                self.early += log[another].at < log[one].until


def _blamed(requests: list[int], log: Sequence[Entry]) -> str:
    """Return the fault that a call ended with: its last one, or the one before on its connection.

    A fault such as a second answer strikes the call after its own.
    """
    if requests:
        last = log[requests[-1]]
        if last.kind is not None:
            return last.kind
        for entry in reversed(log[: requests[-1]]):
            if entry.connection == last.connection:
                return entry.kind or NO_FAULT
    return NO_FAULT


@dataclass(frozen=True)
class Terms:
    """On which terms calls are made.

    Attributes:
        calls: How many calls a run has.
        timeout: Seconds that a call may take.
        grace: Seconds beyond them that count as in time; a busy machine needs more.
    """

    calls: int
    timeout: float
    grace: float = 0.25


def run(server: FaultServer, subject: Subject, terms: Terms, plan: Plan, mode: str) -> Tally:
    """Make the calls of one seed, with threads (`sync`) or with tasks (`async`).

    Returns:
        What came of them.
    """
    dice = random.Random(plan.seed)
    ids = [f"conv_{dice.getrandbits(64):016x}" for _ in range(terms.calls)]
    make_calls = _with_threads if mode == "sync" else _with_tasks
    url = server.start(plan)
    try:
        with Watch() as watch:
            outcomes = make_calls(subject, url, ids, _Judge(subject, terms, watch))
    finally:
        log = server.stop()
    never = Outcome(Verdict.LOST, _PATIENCE)
    tally = Tally()
    tally.add(
        {conversation_id: outcomes.get(conversation_id, never) for conversation_id in ids},
        log,
        watch.found,
    )
    return tally


class _Judge:
    def __init__(self, subject: Subject, terms: Terms, watch: Watch) -> None:
        self.timeout = terms.timeout
        self._latest = terms.timeout + terms.grace
        self._promised = subject.promised
        self._watch = watch

    def answered(self, conversation_id: str, answer: Any, seconds: float) -> Outcome:
        right = answer == record(conversation_id)
        return Outcome(
            self._in_time(Verdict.RIGHT if right else Verdict.WRONG, seconds),
            seconds,
            error="no error",
        )

    def raised(self, error: Exception, seconds: float) -> Outcome:
        self._watch.look_into(error)
        verdict = Verdict.TYPED if isinstance(error, self._promised) else Verdict.FOREIGN
        return Outcome(
            self._in_time(verdict, seconds),
            seconds,
            attempts=getattr(error, "attempts", None),
            maybe_sent=getattr(error, "maybe_sent", None),
            error=f"{type(error).__name__}: {error}",
        )

    def _in_time(self, verdict: Verdict, seconds: float) -> Verdict:
        return verdict if seconds <= self._latest else Verdict.LOST


def _with_threads(
    subject: Subject, url: str, ids: Iterable[str], judge: _Judge
) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    waiting = iter(ids)
    lock = threading.Lock()

    def work(fetch: Callable[[str], Any]) -> None:
        while True:
            with lock:
                conversation_id = next(waiting, None)
            if conversation_id is None:
                return
            started = time.monotonic()
            try:
                answer = fetch(conversation_id)
            except Exception as error:  # noqa: BLE001  which one is what is asked
                outcome = judge.raised(error, time.monotonic() - started)
            else:
                outcome = judge.answered(conversation_id, answer, time.monotonic() - started)
            outcomes[conversation_id] = outcome

    ends = time.monotonic() + _PATIENCE
    with subject.open(url, judge.timeout) as fetch:
        threads = [
            threading.Thread(target=work, args=(fetch,), daemon=True) for _ in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, ends - time.monotonic()))
    return outcomes


def _with_tasks(
    subject: Subject, url: str, ids: Iterable[str], judge: _Judge
) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    waiting = iter(ids)

    async def work(fetch: Callable[[str], Any]) -> None:
        for conversation_id in waiting:
            started = time.monotonic()
            try:
                answer = await fetch(conversation_id)
            except Exception as error:  # noqa: BLE001  as above
                outcome = judge.raised(error, time.monotonic() - started)
            else:
                outcome = judge.answered(conversation_id, answer, time.monotonic() - started)
            outcomes[conversation_id] = outcome

    async def work_all() -> None:
        async with subject.open_async(url, judge.timeout) as fetch:
            tasks = [asyncio.create_task(work(fetch)) for _ in range(TASKS)]
            _, unfinished = await asyncio.wait(tasks, timeout=_PATIENCE)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(work_all())
    return outcomes
