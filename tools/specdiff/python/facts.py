"""What is noted of a generated package, what is found between two, and why there is none."""

from typing import Any, Literal, NamedTuple, TypedDict

from tools.specdiff.wire.schema.graph import Sense

Name = Literal["base", "revision"]
_MOST = 3  # problems that are shown


class Source(NamedTuple):
    """What one side is generated from."""

    document: Any
    """The contract, its Overlay document applied."""
    settings: str | None = None
    """The text of `generator-config.yaml`; None for the one of this repository."""


class ClassFacts(TypedDict):
    """A class of `anyreach_api.models`."""

    pointer: str
    """JSON pointer of its schema."""
    kind: str
    """`model`, or what a member of the enum is: `str` or `int`."""
    members: list[Any]
    """Name, annotation, default and `is_positional` of each attribute that the constructor takes,
    or name and value of each member of the enum, in order."""
    fields: dict[str, str]
    """JSON pointers of the properties, by the names of the attributes."""
    sensitive: list[str]
    """The attributes that raise `RedactedError` when they are withheld."""
    uses: list[str]
    """The classes that its attributes hold."""
    is_spread: bool
    """Whether it is only the body of methods that take its properties as keywords."""


class MethodFacts(TypedDict):
    """A method of a resource."""

    label: str
    """Such as `GET /pets`."""
    key: str
    """What tells the operation apart, whatever it and its path parameters are called."""
    operation: str
    """Its operationId."""
    signature: str
    """Its parameters, and what it returns; its async twin differs in `await` only."""
    pointer: str
    parameters: dict[str, str]
    """JSON pointers of what the method takes, by its Python name."""
    sent_as: dict[str, str]
    """Location and name in the contract, by Python name."""
    sends: list[str]
    """The classes that its arguments hold."""
    receives: list[str]
    """The classes that its results hold."""


class Facts(TypedDict):
    """A package, or why there is none."""

    problems: list[str]
    missing: str
    """The package without which nothing can be generated; empty when it is there."""
    left_out: dict[str, str]
    """A digest of each operation and schema that is not generated."""
    spared: list[str]
    """Of those, what the generator cannot generate: keys of operations, pointers of schemas."""
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
    """JSON pointer in the base, None where the thing is new."""
    revision: str | None
    before: Any = None
    after: Any = None


def nothing(problems: list[str], missing: str = "") -> Facts:
    """Return the facts of a package that there is not.

    Args:
        problems: What is wrong with the contract.
        missing: What is not installed.
    """
    return {
        "problems": problems, "missing": missing, "left_out": {}, "spared": [], "classes": {},
        "methods": {},
    }  # fmt: skip


def not_installed(package: str) -> Found:
    """Return the finding that nothing could be compared without a package."""
    return Found("python-not-installed", "", (), None, "", "", None, package)


def not_generated(side: Name, problems: list[str]) -> Found:
    """Return the finding that nothing could be compared, since one side has no package.

    Args:
        side: Which.
        problems: Why.
    """
    rest = len(problems) - _MOST
    shown = [*problems[:_MOST], *([f"and {rest} more"] if rest > 0 else [])]
    rule = f"python-{side}-not-generated"
    if side == "base":
        return Found(rule, "", (), None, "", None, shown)
    return Found(rule, "", (), None, None, "", None, shown)
