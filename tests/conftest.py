"""How tests run here: hypothesis by a number of examples, and no network of the environment."""

import os

import pytest
from hypothesis import HealthCheck, settings

# By a number of examples, and never by the clock of a busy machine.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _plain_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the proxies and the certificates of the machine that tests run on."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name in {"SSL_CERT_FILE", "SSL_CERT_DIR"}:
            monkeypatch.delenv(name)
