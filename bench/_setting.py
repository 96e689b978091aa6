"""Set up the contests' environments, servers and packages, each lazily."""

import contextlib
import importlib
import sys
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import certifi
import trustme

from anyreach_api.contract import OPERATIONS
from bench import _contracts, _data, _peers, _plain
from bench._server import serving
from tools import overlays
from tools.generate.contract.document import check
from tools.generate.contract.settings import load as load_settings
from tools.generate.package.render import parse, render

ROOT = Path(__file__).parents[1]
TOKEN = "ak_bench.0123456789abcdef"  # noqa: S105  opens nothing


class Site(NamedTuple):
    """A server's URL, and the file with the CA certificates to verify it, if any."""

    url: str
    certificates: str | None


class Setting:
    """A temporary folder and its contents. `resources` closes them."""

    def __init__(self, folder: Path, resources: contextlib.ExitStack) -> None:
        self.folder = folder
        self.resources = resources

    @cached_property
    def python(self) -> Path:
        """The Python of an environment with the client's run-time dependencies only."""
        return _plain.make(
            self.folder / "plain", ROOT, ROOT / "overlay", ROOT / "generated", self._peer_folder
        )

    @cached_property
    def _peer_folder(self) -> Path:
        folder = self.folder / "peers"
        folder.mkdir()
        _peers.write(ROOT / "openapi.json", folder)
        return folder

    def package(self, operations: int) -> Path:
        """Generate our contract, extended to `operations` operations, and return its folder."""
        folder = self.folder / f"operations-{operations}"
        if not folder.exists():
            settings = load_settings(ROOT / "generator-config.yaml")
            grown, _ = overlays.load(ROOT)
            more = _contracts.contract(operations - len(OPERATIONS))
            grown["paths"] |= more["paths"]
            grown["components"]["schemas"] |= more["components"]["schemas"]
            render(parse(check(grown), settings, all_overrides=False), folder / "anyreach_api")
        return folder

    def stock(self, module: str) -> Any:
        """Import a module of the generator's stock output."""
        return self._import(f"{_peers.STOCK}.{module}")

    @property
    def pydantic(self) -> Any:
        """The module of the pydantic models."""
        return self._import(_peers.PYDANTIC)

    def _import(self, module: str) -> Any:
        if str(self._peer_folder) not in sys.path:
            sys.path.append(str(self._peer_folder))
        return importlib.import_module(module)

    @cached_property
    def http(self) -> Site:
        """A server that returns one conversation."""
        return Site(self.resources.enter_context(serving(_data.full())), None)

    @cached_property
    def https(self) -> Site:
        """The same over TLS, verified by the usual CA certificates and one more."""
        authority = trustme.CA()
        key, certificates = self.folder / "key.pem", self.folder / "certificates.pem"
        authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(key))
        certificates.write_bytes(Path(certifi.where()).read_bytes() + authority.cert_pem.bytes())
        url = self.resources.enter_context(serving(_data.full(), str(key)))
        return Site(url, str(certificates))
