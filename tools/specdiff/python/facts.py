"""Define the facts about a generated package, and the findings between two packages."""

from typing import Any, Literal, NamedTuple, TypedDict

from tools.specdiff.wire.schema.graph import Sense

Name = Literal["base", "revision"]
_MOST = 3  # problems that are shown


class Source(NamedTuple):
    """The input from which one side is generated."""

    document: Any
    """The contract with its Overlay document applied."""
    settings: str | None = None
    """The text of `generator-config.yaml`; None for this repository's file."""


class ClassFacts(TypedDict):
    """A class of `anyreach_api.models`."""

    pointer: str
    """JSON pointer of its schema."""
    kind: str
    """`model`, or the type of the enum's members: `str` or `int`."""
    members: list[Any]
    """Name, annotation, default and `is_positional` of each attribute that the constructor takes,
    or name and value of each member of the enum, in order."""
    fields: dict[str, str]
    """JSON pointers of the properties, by attribute."""
    sensitive: list[str]
    """The attributes that raise `RedactedError` when they are withheld."""
    uses: list[str]
    """The classes that its attributes hold."""
    is_spread: bool
    """Whether it is only a body whose properties methods take as keywords."""


class MethodFacts(TypedDict):
    """A method of a resource."""

    label: str
    """Such as `GET /pets`."""
    key: str
    """The method and path, with the names of path parameters removed."""
    operation: str
    """Its operationId."""
    signature: str
    """Its parameters and return type; its async twin differs only in `await`."""
    pointer: str
    parameters: dict[str, str]
    """JSON pointers of the parameters, by Python name."""
    sent_as: dict[str, str]
    """Location and name in the contract, by Python name."""
    sends: list[str]
    """The classes that its arguments hold."""
    receives: list[str]
    """The classes that its results hold."""


class Facts(TypedDict):
    """The facts about a package, or the reason why it is missing."""

    problems: list[str]
    missing: str
    """The Python package that is not installed; empty if none is missing."""
    left_out: dict[str, str]
    """A digest of each operation and schema that is not generated."""
    spared: list[str]
    """Those that the generator rejects: keys of operations, pointers of schemas."""
    classes: dict[str, ClassFacts]
    methods: dict[str, MethodFacts]
    """By tag and name, such as `conversations.get`."""


class Found(NamedTuple):
    """A change of a generated package, before its level is known."""

    rule: str
    subject: str
    operations: tuple[str, ...]
    direction: Sense | None
    base: str | None
    """JSON pointer in the base; None for an addition."""
    revision: str | None
    before: Any = None
    after: Any = None


def nothing(problems: list[str], missing: str = "") -> Facts:
    """Return the facts for a missing package.

    Args:
        problems: The problems of the contract.
        missing: The package that is not installed.
    """
    return {
        "problems": problems, "missing": missing, "left_out": {}, "spared": [], "classes": {},
        "methods": {},
    }  # fmt: skip


def not_installed(package: str) -> Found:
    """Return the finding that a package is not installed."""
    return Found("python-not-installed", "", (), None, "", "", None, package)


def not_generated(side: Name, problems: list[str]) -> Found:
    """Return the finding that one side cannot be generated.

    Args:
        side: The side.
        problems: The reasons.
    """
    rest = len(problems) - _MOST
    shown = [*problems[:_MOST], *([f"and {rest} more"] if rest > 0 else [])]
    rule = f"python-{side}-not-generated"
    if side == "base":
        return Found(rule, "", (), None, "", None, shown)
    return Found(rule, "", (), None, None, "", None, shown)
