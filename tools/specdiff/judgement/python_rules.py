"""The python side of the table of rules: id, level, sentence, reason.

The *python* side asks: does code written against today's client keep running and type-checking?
It speaks of what people write: methods of the client, their parameters and results, attributes of
models, members of enums. What is read may say less, what is passed may say more. The constructor
of every model is judged as something that code calls, whoever writes the record: tests build
answers.
"""

from collections.abc import Iterator
from typing import Final

Row = tuple[str, str, str, str]

_FAILS = "Code that was right fails when it runs, or in the type checker."
_MORE = "Code that was right stays right."
_SAYS_MORE = "Code meets values that its types excluded."
_UNKNOWN = "What was not looked at may break."
_POSITION = "By position, values land in other fields, and nothing says so."
_INVARIANT = "A list that may be changed, and `Any`, are neither wider nor narrower for a checker."
_SILENT = "It runs as before, and does something else."

_ROWS: tuple[Row, ...] = (
    ("python-not-installed", "risky",
     ("Nobody knows what this means for Python code: {after} is not installed; install the "
      "dependency group `generate`, or use `--view api`."), _UNKNOWN),
    ("python-base-not-generated", "risky",
     ("Nobody knows what this means for Python code: the base cannot be generated ({before}); "
      "compare by hand."), _UNKNOWN),
    ("python-revision-not-generated", "risky",
     ("Nobody knows what this means for Python code: the revision cannot be generated ({after}); "
      "change it, or teach the generator."), _UNKNOWN),
    ("python-left-out", "risky",
     ("Nobody knows what this means for Python code that uses what is not generated: {subject}; "
      "compare that by hand."), _UNKNOWN),
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
     ("`{subject}: {after}` is new and not last in the constructor: what is passed by position "
      "after it lands in another field; pass by name."), _POSITION),
    ("python-attribute-became-sensitive", "breaking",
     ("Code that reads `{subject}` raises `RedactedError` where the token may not see it; catch "
      "that, or ask `redacted_fields` first."), _FAILS),
    ("python-attribute-no-longer-sensitive", "compatible",
     "Code that reads `{subject}` no longer raises `RedactedError`.", _MORE),
    ("python-constructor-order-changed", "breaking",
     ("The constructor of `{subject}` takes its fields in another order: what is passed by "
      "position lands in another field; pass by name."), _POSITION),
    ("python-argument-added-required", "breaking",
     "The constructor now requires `{subject}: {after}`: code that leaves it out fails; pass it.",
     _FAILS),
    ("python-argument-became-required", "breaking",
     ("The constructor now requires `{subject}`, among its first fields: code that leaves it out "
      "fails; pass it by name."), _FAILS),
    ("python-argument-became-optional", "compatible",
     "The constructor no longer requires `{subject}`.", _MORE),
    ("python-attribute-became-optional", "breaking",
     "`{subject}: {before}` becomes `{after}`: the API may leave it out; handle that.",
     _SAYS_MORE),
    ("python-default-changed", "risky",
     "Code that leaves out `{subject}` gets {after}, not {before}; pass it if that matters.",
     _SILENT),
    ("python-enum-member-removed", "breaking",
     "`{subject}` is removed: code that names it, or passes its value, fails; stop using it.",
     _FAILS),
    ("python-enum-member-renamed", "breaking",
     "`{subject}` is now called {after}: code that names it fails; rename it.", _FAILS),
    ("python-enum-member-value-changed", "breaking",
     ("`{subject}` is {after}, not {before}: code that compares it with its old value goes wrong; "
      "compare with the member."), "Enums of strings and integers equal their values."),
    ("python-enum-member-added", "risky",
     "Code that matches every member lacks `{subject}`; have a branch for the rest.",
     "Enums are open, as values that nobody knows are kept; only an exhaustive `match` breaks."),
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
     "`{subject}` now requires `{after}`, which could be left out; pass it.", _FAILS),
    ("python-parameter-became-optional", "compatible",
     "`{subject}` can be called without `{after}`.", _MORE),
    ("python-parameter-renamed", "breaking",
     ("`{subject}` calls its parameter `{before}` now `{after}`: calls that pass it by name fail; "
      "rename it there."), _FAILS),
    ("python-parameter-order-changed", "breaking",
     ("`{subject}` takes what stands in the path in another order ({before} → {after}); pass by "
      "name."), "By position, values land in other parameters, and nothing says so."),
    ("python-parameter-keyword-only", "breaking",
     ("`{subject}` takes `{after}` by name only: calls that pass it by position fail; pass it by "
      "name."), _FAILS),
    ("python-parameter-default-changed", "risky",
     ("`{subject}` takes `{after}` in place of `{before}`: calls without it send another value, or "
      "none; pass it if that matters."), _SILENT),
    ("python-parameter-none-is-sent", "risky",
     ("`{subject}` sends null where `{after}` is given as None; leave the argument out where you "
      "mean that."), _SILENT),
    ("python-parameter-none-is-left-out", "breaking",
     ("`{subject}` no longer sends null where `{after}` is given as None, and no longer takes "
      "`UNSET`; stop passing either."), _FAILS),
)  # fmt: skip


def _passed_types(kind: str, head: str) -> Iterator[Row]:
    """Give the rules of a type that is passed."""
    yield (f"python-{kind}-narrowed", "breaking",
           f"{head}, which is less: code that passes the rest fails; pass what is left.",
           _FAILS)  # fmt: skip
    yield (f"python-{kind}-widened", "compatible", f"{head}, which is more.",
           _MORE)  # fmt: skip
    yield (f"python-{kind}-type-unclear", "risky",
           f"{head}, which a type checker may refuse; run it.", _INVARIANT)  # fmt: skip
    yield (f"python-{kind}-type-changed", "breaking",
           f"{head}: code that passes the old type fails; pass the new one.",
           _FAILS)  # fmt: skip


def _read_types(kind: str, head: str) -> Iterator[Row]:
    """Give the rules of a type that is read."""
    yield (f"python-{kind}-widened", "breaking",
           f"{head}: code that reads it meets more than before; handle it.",
           _SAYS_MORE)  # fmt: skip
    yield (f"python-{kind}-narrowed", "compatible",
           f"{head}: code that reads it meets less than before.",
           _MORE)  # fmt: skip
    yield (f"python-{kind}-type-unclear", "risky",
           (f"{head}: code that reads it meets another type, which a type checker may refuse; run "
            "it."), _INVARIANT)  # fmt: skip
    yield (f"python-{kind}-type-changed", "breaking",
           f"{head}: code that reads it meets another type; read the new one.",
           _FAILS)  # fmt: skip


ROWS: Final[tuple[Row, ...]] = (
    *_ROWS,
    *_passed_types("argument", "`{subject}: {before}` becomes `{after}` in the constructor"),
    *_passed_types("parameter", "`{subject}` takes `{after}` in place of `{before}`"),
    *_read_types("attribute", "`{subject}: {before}` becomes `{after}`"),
    *_read_types("result", "`{subject}` returns `{after}`, no longer `{before}`"),
)
"""Every rule of the python side."""
