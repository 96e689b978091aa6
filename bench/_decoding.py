"""Measure decoding, from a response's bytes to models, as the client does it."""

import json
from collections.abc import Callable
from functools import partial
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

import anyreach._core.responses.decoding as _client
from anyreach._transport.http_types import Reply
from anyreach_api._model import list_of
from anyreach_api._operation import Answer
from anyreach_api.api.conversations import get_conversation
from anyreach_api.models import Conversation
from bench import _cost, _data
from bench._contest import Contest
from bench._setting import Setting

Decode = Callable[[bytes], object]

_PAGE = {"anyreach": 1.9, "anyreach[fast]": 1.25}
_ONE = {"anyreach": 1.3}

_decode_page = list_of(Conversation.from_dict)  # as the generator writes it for an operation


def page(setting: Setting) -> Contest:
    """Decode a page of 100 read-only conversations."""
    return _contest(
        f"decode a page of {_data.PAGE_SIZE}", _data.page(), page_decoders(setting), 50, _PAGE
    )


def one(setting: Setting) -> Contest:
    """Decode a 6 KB conversation with all its fields."""
    stock = setting.stock("models").Conversation
    decoders: dict[str, Decode] = {
        "json.loads": json.loads,
        "anyreach": partial(_without_orjson, _ours),
        "anyreach[fast]": _ours,
        "stock client": lambda body: stock.from_dict(json.loads(body)),
        "pydantic v2": setting.pydantic.Conversation.model_validate_json,
    }
    return _contest("decode a 6 KB conversation", _data.full(), decoders, 500, _ONE)


def page_decoders(setting: Setting) -> dict[str, Decode]:
    """Return the decoders of a page's body, by name."""
    stock = setting.stock("models").Conversation
    kind: Any = GenericAlias(list, setting.pydantic.Conversation)
    pydantic: TypeAdapter[Any] = TypeAdapter(kind)
    return {
        "json.loads": json.loads,
        "anyreach": partial(_without_orjson, _our_page),
        "anyreach[fast]": _our_page,
        "stock client": lambda body: [stock.from_dict(item) for item in json.loads(body)],
        "pydantic v2": pydantic.validate_json,
    }


def _contest(
    subject: str,
    body: bytes,
    decoders: dict[str, Decode],
    times: int,
    targets: dict[str, float],
) -> Contest:
    return Contest(
        subject=subject,
        unit="µs",
        contenders={
            name: partial(_cost.of_call, partial(decoder, body), times)
            for name, decoder in decoders.items()
        },
        baseline="json.loads",
        targets=targets,
    )


def _without_orjson(decoder: Decode, body: bytes) -> object:
    orjson, _client.orjson = _client.orjson, None  # type: ignore[assignment]
    try:
        return decoder(body)
    finally:
        _client.orjson = orjson


def _ours(body: bytes) -> object:
    return _client.decode(
        "getConversation", Reply(200, {}, body), get_conversation.read, ("id", _data.FULL_ID)
    )


def _our_page(body: bytes) -> object:
    return _client.decode("listConversations", Reply(200, {}, body), _read_page)


def _read_page(answer: Answer) -> list[Conversation]:
    return _decode_page(answer.json())
