"""The python side of the table of rules: id, level, sentence, reason.

The *python* side asks: does code written against today's generated package keep running and
type-checking? What is read may say less, what is passed may say more. The constructor of every
model is judged as something that code calls, whoever writes the record: tests build answers.
"""

from collections.abc import Iterator
from typing import Final

Row = tuple[str, str, str, str]

_FAILS = "Code that was right fails when it runs, or in the type checker."
_MORE = "Code that was right stays right."
_SAYS_MORE = "Code meets values that its types excluded."
_POSITION = "By position, values land in other fields, and nothing says so."
_INVARIANT = "A list that may be changed, and `Any`, are neither wider nor narrower for a checker."

_ROWS: tuple[Row, ...] = (
    ("python-not-installed", "risky",
     ("Nobody knows what this means for Python code: {after} is not installed; install the "
      "dependency group `diff`, or use `--view api`."), "What was not looked at may break."),
    ("python-base-not-generated", "risky",
     ("Nobody knows what this means for Python code: the base cannot be generated ({before}); "
      "compare by hand."), "What was not looked at may break."),
    ("python-revision-not-generated", "risky",
     ("Nobody knows what this means for Python code: the revision cannot be generated ({after}); "
      "change it, or teach the generator."), "What was not looked at may break."),
    ("python-class-removed", "breaking",
     "{subject} is removed: code that imports it fails; stop using it.", _FAILS),
    ("python-class-renamed", "breaking",
     "`anyreach.models.{before}` is now `anyreach.models.{after}`: change the import and each use.",
     _FAILS),
    ("python-class-added", "compatible", "{subject} can be imported; nothing to do.", _MORE),
    ("python-class-kind-changed", "breaking",
     "{subject} was {before} and is {after}: code that makes or reads one fails; rewrite it.",
     _FAILS),
    ("python-attribute-removed", "breaking",
     ("{subject} is removed: code that reads it, or passes it to the constructor, fails; stop "
      "using it."), _FAILS),
    ("python-attribute-added", "compatible",
     "{subject} is new and comes last in the constructor; nothing to do.", _MORE),
    ("python-attribute-inserted", "breaking",
     ("{subject} is new and not last in the constructor: what is passed by position after it lands "
      "in another field; pass by name."), _POSITION),
    ("python-constructor-order-changed", "breaking",
     ("The constructor of {subject} takes its fields in another order: what is passed by position "
      "lands in another field; pass by name."), _POSITION),
    ("python-argument-added-required", "breaking",
     "The constructor now requires {subject}: code that leaves it out fails; pass it.", _FAILS),
    ("python-argument-became-required", "breaking",
     ("The constructor now requires {subject}, among its first fields: code that leaves it out "
      "fails; pass it by name."), _FAILS),
    ("python-argument-became-optional", "compatible",
     "The constructor no longer requires {subject}; nothing to do.", _MORE),
    ("python-attribute-became-optional", "breaking",
     "Code that reads {subject} may get `UNSET`; handle that.", _SAYS_MORE),
    ("python-default-changed", "risky",
     "Code that leaves out {subject} gets {after}, not {before}; pass it if that matters.",
     "It runs as before, and does something else."),
    ("python-enum-member-removed", "breaking",
     "{subject} is removed: code that names it fails; stop using it.", _FAILS),
    ("python-enum-member-renamed", "breaking",
     "{subject} is now called {after}: code that names it fails; rename it.", _FAILS),
    ("python-enum-member-value-changed", "breaking",
     ("{subject} is {after}, not {before}: code that compares it with its old value goes wrong; "
      "compare with the member."), "Enums of strings and integers equal their values."),
    ("python-enum-member-added", "risky",
     "Code that matches every member lacks {subject}; have a branch for the rest.",
     "Enums are open, as values that nobody knows are kept; only an exhaustive `match` breaks."),
    ("python-enum-member-added-to-pass", "compatible",
     "{subject} can be passed; nothing to do.", _MORE),
    ("python-operation-removed", "breaking",
     "{subject} is removed: code that imports it fails; stop calling it.", _FAILS),
    ("python-operation-moved", "breaking",
     "{subject} is now `{after}`: change the import.", _FAILS),
    ("python-operation-added", "compatible", "{subject} can be called; nothing to do.", _MORE),
    ("python-function-removed", "breaking",
     ("{subject} is removed, since no answer has a body that is documented: use `sync_detailed`, "
      "`asyncio_detailed` or `client.call`."), _FAILS),
    ("python-function-added", "compatible", "{subject} can be called; nothing to do.", _MORE),
    ("python-parameter-removed", "breaking",
     ("{subject} no longer takes `{before}`: calls that pass it fail, by `client.call` too; stop "
      "passing it."), _FAILS),
    ("python-parameter-added", "compatible", "{subject} can take `{after}`; nothing to do.", _MORE),
    ("python-parameter-added-required", "breaking",
     "{subject} now requires `{after}`: calls without it fail, by `client.call` too; pass it.",
     _FAILS),
    ("python-parameter-became-required", "breaking",
     "{subject} is now required: calls without it fail, by `client.call` too; pass it.", _FAILS),
    ("python-parameter-became-optional", "compatible",
     "{subject} may be left out; nothing to do.", _MORE),
    ("python-parameter-renamed", "breaking",
     ("{subject} calls its parameter {before} now {after}: calls that pass it by name fail; rename "
      "it."), _FAILS),
    ("python-parameter-order-changed", "breaking",
     "{subject} takes what stands in the path in another order ({before} → {after}); pass by name.",
     "By position, values land in other parameters, and nothing says so."),
    ("python-parameter-keyword-only", "breaking",
     "{subject} can be passed by name only: calls that pass it by position fail; pass it by name.",
     _FAILS),
)  # fmt: skip


def _types(kind: str, who: str) -> Iterator[Row]:
    """Give the rules of a type that is passed."""
    yield (f"python-{kind}-narrowed", "breaking",
           (f"{who} takes less than before ({{before}} → {{after}}): code that passes the rest "
            "fails; pass what is left."), _FAILS)  # fmt: skip
    yield (f"python-{kind}-widened", "compatible",
           f"{who} takes more than before ({{before}} → {{after}}); nothing to do.",
           _MORE)  # fmt: skip
    yield (f"python-{kind}-type-unclear", "risky",
           (f"{who} takes another type ({{before}} → {{after}}), which a type checker may refuse; "
            "run it."), _INVARIANT)  # fmt: skip
    yield (f"python-{kind}-type-changed", "breaking",
           (f"{who} takes another type ({{before}} → {{after}}): code that passes the old one "
            "fails; pass the new one."), _FAILS)  # fmt: skip


def _read_types(kind: str, what: str) -> Iterator[Row]:
    """Give the rules of a type that is read."""
    yield (f"python-{kind}-widened", "breaking",
           f"Code that reads {what} meets more than before ({{before}} → {{after}}); handle it.",
           _SAYS_MORE)  # fmt: skip
    yield (f"python-{kind}-narrowed", "compatible",
           (f"Code that reads {what} meets less than before ({{before}} → {{after}}); nothing to "
            "do."), _MORE)  # fmt: skip
    yield (f"python-{kind}-type-unclear", "risky",
           (f"Code that reads {what} meets another type ({{before}} → {{after}}), which a type "
            "checker may refuse; run it."), _INVARIANT)  # fmt: skip
    yield (f"python-{kind}-type-changed", "breaking",
           (f"Code that reads {what} meets another type ({{before}} → {{after}}); read the new "
            "one."), _FAILS)  # fmt: skip


ROWS: Final[tuple[Row, ...]] = (
    *_ROWS,
    *_types("argument", "The constructor's {subject}"),
    *_types("parameter", "{subject}"),
    *_read_types("attribute", "{subject}"),
    *_read_types("result", "what {subject} returns"),
)
"""Every rule of the python side."""
