"""Measure the memory of decoded conversations."""

from collections.abc import Callable

from bench import _cost, _data
from bench._contest import Contest
from bench._decoding import Decode, page_decoders
from bench._setting import Setting

_PAGES = 100


def conversations(setting: Setting) -> Contest:
    """Hold 10,000 read-only conversations, decoded page by page."""

    def contender(decoder: Decode) -> Callable[[], float]:
        return lambda: _cost.of_holding(lambda: [decoder(body) for body in pages])

    pages = [_data.page(number) for number in range(_PAGES)]
    return Contest(
        subject=f"hold {_PAGES * _data.PAGE_SIZE:,} conversations",
        unit="MB",
        contenders={name: contender(decoder) for name, decoder in page_decoders(setting).items()},
        baseline="pydantic v2",
        targets={},
        most=1,
    )
