"""Call every operation of a generated package, and check what is sent and what is read."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_args, get_type_hints

from tests.wild import received, sent
from tests.wild.arguments import UnfitError, to_python
from tests.wild.client import Answer, clients
from tests.wild.inputs import (
    Body,
    Input,
    body_of,
    matched,
    parameters_of,
    properties_of,
)
from tests.wild.models import tagged
from tests.wild.schemas import ANSWER, REQUEST
from tests.wild.tally import Tally
from tests.wild.validation import ValidatingContract
from tests.wild.values import FULL, LEAST, SOME, NoValueError, Values


class Reply(NamedTuple):
    """An answer, and how to check what it is read as."""

    answer: Answer
    check: Callable[[Any], list[str]]


def call_all(
    contract: ValidatingContract, package: Any, seed: int
) -> tuple[Tally, set[tuple[str, str]]]:
    """Call every operation, and return what came of it and which operations there are."""
    tally, methods = Tally(), dict[tuple[str, str], tuple[str, str]]()
    api = importlib.import_module(f"{package.__name__}.api")
    for module in pkgutil.walk_packages(api.__path__, f"{api.__name__}."):
        info = getattr(importlib.import_module(module.name), "INFO", None)
        if info is not None:
            methods[info.method.lower(), info.path] = (info.tag, info.name)
    both = clients(importlib.import_module(f"{package.__name__}.resources"))
    for method, path, operation, item in contract.operations():
        if (method, path) in methods:
            caller = _Caller(contract, operation, item, Values(contract, seed), tally)
            caller.call(both, methods[method, path], method, path)
    return tally, set(methods)


class _Caller:
    """Calls one operation."""

    def __init__(
        self,
        contract: ValidatingContract,
        operation: dict[str, Any],
        item: dict[str, Any],
        values: Values,
        tally: Tally,
    ) -> None:
        self._contract = contract
        self._operation = operation
        self._item = item
        self._values = values
        self._tally = tally
        self._body: Body | None = body_of(contract, operation)

    def call(self, both: tuple[Any, Any], where: tuple[str, str], method: str, path: str) -> None:
        """Call it with everything left out, with everything given, and with None."""
        what = f"{method} {path}"
        functions = [getattr(getattr(client, where[0]), where[1]) for client in both]
        signatures = [inspect.signature(one) for one in functions]
        if signatures[0].replace(return_annotation=None) != signatures[1].replace(
            return_annotation=None
        ):
            self._tally.add(what, ["the signatures differ"])
            return
        arguments, odd = self._arguments(signatures[0])
        if odd:
            self._tally.add(what, odd)
            return
        package = type(both[0]).__mro__[2].__module__.partition(".")[0]
        hints = get_type_hints(functions[0])
        replies = list(self._replies(method))
        for index, reply in enumerate(replies):
            for mode in ("least", "full", "null") if index == 0 else ("least",):
                try:
                    given, python = self._given(arguments, hints, signatures[0], mode)
                except UnfitError as error:
                    self._tally.add(f"{what} ({mode})", [str(error)])
                    continue
                except NoValueError as error:
                    self._tally.unmade.append(f"{what} ({mode}): {error}")
                    continue
                for client, function in zip(both, functions, strict=True):
                    request, faults = self._call(client, function, python, reply)
                    if request is not None:
                        faults += self._sent(request, path, method, given)
                    self._tally.add(f"{what} ({mode}, {package})", faults)

    def _call(
        self, client: Any, function: Any, python: dict[str, Any], reply: Reply
    ) -> tuple[Any, list[str]]:
        """Return the request that was sent, and what is wrong with what was read."""
        client.answer, client.sent = reply.answer, None
        try:
            read = function(**python)
            if inspect.isawaitable(read):
                read = asyncio.run(_awaited(read))
        except Exception as error:  # noqa: BLE001  whatever it is, it is a fault
            return client.sent, [f"{type(error).__name__}: {error}"[:300]]
        return client.sent, reply.check(read)

    def _sent(self, request: Any, path: str, method: str, given: sent.Given) -> Iterator[str]:
        """Yield what is wrong with a request."""
        yield from sent.faults(request, path, given, self._body, self._contract)
        if request.info.method.lower() != method:
            yield f"the method is {request.info.method}"
        servers = self._operation.get("servers") or self._item.get("servers")
        if request.server != (servers[0]["url"] if servers else None):
            yield f"the server is {request.server}"

    def _arguments(self, signature: inspect.Signature) -> tuple[dict[str, Input], list[str]]:
        """Return the input of each argument, and what is odd."""
        inputs = parameters_of(self._contract, self._operation, self._item)
        body = self._body
        if body is None:
            pairs, free, missing = matched(inputs, signature)
        else:
            pairs, free, missing = matched(
                [*inputs, *properties_of(self._contract, body)], signature
            )
            if (free or missing) or not properties_of(self._contract, body):
                nullable = body.kind == "json" and (
                    self._contract.is_nullable(body.schema) or not body.schema
                )
                whole = Input("whole", "body", body.schema, body.required, nullable, {})
                pairs, free, missing = matched([*inputs, whole], signature)
        odd = [f"the argument {name} stands for nothing" for name in free]
        odd += [f"{one.location} {one.key} cannot be given" for one in missing]
        return pairs, odd

    def _given(
        self,
        arguments: dict[str, Input],
        hints: dict[str, Any],
        signature: inspect.Signature,
        mode: str,
    ) -> tuple[sent.Given, dict[str, Any]]:
        """Return what is given: JSON values for the check, and Python values for the call."""
        given: sent.Given = []
        python: dict[str, Any] = {}
        body_is_given = self._body is not None and self._body.required
        for name, one in arguments.items():
            default = signature.parameters[name].default
            must = default is inspect.Parameter.empty
            constant = default if isinstance(default, (str, int, float)) else None
            in_body = one.location in {"body", "whole"}
            takes_null = type(None) in get_args(hints[name]) or hints[name] is Any
            may_be_null = one.nullable if in_body else not one.required
            if may_be_null and not takes_null:
                raise UnfitError(f"{name} does not take None")
            if must and not one.required and not in_body:
                raise UnfitError(f"{name} is optional, and must be given")
            if not must and constant is None and one.required and (not in_body or body_is_given):
                raise UnfitError(f"{name} is required, and can be left out")
            if mode == "null" and may_be_null:
                python[name] = None
                if in_body:
                    given.append((one, None))
                continue
            if not must and mode != "full":
                if constant is not None:
                    given.append((one, constant))
                continue
            value = self._value(one, FULL if mode == "full" else LEAST)
            given.append((one, value))
            python[name] = to_python(value, hints[name], self._contract, one.schema)
        return given, python

    def _value(self, one: Input, share: float) -> Any:
        kind = self._body.kind if self._body else ""
        safe = one.location not in {"body", "whole"} or kind != "json"
        if kind == "raw" and one.location == "whole":
            return "some bytes"
        return self._values.make(one.schema, share, REQUEST, safe=safe)

    def _replies(self, method: str) -> Iterator[Reply]:
        """Yield answers to try, those of every documented success."""
        responses = self._operation.get("responses", {})
        successes = {code: one for code, one in responses.items() if code.startswith("2")}
        if not successes and "default" in responses:
            successes = {"default": responses["default"]}
        for code, written in successes.items():
            status = int(code) if code.isdecimal() else 200
            content = self._contract.resolve(written).get("content", {})
            yield from self._of_content(status, content if method != "head" else {})
        if not successes:
            yield Reply(Answer(200, b""), _is(None))

    def _of_content(self, status: int, content: dict[str, Any]) -> Iterator[Reply]:
        json_types = [one for one in content if "json" in one]
        if not content:
            yield Reply(Answer(status, b""), _is(None))
        elif json_types:
            yield from self._of_json(status, content[json_types[0]].get("schema", {}))
        elif all(one.startswith("text/") for one in content):
            yield Reply(Answer(status, b"a,b"), _is("a,b"))
        else:
            yield Reply(Answer(status, b"\0"), _is(b"\0"))

    def _of_json(self, status: int, schema: Any) -> Iterator[Reply]:
        made: list[Any] = []
        for share in (FULL, LEAST, SOME, SOME):
            try:
                made.append(self._values.make(schema, share, ANSWER))
            except NoValueError as error:
                self._tally.unmade.append(f"an answer: {error}")
        made += tagged(self._contract, self._values, schema)
        if not made:
            yield Reply(Answer(status, b"null"), _is(None))
        for value in made:
            yield self._of_value(status, value, schema)

    def _of_value(self, status: int, value: Any, schema: Any) -> Reply:
        def check(read: Any) -> list[str]:
            return [*received.faults(read, value, schema, self._contract)]

        return Reply(Answer(status, json.dumps(value).encode()), check)


def _is(wanted: object) -> Callable[[Any], list[str]]:
    def check(read: Any) -> list[str]:
        return [] if read == wanted else [f"was read as {read!r}"]

    return check


async def _awaited(value: Any) -> Any:
    return await value
