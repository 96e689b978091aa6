"""Compare two annotations: a type that is read may narrow, a type that is passed may widen."""

import ast
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Literal, NamedTuple

Verdict = Literal["equal", "fits", "unclear", "wider", "narrower", "other"]
VERDICTS: Final[tuple[Verdict, ...]] = ("equal", "fits", "unclear", "wider", "narrower", "other")
"""The verdicts, from harmless to breaking."""
_ENDINGS = {"unclear": "type-unclear", "wider": "widened", "narrower": "narrowed",
            "other": "type-changed"}  # fmt: skip
_READ = ("attribute", "result")


class Annotation(NamedTuple):
    """One alternative of a union: a class, a literal, or a list or a dictionary of something."""

    name: str
    value: str = ""
    """The value of a literal."""
    inner: frozenset["Annotation"] = frozenset()


Union = frozenset[Annotation]
ABSENT: Final[Mapping[str | None, Union]] = {
    "None": frozenset({Annotation("None")}),
    "UNSET": frozenset({Annotation("Unset")}),
}
"""The union member for an omitted value, by the default."""
_ANY = Annotation("Any")
_PROMOTED = {"bool": {"int", "float"}, "int": {"float"}}
"""The types that mypy accepts instead of another (PEP 484)."""


@cache
def read(annotation: str) -> Union:
    """Read an annotation that the generator wrote.

    Args:
        annotation: Its text.

    Returns:
        Its alternatives.
    """
    return frozenset(_alternatives(ast.parse(annotation, mode="eval").body))


def _alternatives(node: ast.expr) -> list[Annotation]:
    found: list[Annotation] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.BinOp):
            waiting += [one.left, one.right]
        elif isinstance(one, ast.Subscript):
            found += _subscript(one)
        else:
            found.append(Annotation(ast.unparse(one)))
    return found


def _subscript(node: ast.Subscript) -> list[Annotation]:
    name = ast.unparse(node.value)
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name == "Literal":
        return [Annotation(name, ast.unparse(one)) for one in parts]
    return [Annotation(name, inner=frozenset(_alternatives(parts[-1])))]


@cache
def plain(annotation: str, values_of: Callable[[str], set[Any]] | None = None) -> str:
    """Write an annotation for people: names without modules, an enum by its name.

    Args:
        annotation: Its text.
        values_of: Returns the values of an enum. An argument's annotation lists them beside it,
            so that people may pass them; they come and go with its members.
    """
    if annotation.isidentifier():
        return annotation
    return ast.unparse(_Plain(values_of).visit(ast.parse(annotation, mode="eval").body))


class _Plain(ast.NodeTransformer):
    def __init__(self, values_of: Callable[[str], set[Any]] | None) -> None:
        self._values_of = values_of

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        module = ast.unparse(node.value)
        return ast.Name(node.attr) if module in {"builtins", "models", "_models"} else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        enum = node.left.right if isinstance(node.left, ast.BinOp) else node.left
        if self._values_of and isinstance(enum, ast.Name) and isinstance(node.right, ast.Subscript):
            listed = {ast.literal_eval(one.value) for one in _subscript(node.right) if one.value}
            if listed == self._values_of(enum.id) != set():
                return node.left
        return node


def named(union: Union) -> frozenset[str]:
    """Return the names in a union, including those in lists.

    Args:
        union: The union.

    Returns:
        Names of classes.
    """
    inner = (named(one.inner) for one in union)
    return frozenset(one.name for one in union).union(*inner)


def renamed(union: Union, names: Mapping[str, str]) -> Union:
    """Rename classes.

    Args:
        union: The union.
        names: New names by old ones.

    Returns:
        The union with the new names.
    """
    return frozenset(
        Annotation(names.get(one.name, one.name), one.value, renamed(one.inner, names))
        for one in union
    )


def rule_of(kind: str, verdict: Verdict) -> str:
    """Name the rule of a change of a type.

    Args:
        kind: `attribute` or `result`, which are read, or `argument` or `parameter`.
        verdict: The verdict.

    Returns:
        The rule id.
    """
    good = "narrowed" if kind in _READ else "widened"
    return f"python-{kind}-{_ENDINGS.get(verdict, good)}"


class Judge:
    """Decides whether values of one type fit where another type was.

    Args:
        kinds: The type of an enum's members, `str` or `int`, by the name of its class.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = kinds

    def read(self, old: Union, new: Union) -> Verdict:
        """Judge a type whose values the code reads.

        Args:
            old: The type before.
            new: The type now.

        Returns:
            `fits` when all that is read now could be read before.
        """
        if old == new:
            return "equal"
        if self._all(new, old, loose=False) and _ANY not in old:
            return "fits"
        if self._all(new, old, loose=True):
            return "unclear"
        return "wider" if self._all(old, new, loose=True) else "other"

    def passed(self, old: Union, new: Union) -> Verdict:
        """Judge a type whose values the code passes.

        Args:
            old: The type before.
            new: The type now.

        Returns:
            `fits` when all that could be passed still can.
        """
        if old == new:
            return "equal"
        if self._all(old, new, loose=False):
            return "fits"
        if self._all(old, new, loose=True):
            return "unclear"
        return "narrower" if self._all(new, old, loose=True) else "other"

    def _all(self, narrow: Union, wide: Union, *, loose: bool) -> bool:
        return _ANY in wide or all(
            any(self._one(small, large, loose=loose) for large in wide) for small in narrow
        )

    def _one(self, narrow: Annotation, wide: Annotation, *, loose: bool) -> bool:
        if narrow.name == wide.name and (narrow.inner or wide.inner):
            # A mutable list is neither wider nor narrower than another one.
            return narrow.inner == wide.inner or (
                loose and self._all(narrow.inner, wide.inner, loose=True)
            )
        return narrow == wide or wide.name in self._bases(narrow)

    def _bases(self, one: Annotation) -> set[str]:
        kind = self._kinds.get(one.name, one.name)
        if one.name == "Literal":
            value: Any = ast.literal_eval(one.value)
            kind = type(value).__name__
        return {kind, *_PROMOTED.get(kind, ())}
