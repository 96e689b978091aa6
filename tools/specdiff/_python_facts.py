"""What the generator knows of a package and its text does not say: pointers, and who uses what."""

from typing import TypedDict


class ClassFacts(TypedDict):
    """A class of `anyreach_api.models`."""

    pointer: str
    """JSON pointer of its schema."""
    module: str
    kind: str
    """`model`, or what a member of the enum is: `str` or `int`."""
    fields: dict[str, str]
    """JSON pointers of the properties, by the names of the attributes."""
    uses: list[str]
    """The classes that its attributes hold."""


class OperationFacts(TypedDict):
    """A module of `anyreach_api.api`."""

    label: str
    """Such as `GET /pets`."""
    key: str
    """What tells it apart, whatever it and its path parameters are called."""
    pointer: str
    parameters: dict[str, str]
    """JSON pointers of the parameters and the body, by the names of the arguments."""
    sends: list[str]
    """The classes that its arguments hold."""
    receives: list[str]
    """The classes that its results hold."""


class Facts(TypedDict):
    """A package, or why there is none."""

    problems: list[str]
    missing: str
    """The package without which nothing can be generated; empty when it is there."""
    classes: dict[str, ClassFacts]
    operations: dict[str, OperationFacts]
    """By tag and name, such as `conversations.get_conversation`."""


def nothing(problems: list[str], missing: str = "") -> Facts:
    """Say why there is no package.

    Args:
        problems: What is wrong with the contract.
        missing: What is not installed.

    Returns:
        Facts about an empty package.
    """
    return {"problems": problems, "missing": missing, "classes": {}, "operations": {}}
