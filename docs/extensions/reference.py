"""Writes the reference's pages of resources and models: a new tag appears without an edit.

The methods of a resource are documented as they are called: `client.conversations.get`.
"""

from __future__ import annotations

import inspect
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

from docutils import nodes
from sphinx.addnodes import desc_addname, desc_annotation, desc_signature, pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python._object import PyObject
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

import anyreach
import anyreach.export
import anyreach.testing
from anyreach import AnyReach

FOLDER = "reference/generated"
ASYNC = "``AsyncAnyReach`` has the same methods. Write ``await`` before each call."
MODELS = (
    "Every model has ``from_dict()`` and ``to_dict()``. Unknown keys of a response are kept in "
    "``additional_properties``. An unknown value of an enum is kept as text, and is still the enum."
)
PACKAGES = (anyreach, anyreach.models, anyreach.testing, anyreach.export)
IN_ALL = {"additional_properties", "nulls"}
"""What every model's constructor takes, beside its fields."""

# What a client makes for you: nobody calls the constructors.
MADE = {f"anyreach.{name}" for name in ("AsyncChat", "AsyncPages", "Chat", "Page", "Pages")}
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LOG = logging.getLogger(__name__)


def resources() -> Iterator[tuple[str, type]]:
    """Yield every resource of a client: its name and its class, named as it is called."""
    client: Any = AnyReach("ak_1.docs")
    for name, _ in inspect.getmembers(AnyReach, lambda value: isinstance(value, property)):
        found: type[Any] = getattr(client, name).__class__
        yield name, type(name, (found,), {"__doc__": found.__doc__, "__module__": "client"})


def public(package: ModuleType) -> list[str]:
    """Return the names that a package offers, in their order."""
    return list(getattr(package, "__all__", dir(package)))


def page(title: str, *parts: str) -> str:
    """Return a page of reStructuredText."""
    return "\n\n".join([f"{title}\n{'=' * len(title)}", *parts, ""])


def write(app: Sphinx) -> None:
    """Write a page for each resource, and one for the models."""
    folder = Path(app.srcdir, FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "resources").mkdir(parents=True)
    client = ModuleType("client")
    sys.modules["client"] = client
    for name, resource in resources():
        setattr(client, name, resource)
        directive = f".. autoclass:: client.{name}\n   :members:\n   :inherited-members: object"
        text = page(f"client.{name}", ASYNC, directive)
        (folder / "resources" / f"{name}.rst").write_text(text, "utf-8")
    models = [f".. autoclass:: anyreach.models.{name}" for name in public(anyreach.models)]
    (folder / "models.rst").write_text(page("Models", MODELS, *models), "utf-8")


def shorter(_app: Sphinx, _what: str, name: str, value: Any, *_: object) -> tuple[str, None] | None:
    """Leave out constructors that only the client calls, and how models keep what is absent."""
    if not inspect.isclass(value):
        return None
    if name in MADE or name.startswith("client."):
        return "", None
    if name.startswith("anyreach.models.") and not issubclass(value, Enum):
        fields = inspect.signature(value).parameters.values()
        return f"({', '.join(field(one) for one in fields if one.name not in IN_ALL)})", None
    return None


def field(parameter: inspect.Parameter) -> str:
    """Return a field of a model as a constructor takes it."""
    kind = str(parameter.annotation).replace("_models.", "").replace(" | Unset", "")
    required = parameter.default is parameter.empty
    return f"{parameter.name}: {kind}{'' if required else ' = ...'}"


def as_markdown(
    _app: Sphinx, what: str, _name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Take single backticks for code, and what is returned for a sentence, not for a type."""
    lines[:] = _CODE.sub(r"``\1``", "\n".join(lines)).split("\n")
    for place, line in enumerate(lines[:-1]):
        if line in {"Returns:", "Yields:"}:
            lines[place + 1] = lines[place + 1].replace("    ", "    : ", 1)
    if what in {"attribute", "property"}:
        lines[0] = f": {lines[0]}"


def as_called(_app: Sphinx, doctree: nodes.document) -> None:
    """Show a resource as `client.name`, and not as a class."""
    for signature in list(doctree.findall(desc_signature)):
        if signature.get("module") == "client":
            kind = signature.next_node(desc_annotation)
            if "." not in signature["fullname"] and kind is not None:
                kind.replace_self(desc_addname("", "client."))


def resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Find a public class by the name that a signature or a docstring has for it."""
    if node.get("refdomain") != "py":
        return None
    domain: Any = env.get_domain("py")
    name = node["reftarget"].rpartition(".")[2]
    for package in PACKAGES:
        full = f"{package.__name__}.{name}"
        if full in domain.objects:
            made: nodes.reference = domain.resolve_xref(
                env, node["refdoc"], app.builder, "obj", full, node, content
            )
            return made
    return None


def check(_app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Warn of public names that no page documents."""
    objects = env.get_domain("py").objects  # type: ignore[attr-defined]
    for package in PACKAGES:
        for name in public(package):
            full = f"{package.__name__}.{name}"
            known = name == "__version__" or inspect.ismodule(getattr(package, name))
            if full not in objects and not known:
                _LOG.warning("no page documents %s", full)
    return ()


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension."""
    for known in PyObject.doc_field_types:
        if known.name == "variable":
            known.label = "Attributes"
    app.connect("builder-inited", write)
    app.connect("autodoc-process-signature", shorter)
    app.connect("autodoc-process-docstring", as_markdown, priority=400)  # before napoleon
    app.connect("doctree-read", as_called)
    app.connect("missing-reference", resolve)
    app.connect("env-check-consistency", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
