"""The operations of two packages compared: where they are, what they take, what comes back."""

from collections.abc import Iterator
from typing import Any

from tools.specdiff._graph import Sense
from tools.specdiff._python_found import Found
from tools.specdiff._python_pair import Pair
from tools.specdiff._python_surface import Operation, Parameter
from tools.specdiff._python_types import UNSET, VERDICTS, Verdict, read, rule_of


def compare_calls(pair: Pair) -> Iterator[Found]:
    """Compare the operations of two packages.

    Args:
        pair: The packages.

    Yields:
        What changed.
    """
    old, new = pair.base.facts["operations"], pair.revision.facts["operations"]
    for name, facts in old.items():
        other = pair.operations.get(name)
        if other is None:
            label = (facts["label"],)
            yield Found(
                "python-operation-removed", f"`{name}`", label, None, facts["pointer"], None, name
            )
            continue
        if name != other:
            yield _found(pair, name, "python-operation-moved", f"`{name}`", None, name, other)
        if not pair.is_same_text(f"api.{name}", f"api.{other}"):
            yield from _Call(pair, name, other).compare()
    for name in sorted(new.keys() - set(pair.operations.values())):
        facts = new[name]
        yield Found(
            "python-operation-added", f"`{name}`", (facts["label"],), None,
            None, facts["pointer"], None, name,
        )  # fmt: skip


def _found(  # noqa: PLR0917 - a change has that many parts
    pair: Pair, name: str, rule: str, subject: str, direction: Sense | None,
    before: Any = None, after: Any = None,
) -> Found:  # fmt: skip
    """Make a change of an operation that both packages have."""
    old = pair.base.facts["operations"][name]
    new = pair.revision.facts["operations"][pair.operations[name]]
    return Found(
        rule, subject, (new["label"],), direction, old["pointer"], new["pointer"], before, after
    )


class _Call:
    """An operation that is in both packages."""

    def __init__(self, pair: Pair, name: str, other: str) -> None:
        self._pair = pair
        self._name, self._other = name, other
        self._old, self._new = pair.base.operation(name), pair.revision.operation(other)

    def compare(self) -> Iterator[Found]:
        for function in self._old.functions:
            if function not in self._new.functions:
                subject = f"`{self._other}.{function}`"
                yield self._made("python-function-removed", subject, None, function)
        for function in self._new.functions:
            if function not in self._old.functions:
                subject = f"`{self._other}.{function}`"
                yield self._made("python-function-added", subject, None, None, function)
        yield from self._parameters(self._old.parameters, self._new.parameters)
        yield from self._results(self._old, self._new)

    def _made(
        self, rule: str, subject: str, direction: Sense | None,
        before: Any = None, after: Any = None,
    ) -> Found:  # fmt: skip
        return _found(self._pair, self._name, rule, subject, direction, before, after)

    @property
    def _called(self) -> str:
        """What is shown of the functions, which have the same parameters."""
        return f"`{self._other}.{self._new.functions[0]}`"

    def _parameter(
        self, rule: str, name: str, before: str | None, after: str | None, *, of_it: bool = False
    ) -> Found:
        """Make a change of a parameter that both or only one of the sides has."""
        pair = self._pair
        old = pair.base.facts["operations"][self._name]
        new = pair.revision.facts["operations"][self._other]
        subject = f"`{name}` of {self._called}" if of_it else self._called
        return Found(
            rule, subject, (new["label"],), "request",
            None if before is None else old["parameters"].get(name, old["pointer"]),
            None if after is None else new["parameters"].get(name, new["pointer"]),
            before, after,
        )  # fmt: skip

    def _parameters(self, old: dict[str, Parameter], new: dict[str, Parameter]) -> Iterator[Found]:
        renamed = dict(_renamed(old, new))
        for name, other in renamed.items():
            yield self._made("python-parameter-renamed", self._called, "request", name, other)
        places = [
            [name for name, one in side.items() if one.is_positional and name in both]
            for side, both in ((old, new), (new, old))
        ]
        if sorted(places[0]) == sorted(places[1]) and places[0] != places[1]:
            rule = "python-parameter-order-changed"
            yield self._made(rule, self._called, "request", *places)
        for name, parameter in old.items():
            other = renamed.get(name, name)
            if other in new:
                yield from self._both(other, parameter, new[other])
            else:
                shown = _signature(name, parameter)
                yield self._parameter("python-parameter-removed", name, shown, None)
        for name, parameter in new.items():
            if name not in old and name not in renamed.values():
                required = "-required" if parameter.default is None else ""
                shown = _signature(name, parameter)
                yield self._parameter(f"python-parameter-added{required}", name, None, shown)

    def _both(self, name: str, old: Parameter, new: Parameter) -> Iterator[Found]:
        shown = _signature(name, old), _signature(name, new)
        before, after = self._pair.union(old.annotation), read(new.annotation)
        if old.is_positional and not new.is_positional:
            yield self._parameter("python-parameter-keyword-only", name, *shown, of_it=True)
        if (old.default is None) != (new.default is None):
            what = "required" if new.default is None else "optional"
            yield self._parameter(f"python-parameter-became-{what}", name, *shown, of_it=True)
            before, after = before - {UNSET}, after - {UNSET}
        elif self._pair.default(old.default) != new.default:
            defaults = old.default, new.default
            yield self._parameter("python-default-changed", name, *defaults, of_it=True)
        verdict = self._pair.judge.passed(before, after)
        if verdict != "equal":
            rule = rule_of("parameter", verdict)
            yield self._parameter(rule, name, *shown, of_it=True)

    def _results(self, old: Operation, new: Operation) -> Iterator[Found]:
        """Compare what `client.call` returns, and what the functions do, errors included."""
        judged: list[Verdict] = [
            self._pair.judge.read(self._pair.union(before), read(after))
            for before, after in ((old.called, new.called), (old.returned, new.returned))
        ]
        called = f"`client.call({self._other})`"
        if judged[0] != "equal":
            rule = rule_of("result", judged[0])
            yield self._made(rule, called, "response", old.called, new.called)
        if VERDICTS.index(judged[1]) > VERDICTS.index(judged[0]):
            rule = rule_of("result", judged[1])
            yield self._made(rule, self._called, "response", old.returned, new.returned)


def _renamed(old: dict[str, Parameter], new: dict[str, Parameter]) -> Iterator[tuple[str, str]]:
    """Find parameters that have another name at the same position: those of the path."""
    before, after = (
        [name for name, one in side.items() if one.is_positional] for side in (old, new)
    )
    for name, other in zip(before, after, strict=False):
        if name not in new and other not in old:
            yield name, other


def _signature(name: str, parameter: Parameter) -> str:
    default = "" if parameter.default is None else f" = {parameter.default}"
    return f"{name}: {parameter.annotation}{default}"
