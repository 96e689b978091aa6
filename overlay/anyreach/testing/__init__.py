"""A fake AnyReach, for the tests of apps and for demos: no network, no account, no phone rings.

fake = FakeAnyReach()
fake.add(id="conv_1", summary="Asked for a refund.")

with AnyReach(fake.token("read"), transport=fake.transport) as client:  # in process
    client.conversations.get("conv_1").redacted_fields

with fake.as_role("read").serve() as url:  # on loopback, for whatever token the app has
    run_the_app(base_url=url)
"""

from anyreach.testing._fake import FakeAnyReach, ReceivedRequest, Role
from anyreach.testing._waiting import no_waiting

__all__ = ["FakeAnyReach", "ReceivedRequest", "Role", "no_waiting"]
