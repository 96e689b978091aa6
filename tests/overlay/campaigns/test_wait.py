"""Waiting until a campaign has called everybody: what is the end of it, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from anyreach import APIConnectionError, NotFoundError, WaitTimeoutError
from anyreach.models import CampaignStats
from anyreach.testing import no_waiting
from tests.overlay.talk import URL, Api, Talk, both


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Nothing here takes time."""
    with no_waiting():
        yield


def stats(pending: int | None, in_progress: int | None, status: str = "active") -> dict[str, Any]:
    """The statistics of a campaign."""
    return {"status": status, "contacts": {"pending": pending, "in_progress": in_progress}}


def wait(talk: Talk, api: Api, **given: Any) -> CampaignStats:
    """Wait for the campaign."""
    over = talk(URL, lambda it: it.campaigns.wait("camp_1", **given), transport=api.transport)
    assert isinstance(over, CampaignStats)
    return over


@both
def test_it_ends_when_nobody_is_left(talk: Talk) -> None:
    """The end is when nobody is pending or in progress; a lost look is none."""
    api = Api(stats(2, 1), (503, {}), stats(0, 1), stats(1, 0), stats(0, 0))
    assert wait(talk, api).contacts == CampaignStats.from_dict(stats(0, 0)).contacts
    assert api.asked == [("GET", "/campaign/campaigns/camp_1/stats")] * 5


@both
def test_the_pending_contacts_of_a_closed_campaign_do_not_count(talk: Talk) -> None:
    """A closed campaign is over once its calls are."""
    api = Api(stats(5, 1, "closed"), stats(5, 0, "paused"), stats(5, 0, "closed"))
    assert wait(talk, api).status == "closed"
    assert len(api.asked) == 3


@both
def test_changes_are_told(talk: Talk) -> None:
    """`on_update` is told of the first counts, and of each change."""
    told: list[CampaignStats] = []
    api = Api(stats(2, 0), stats(2, 0), stats(1, 1), stats(1, 1, "paused"), stats(0, 0))
    wait(talk, api, on_update=told.append)
    assert [(one.contacts and one.contacts.pending, one.status) for one in told] == [
        (2, "active"),
        (1, "active"),
        (1, "paused"),
        (0, "active"),
    ]


@both
@pytest.mark.parametrize("answer", [{}, stats(None, None), stats(None, 0), stats(1, 0)])
def test_what_is_not_known_is_not_the_end(talk: Talk, answer: Any) -> None:
    """Without counts the wait goes on until its time is over."""
    with pytest.raises(WaitTimeoutError, match="timed out after 5 s; the campaign is not") as late:
        wait(talk, Api(answer), timeout=5)
    assert late.value.record == CampaignStats.from_dict(answer)


@both
def test_an_error_that_stays_is_raised(talk: Talk) -> None:
    """What the API refuses ends the wait, and so does an API that never answers."""
    with pytest.raises(NotFoundError):
        wait(talk, Api((404, {})))
    with pytest.raises(APIConnectionError):
        talk(
            "http://127.0.0.1:9",
            lambda it: it.campaigns.wait("camp_1", timeout=2),
        )
