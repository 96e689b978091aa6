"""From the bytes of an answer to models, on the way that the client takes."""

import json
from collections.abc import Callable
from functools import partial
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

from anyreach._decode import Problem, decode
from anyreach_api._model import list_of
from anyreach_api.api.conversations import get_conversation
from anyreach_api.models import Conversation
from bench import _cost, _data
from bench._contest import Contest
from bench._setting import Setting

Decode = Callable[[bytes], object]

_decode_page = list_of(Conversation.from_dict)  # as the generator writes it for an operation


def page(setting: Setting) -> Contest:
    """Decode a page of 100 read-only conversations."""
    return _contest(
        f"decode a page of {_data.PAGE_SIZE}", _data.page(), page_decoders(setting), 50, 2.2
    )


def one(setting: Setting) -> Contest:
    """Decode a 6 KB conversation with all its fields."""
    stock = setting.stock("models").Conversation
    decoders: dict[str, Decode] = {
        "json.loads": json.loads,
        "anyreach": _ours,
        "stock client": lambda body: stock.from_dict(json.loads(body)),
        "pydantic v2": setting.pydantic.Conversation.model_validate_json,
    }
    return _contest("decode a 6 KB conversation", _data.full(), decoders, 500, 1.3)


def page_decoders(setting: Setting) -> dict[str, Decode]:
    """Return, by name, what decodes the body of a page."""
    stock = setting.stock("models").Conversation
    kind: Any = GenericAlias(list, setting.pydantic.Conversation)
    pydantic: TypeAdapter[Any] = TypeAdapter(kind)
    return {
        "json.loads": json.loads,
        "anyreach": _our_page,
        "stock client": lambda body: [stock.from_dict(item) for item in json.loads(body)],
        "pydantic v2": pydantic.validate_json,
    }


def _contest(
    subject: str, body: bytes, decoders: dict[str, Decode], times: int, target: float
) -> Contest:
    return Contest(
        subject=subject,
        unit="µs",
        contenders={
            name: partial(_cost.of_call, partial(decoder, body), times)
            for name, decoder in decoders.items()
        },
        baseline="json.loads",
        targets={"anyreach": target},
    )


def _ours(body: bytes) -> object:
    parse = get_conversation._parse_success  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return _checked(decode(body, 200, parse, expected_id=_data.FULL_ID))


def _our_page(body: bytes) -> object:
    return _checked(decode(body, 200, _parse_page, expected_id=None))


def _parse_page(_status: int, value: Any) -> list[Conversation]:
    return _decode_page(value)


def _checked(value: object) -> object:
    assert not isinstance(value, Problem)  # noqa: S101 -- the data is right
    return value
