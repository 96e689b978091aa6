"""The python side of the table of rules: id, level, sentence, reason.

The *python* side asks: does code written against today's client keep running and type-checking?
It covers methods of the client, their parameters and results, attributes of models, and members of
enums. A type that code reads may narrow, and a type that code passes may widen. Code may call the
constructor of every model, also of records that only the API writes: tests build responses.
"""

from collections.abc import Iterator
from typing import Final

Row = tuple[str, str, str, str]

_FAILS = "Correct code fails at runtime or in the type checker."
_MORE = "Correct code stays correct."
_SAYS_MORE = "Code gets values that its types excluded."
_UNKNOWN = "Code that was not checked may break."
_POSITION = "Positional values silently end up in other fields."
_INVARIANT = "For a type checker, mutable lists and `Any` are neither wider nor narrower."
_SILENT = "The code still runs but behaves differently."

_ROWS: tuple[Row, ...] = (
    ("python-not-installed", "risky",
     ("Python code was not checked: {after} is not installed; install the dependency group "
      "`generate`, or use `--view api`."), _UNKNOWN),
    ("python-base-not-generated", "risky",
     ("Python code was not checked: the base cannot be generated ({before}); compare by "
      "hand."), _UNKNOWN),
    ("python-revision-not-generated", "risky",
     ("Python code was not checked: the revision cannot be generated ({after}); change the "
      "contract, or extend the generator."), _UNKNOWN),
    ("python-left-out", "risky",
     ("Python code that uses these parts was not checked, since they are not generated: "
      "{subject}; compare them by hand."), _UNKNOWN),
    ("python-class-removed", "breaking",
     "`{subject}` is removed: code that imports it fails; stop using it.", _FAILS),
    ("python-class-renamed", "breaking",
     "`anyreach.models.{before}` is now `anyreach.models.{after}`: change the import and each use.",
     _FAILS),
    ("python-class-added", "compatible", "`{subject}` can be imported.", _MORE),
    ("python-class-kind-changed", "breaking",
     "`{subject}` was {before} and is {after}: code that makes or reads one fails; rewrite it.",
     _FAILS),
    ("python-attribute-removed", "breaking",
     ("`{subject}` is removed: code that reads it, or passes it to the constructor, fails; stop "
      "using it."), _FAILS),
    ("python-attribute-added", "compatible",
     "`{subject}: {after}` is new.", _MORE),
    ("python-attribute-inserted", "breaking",
     ("`{subject}: {after}` is new and not last in the constructor: later positional arguments "
      "end up in another field; pass by name."), _POSITION),
    ("python-attribute-became-sensitive", "breaking",
     ("Code that reads `{subject}` raises `RedactedError` if the token lacks the scope; catch "
      "that, or check `redacted_fields` first."), _FAILS),
    ("python-attribute-no-longer-sensitive", "compatible",
     "Code that reads `{subject}` no longer raises `RedactedError`.", _MORE),
    ("python-constructor-order-changed", "breaking",
     ("The constructor of `{subject}` takes its fields in another order: positional arguments "
      "end up in another field; pass by name."), _POSITION),
    ("python-argument-added-required", "breaking",
     "The constructor now requires `{subject}: {after}`: code that omits it fails; pass it.",
     _FAILS),
    ("python-argument-became-required", "breaking",
     ("The constructor now requires `{subject}`, among its first fields: code that omits it "
      "fails; pass it by name."), _FAILS),
    ("python-argument-became-optional", "compatible",
     "The constructor no longer requires `{subject}`.", _MORE),
    ("python-attribute-became-optional", "breaking",
     "`{subject}: {before}` becomes `{after}`: the API may omit it; handle that.",
     _SAYS_MORE),
    ("python-default-changed", "risky",
     "Code that omits `{subject}` gets {after}, not {before}; pass it if that matters.",
     _SILENT),
    ("python-enum-member-removed", "breaking",
     "`{subject}` is removed: code that names it, or passes its value, fails; stop using it.",
     _FAILS),
    ("python-enum-member-renamed", "breaking",
     "`{subject}` is now called {after}: code that names it fails; rename it.", _FAILS),
    ("python-enum-member-value-changed", "breaking",
     ("`{subject}` is {after}, not {before}: code that compares it with its old value is wrong; "
      "compare with the member."), "Enums of strings and integers equal their values."),
    ("python-enum-member-added", "risky",
     "Code that matches every member lacks `{subject}`; add a branch for unknown members.",
     "Enums keep unknown values, so only an exhaustive `match` breaks."),
    ("python-enum-member-added-to-pass", "compatible",
     "`{subject}` can be passed.", _MORE),
    ("python-method-removed", "breaking",
     ('`{subject}` is removed: code that calls it, or `client.execute("{before}")`, fails; stop '
      "calling it."), _FAILS),
    ("python-method-renamed", "breaking",
     "`{before}` is now `{after}`: code that calls it fails; rename the call.", _FAILS),
    ("python-method-added", "compatible", "`{subject}` is new.", _MORE),
    ("python-operation-id-changed", "breaking",
     ('`client.execute("{before}")` is now `client.execute("{after}")`: code that calls it '
      "fails; change the name, or call `{subject}`."), _FAILS),
    ("python-parameter-removed", "breaking",
     "`{subject}` no longer takes `{before}`: calls that pass it fail; stop passing it.", _FAILS),
    ("python-parameter-added", "compatible",
     "`{subject}` takes `{after}`.", _MORE),
    ("python-parameter-added-required", "breaking",
     "`{subject}` now requires `{after}`: calls without it fail; pass it.", _FAILS),
    ("python-parameter-became-required", "breaking",
     "`{subject}` now requires `{after}`, which was optional; pass it.", _FAILS),
    ("python-parameter-became-optional", "compatible",
     "`{subject}` can be called without `{after}`.", _MORE),
    ("python-parameter-renamed", "breaking",
     ("`{subject}` renames its parameter `{before}` to `{after}`: calls that pass it by name "
      "fail; rename it there."), _FAILS),
    ("python-parameter-order-changed", "breaking",
     ("`{subject}` takes its path parameters in another order ({before} → {after}); pass by "
      "name."), "Positional values silently end up in other parameters."),
    ("python-parameter-keyword-only", "breaking",
     ("`{subject}` takes `{after}` by name only: calls that pass it by position fail; pass it by "
      "name."), _FAILS),
    ("python-parameter-default-changed", "risky",
     ("`{subject}` takes `{after}` instead of `{before}`: calls without it send another value or "
      "no value; pass it if that matters."), _SILENT),
    ("python-parameter-none-is-sent", "risky",
     ("`{subject}` now sends null if `{after}` is None; omit the argument to send no value."),
     _SILENT),
    ("python-parameter-none-is-left-out", "breaking",
     ("`{subject}` no longer sends null if `{after}` is None, and no longer takes `UNSET`; stop "
      "passing either."), _FAILS),
)  # fmt: skip


def _passed_types(kind: str, head: str) -> Iterator[Row]:
    """Yield the rules for a type that code passes."""
    yield (f"python-{kind}-narrowed", "breaking",
           f"{head}, which is narrower: code that passes other values fails; pass these.",
           _FAILS)  # fmt: skip
    yield (f"python-{kind}-widened", "compatible", f"{head}, which is wider.",
           _MORE)  # fmt: skip
    yield (f"python-{kind}-type-unclear", "risky",
           f"{head}, which a type checker may reject; run it.", _INVARIANT)  # fmt: skip
    yield (f"python-{kind}-type-changed", "breaking",
           f"{head}: code that passes the old type fails; pass the new one.",
           _FAILS)  # fmt: skip


def _read_types(kind: str, head: str) -> Iterator[Row]:
    """Yield the rules for a type that code reads."""
    yield (f"python-{kind}-widened", "breaking",
           f"{head}: code that reads it gets more kinds of values; handle them.",
           _SAYS_MORE)  # fmt: skip
    yield (f"python-{kind}-narrowed", "compatible",
           f"{head}: code that reads it gets fewer kinds of values.",
           _MORE)  # fmt: skip
    yield (f"python-{kind}-type-unclear", "risky",
           (f"{head}: code that reads it gets another type, which a type checker may reject; run "
            "it."), _INVARIANT)  # fmt: skip
    yield (f"python-{kind}-type-changed", "breaking",
           f"{head}: code that reads it gets another type; read the new one.",
           _FAILS)  # fmt: skip


ROWS: Final[tuple[Row, ...]] = (
    *_ROWS,
    *_passed_types("argument", "`{subject}: {before}` becomes `{after}` in the constructor"),
    *_passed_types("parameter", "`{subject}` takes `{after}` instead of `{before}`"),
    *_read_types("attribute", "`{subject}: {before}` becomes `{after}`"),
    *_read_types("result", "`{subject}` returns `{after}` instead of `{before}`"),
)
"""The rules of the python side."""
