"""A fake AnyReach for app tests and demos: no network, no account, no real phone calls.

fake = FakeAnyReach()
fake.add(id="conv_1", summary="Asked for a refund.")

with AnyReach(fake.token("read"), transport=fake.transport) as client:  # in process
    client.conversations.get("conv_1").redacted_fields

with fake.as_role("read").serve() as url:  # on loopback, with the app's own token
    run_the_app(base_url=url)

See `docs/testing.md` for more. With pytest, use the fixtures `anyreach_fake`, `anyreach_env` and
`anyreach_no_network`.
"""

from anyreach.testing._access import Role
from anyreach.testing._agents import ANSWERED, FAILED, UNANSWERED, AgentReply, Tool
from anyreach.testing._contract import UnansweredError
from anyreach.testing._fake import FakeAnyReach
from anyreach.testing._http import ReceivedRequest
from anyreach.testing._operations import ReceivedCall
from anyreach.testing._outside import Clock, NetworkBlockedError, block_network, no_waiting

__all__ = [
    "ANSWERED",
    "AgentReply",
    "Clock",
    "FAILED",
    "FakeAnyReach",
    "NetworkBlockedError",
    "ReceivedCall",
    "ReceivedRequest",
    "Role",
    "Tool",
    "UNANSWERED",
    "UnansweredError",
    "block_network",
    "no_waiting",
]
