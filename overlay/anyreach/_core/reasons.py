"""Why the API refused values, as far as fields and rules say it: never a value."""

from __future__ import annotations

import re
from typing import Any, Final

from anyreach._core.type_guards import is_list, is_mapping

_MOST: Final = 5
_MAX_INDEX: Final = 1_000  # a larger number may be a value, such as a phone number
_NAME: Final = re.compile(r"[A-Za-z_]{1,40}")
_RULE: Final = re.compile(r"[a-z_.]{1,40}")


def reason(detail: object) -> str:
    """Return what FastAPI's list of `loc`, `msg` and `type` says of fields and rules.

    A key of the app's own data can be part of a `loc`. Whatever is not made of letters and
    underscores, as names are, is shown as `*`; `msg` and `input` can hold values, and are not read.

    Args:
        detail: The `detail` of an error.

    Returns:
        A text such as `body.user_id: missing`; empty when the detail has another form.
    """
    faults = [text for one in (detail if is_list(detail) else ()) if (text := _fault(one))]
    shown = "; ".join(faults[:_MOST])
    more = len(faults) - _MOST
    return f"{shown}; and {more} more" if more > 0 else shown


def _fault(one: Any) -> str:
    place, rule = (one.get("loc"), one.get("type")) if is_mapping(one) else (None, None)
    if not is_list(place) or not isinstance(rule, str) or not _RULE.fullmatch(rule):
        return ""
    return f"{'.'.join(map(_step, place))}: {rule}"


def _step(step: object) -> str:
    if isinstance(step, int) and 0 <= step < _MAX_INDEX:
        return str(int(step))
    return step if isinstance(step, str) and _NAME.fullmatch(step) else "*"
