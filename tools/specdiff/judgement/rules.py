"""The one table of rules: how bad each kind of change is, for whom, and why it was so decided.

The *api* side asks: does a client that works today keep working against the new server? A request
may only come to accept more, a response may only come to say less, and what cannot be decided is
risky. The *sensitivity* side asks: what does a token see that may not read sensitive fields?
What the *python* side asks is in its part of the table, `python_rules`.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from tools.specdiff.judgement.python_rules import ROWS
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY

Side = Literal["api", "python", "sensitivity"]
SIDES: Final[tuple[Side, ...]] = ("api", "python", "sensitivity")
WIRE: Final[tuple[Side, ...]] = ("api", "sensitivity")
"""The sides that need the contracts alone."""


class Rule(NamedTuple):
    """One kind of change."""

    id: str
    side: Side
    level: int
    sentence: str
    """Who breaks and what to do; `{subject}`, `{before}` and `{after}` are filled in."""
    reason: str
    """Why it has this level."""


_MORE = "A request that accepts more refuses nobody."
_LESS = "A request that was accepted is refused."
_SAYS_MORE = "A reader meets what the contract used to exclude."
_SAYS_LESS = "A reader that copes with all of the old answers copes with these."
_WORDS = "Text for people; no request or answer changes."


def _constraint(name: str, what: str) -> Iterator[Rule]:
    """Give the rules of one keyword that limits values."""
    said = f"The {what} of {{subject}} changes from {{before}} to {{after}}"
    for rule, level, sentence, reason in (
        ("request-{}-tightened", BREAKING, f"{said}. Requests outside it are refused.", _LESS),
        ("request-{}-loosened", COMPATIBLE, f"{said}, so it accepts more.", _MORE),
        ("response-{}-loosened", BREAKING,
         f"{said}, so readers may get values that they never got.", _SAYS_MORE),
        ("response-{}-tightened", COMPATIBLE, f"{said}, so readers get less.", _SAYS_LESS),
    ):  # fmt: skip
        yield Rule(rule.format(name), "api", level, sentence, reason)


def _changed(name: str, what: str, level: int, reason: str) -> Iterator[Rule]:
    """Give the rules of a keyword of which no value contains another."""
    said = f"The {what} of {{subject}} changes from {{before}} to {{after}}."
    refused = f"{said} Requests that follow the old one may be refused or misread."
    yield Rule(f"request-{name}-changed", "api", level, refused, reason)
    fails = f"{said} Readers that rely on the old one may fail."
    yield Rule(f"response-{name}-changed", "api", level, fails, reason)


_CONSTRAINTS = {
    "minimum": "minimum", "maximum": "maximum", "multiple-of": "step",
    "min-length": "minimum length", "max-length": "maximum length",
    "pattern": "pattern", "format": "format",
    "min-items": "minimum number of items", "max-items": "maximum number of items",
    "unique-items": "uniqueness of the items", "items": "rule for the items",
    "prefix-items": "rule for the first items", "unevaluated-items": "rule for further items",
    "contains": "rule for what the list contains",
    "min-contains": "minimum number of matching items",
    "max-contains": "maximum number of matching items",
    "min-properties": "minimum number of properties",
    "max-properties": "maximum number of properties",
    "property-names": "rule for property names", "pattern-property": "rule for such properties",
    "additional-properties": "rule for further properties",
    "unevaluated-properties": "rule for further properties",
    "dependent-required": "list of properties that need others",
    "dependent-schema": "rule that depends on a property",
    "not": "list of what is excluded", "condition": "condition",
    "content-schema": "schema of the content", "content-media-type": "media type of the content",
}  # fmt: skip

_CHANGED = (
    ("pattern", "pattern", BREAKING,
     "Whether one pattern contains another is not decided here; a new one mostly says less."),
    ("format", "format", BREAKING, "Neither format contains the other."),
    ("multiple-of", "step", BREAKING, "Neither step is a multiple of the other."),
    ("content-media-type", "media type of the content", BREAKING, "The bytes mean something else."),
    ("content-encoding", "encoding", BREAKING, "The same characters stand for other bytes."),
    ("const", "constant", BREAKING, "A constant tells values apart; readers and writers test it."),
    ("type", "type", BREAKING, "No value of the old type is one of the new type."),
    ("condition", "condition", RISKY, "Whether one `if` contains another is not decided here."),
    ("contains", "rule for what the array contains", RISKY,
     "With an upper bound on matches, neither direction is safe."),
    ("union", "union", RISKY, "The unions multiply out to more options than are compared."),
    ("dynamic-reference", "dynamic reference", RISKY,
     "Which of several schemas it means depends on where a value is reached from."),
    ("discriminator", "discriminator", BREAKING, "Values are told apart by another property."),
    ("xml", "XML form", BREAKING, "Elements and attributes have other names or places."),
    ("serialization", "serialization", BREAKING, "The same value is written in another way."),
    ("encoding", "encoding of a part", BREAKING, "The same value is written in another way."),
    ("media-type-parameters", "parameters of the media type", RISKY,
     "What parameters of a media type mean is the media type's own affair."),
)  # fmt: skip

_SCHEMA = (
    ("request-type-narrowed", BREAKING,
     ("{subject} accepts fewer types: {before} becomes {after}. Requests with a type that "
      "is gone are refused."),
     _LESS),
    ("request-type-widened", COMPATIBLE,
     "{subject} accepts more types: {before} becomes {after}.",
     _MORE),
    ("response-type-widened", BREAKING,
     ("{subject} may come as a type that it never had: {before} becomes {after}. Readers "
      "must handle it."),
     _SAYS_MORE),
    ("response-type-narrowed", COMPATIBLE,
     "{subject} comes in fewer types: {before} becomes {after}.",
     _SAYS_LESS),
    ("request-became-not-nullable", BREAKING,
     "{subject} no longer accepts null. Requests that send null are refused.",
     _LESS),
    ("request-became-nullable", COMPATIBLE,
     "{subject} now accepts null.",
     _MORE),
    ("response-became-nullable", BREAKING,
     "{subject} may now be null. Readers must handle it.",
     _SAYS_MORE),
    ("response-became-not-nullable", COMPATIBLE,
     "{subject} is never null any more.",
     _SAYS_LESS),
    ("request-enum-value-removed", BREAKING,
     "{subject} no longer accepts {before}. Requests that send it are refused.",
     _LESS),
    ("request-enum-value-added", COMPATIBLE,
     "{subject} now accepts {after}.",
     _MORE),
    ("request-enum-added", BREAKING,
     "{subject} now only accepts {after}. Requests with another value are refused.",
     _LESS),
    ("request-enum-removed", COMPATIBLE,
     "{subject} is no longer limited to {before}.",
     _MORE),
    ("response-enum-value-added", RISKY,
     "{subject} may now be {after}. Have a branch for values that you do not know.",
     "Our models are open: an unknown value survives decoding, but code may have no branch."),
    ("response-enum-value-removed", COMPATIBLE,
     "{subject} is never {before} any more.",
     _SAYS_LESS),
    ("response-enum-removed", RISKY,
     ("{subject} is no longer limited to {before}. Have a branch for values that you do not "
      "know."),
     "Our models are open; it is an enum with many values added."),
    ("response-enum-added", COMPATIBLE,
     "{subject} is now always one of {after}.",
     _SAYS_LESS),
    ("request-const-added", BREAKING,
     "{subject} now only accepts {after}. Requests with another value are refused.",
     _LESS),
    ("request-const-removed", COMPATIBLE,
     "{subject} now accepts more than {before}.",
     _MORE),
    ("response-const-removed", BREAKING,
     "{subject} is no longer always {before}. Readers that rely on it meet other values.",
     "A constant tells values apart; readers test it."),
    ("response-const-added", COMPATIBLE,
     "{subject} is now always {after}.",
     _SAYS_LESS),
    ("request-value-forbidden", BREAKING,
     "{subject} may no longer be sent. Requests that send it are refused.",
     _LESS),
    ("request-value-allowed", COMPATIBLE,
     "{subject} may now be sent.",
     _MORE),
    ("response-value-allowed", BREAKING,
     ("{subject} may now come, though the contract used to exclude it. Readers must accept "
      "it."),
     _SAYS_MORE),
    ("response-value-forbidden", COMPATIBLE,
     "{subject} never comes any more.",
     _SAYS_LESS),
    ("response-additional-properties-opened", RISKY,
     ("{subject} may now come with properties that the contract used to exclude. Readers "
      "must ignore them."),
     "New keys are as harmless as a new property, unless a reader refuses what it does not know."),
    ("request-property-removed", BREAKING,
     ("The property {subject} is removed. Requests that send it are refused, or it is "
      "ignored."),
     "What the caller asks for is no longer done, whether or not the server complains."),
    ("request-property-added-required", BREAKING,
     "New required property {subject}. Requests without it are refused.",
     "Required is required: a default in the contract does not make the server forgive."),
    ("request-property-added", COMPATIBLE,
     "New optional property {subject}.",
     _MORE),
    ("request-property-became-required", BREAKING,
     "The property {subject} is now required. Requests without it are refused.",
     "Required is required: a default in the contract does not make the server forgive."),
    ("request-property-became-optional", COMPATIBLE,
     "The property {subject} may now be left out.",
     _MORE),
    ("response-property-removed-required", BREAKING,
     "The property {subject} is removed. Readers find nothing there.",
     "The contract promised that it is always there."),
    ("response-property-removed", RISKY,
     "The optional property {subject} is removed. Readers find nothing there any more.",
     "It was optional, so readers had to cope with its absence; but now it never comes."),
    ("response-property-added", COMPATIBLE,
     "New property {subject}.",
     "Readers ignore keys they do not know."),
    ("response-property-added-closed", RISKY,
     ("New property {subject}, though the contract used to exclude further ones. Readers "
      "that refuse unknown keys fail."),
     "Only a reader that refuses unknown keys breaks."),
    ("response-property-became-optional", BREAKING,
     "The property {subject} may now be missing. Readers must handle its absence.",
     _SAYS_MORE),
    ("response-property-became-required", COMPATIBLE,
     "The property {subject} now always comes.",
     _SAYS_LESS),
    ("request-default-changed", BREAKING,
     ("The default of {subject} changes from {before} to {after}. Requests that leave it "
      "out do something else."),
     "The same request does something else."),
    ("request-default-removed", BREAKING,
     ("The default of {subject} was {before} and is removed. Requests that leave it out do "
      "something else."),
     "The same request does something else."),
    ("request-default-added", RISKY,
     ("{subject} now has the default {after}. Requests that leave it out may do something "
      "else."),
     "It may always have been so without being written."),
    ("response-default-changed", RISKY,
     ("The default of {subject} changes from {before} to {after}. Readers that fill it in "
      "must follow."),
     "Few readers fill in defaults."),
    ("request-option-removed", BREAKING,
     "{subject} no longer accepts {before}. Requests that send it are refused.",
     _LESS),
    ("request-option-added", COMPATIBLE,
     "{subject} now also accepts {after}.",
     _MORE),
    ("response-option-added", BREAKING,
     "{subject} may now be {after}. Readers must handle it.",
     _SAYS_MORE),
    ("response-option-removed", COMPATIBLE,
     "{subject} is never {before} any more.",
     _SAYS_LESS),
    ("request-mapping-removed", BREAKING,
     ("{subject} no longer accepts the discriminator {before}. Requests that send it are "
      "refused."),
     _LESS),
    ("request-mapping-added", COMPATIBLE,
     "{subject} now accepts the discriminator {after}.",
     _MORE),
    ("response-mapping-added", RISKY,
     ("{subject} may now come with the discriminator {after}. Have a branch for values that "
      "you do not know."),
     "Like an enum value added."),
    ("response-mapping-removed", COMPATIBLE,
     "{subject} never comes with the discriminator {before} any more.",
     _SAYS_LESS),
    ("request-mapping-changed", BREAKING,
     ("The mapping of {subject} changes from {before} to {after}. Requests that go by the "
      "old one are misread."),
     "The same value stands for another schema."),
    ("response-mapping-changed", BREAKING,
     ("The mapping of {subject} changes from {before} to {after}. Readers that go by the "
      "old one read the wrong schema."),
     "The same value stands for another schema."),
    ("request-options-overlap", RISKY,
     ("A value of {subject} may now match two options at once ({after}), and `oneOf` takes "
      "exactly one. Requests with such a value are refused."),
     "`oneOf` refuses what matches two options, or it was not decided that none does."),
    ("response-options-overlap", RISKY,
     ("A value of {subject} may now match two options at once ({before}), which `oneOf` "
      "excluded. Readers must handle it."),
     "`oneOf` excluded what matches two options, or it was not decided that none does."),
    ("request-discriminator-added-required", COMPATIBLE,
     "{subject} is now told apart by {after}, which requests have already.",
     "The property is required in all options already."),
    ("response-discriminator-removed-required", COMPATIBLE,
     "{subject} is no longer told apart by {before}, which still comes.",
     "The property is required in all options still."),
    ("request-discriminator-removed-required", COMPATIBLE,
     "{subject} no longer needs the discriminator {before}.",
     _MORE),
    ("response-discriminator-added-required", COMPATIBLE,
     "{subject} is now told apart by {after}.",
     _SAYS_LESS),
    ("request-discriminator-added", RISKY,
     "{subject} is now told apart by {after}. Requests without it may be refused.",
     "The property was possibly sent already."),
    ("request-discriminator-removed", COMPATIBLE,
     "{subject} no longer needs the discriminator {before}.",
     _MORE),
    ("response-discriminator-added", COMPATIBLE,
     "{subject} is now told apart by {after}.",
     _SAYS_LESS),
    ("response-discriminator-removed", RISKY,
     ("{subject} is no longer told apart by {before}. Readers that rely on it may not find "
      "it."),
     "The property may still be sent."),
)  # fmt: skip


def _carried(kind: str) -> Iterator[tuple[str, int, str, str]]:
    """Give the rules of parameters and of headers, in both directions."""
    it = f"The {kind} {{subject}}"
    refused = "Requests without it are refused."
    yield (f"request-{kind}-removed", BREAKING,
           f"{it} is removed. Requests that send it are refused, or it is ignored.",
           "What the caller asks for is no longer done.")  # fmt: skip
    yield (f"request-{kind}-removed-after-sunset", RISKY,
           f"{it} is removed, as its sunset has passed. Stop sending it.",
           "It was deprecated, and the announced day has passed.")  # fmt: skip
    yield (f"request-{kind}-added-required", BREAKING,
           f"New required {kind} {{subject}}. {refused}", _LESS)  # fmt: skip
    yield (f"request-{kind}-added", COMPATIBLE, f"New optional {kind} {{subject}}.", _MORE)
    yield f"request-{kind}-became-required", BREAKING, f"{it} is now required. {refused}", _LESS
    yield f"request-{kind}-became-optional", COMPATIBLE, f"{it} may now be left out.", _MORE
    yield (
        f"request-{kind}-default-changed",
        BREAKING,
        (
            f"The default of the {kind} {{subject}} changes from {{before}} to {{after}}. Requests "
            "that leave it out do something else."
        ),
        "The same request does something else.",
    )
    yield (f"response-{kind}-removed", BREAKING, f"{it} is removed. Readers find nothing there.",
           "Contracts hardly ever say `required` here, so its absence tells nothing.")  # fmt: skip
    yield (f"response-{kind}-added", COMPATIBLE, f"New {kind} {{subject}}.",
           "Readers ignore what they do not know.")  # fmt: skip
    yield (f"response-{kind}-became-optional", BREAKING,
           f"{it} may now be missing. Readers must handle its absence.", _SAYS_MORE)  # fmt: skip
    yield f"response-{kind}-became-required", COMPATIBLE, f"{it} now always comes.", _SAYS_LESS


_OPERATION = (
    ("request-not-compared", RISKY,
     ("{subject} changes from {before} to {after}, which is not compared. Look at it by "
      "hand."),
     "It is new in OpenAPI 3.2."),
    ("response-not-compared", RISKY,
     ("{subject} changes from {before} to {after}, which is not compared. Look at it by "
      "hand."),
     "It is new in OpenAPI 3.2."),
    *_carried("parameter"),
    *_carried("header"),
    ("operation-removed", BREAKING,
     "{subject} is removed. Calls to it fail.",
     "Nothing answers there any more."),
    ("operation-removed-after-sunset", RISKY,
     "{subject} is removed, as its sunset has passed. Calls to it fail.",
     "It was deprecated, and the announced day has passed."),
    ("operation-added", COMPATIBLE,
     "New operation {subject}.",
     _MORE),
    ("webhook-removed", BREAKING,
     "{subject} is removed. No more events come from it.",
     "What was sent is no longer sent."),
    ("webhook-added", COMPATIBLE,
     "{subject} is new.",
     "Only who subscribes gets it."),
    ("operation-deprecated", COMPATIBLE,
     "{subject} is deprecated. Plan to stop calling it.",
     "It still answers."),
    ("operation-undeprecated", COMPATIBLE,
     "{subject} is no longer deprecated.",
     "It still answers."),
    ("sunset-brought-forward", BREAKING,
     "The sunset of {subject} changes from {before} to {after}. Move earlier.",
     "The date is the promise on which callers plan; an earlier one, or none, takes it back."),
    ("sunset-put-off", COMPATIBLE,
     "The sunset of {subject} changes from {before} to {after}, which leaves more time.",
     "More time breaks nobody."),
    ("sunset-unclear", RISKY,
     "The sunset of {subject} changes from {before} to {after}, which are not both dates.",
     "Two values that are not both dates cannot be compared."),
    ("stability-lowered", BREAKING,
     "The stability of {subject} drops from {before} to {after}. Do not build on it.",
     "Below beta nothing is reported as breaking, so lowering would let every later change pass."),
    ("stability-raised", COMPATIBLE,
     "The stability of {subject} rises from {before} to {after}.",
     "More is promised."),
    ("operation-id-changed", COMPATIBLE,
     "The operationId of {subject} changes from {before} to {after}. No request changes.",
     "It is not on the wire; the python side judges it."),
    ("tags-changed", COMPATIBLE,
     "The tags of {subject} change from {before} to {after}. No request changes.",
     "They are not on the wire; the python side judges them."),
    ("documentation-changed", COMPATIBLE,
     "The documentation of {subject} changes.",
     _WORDS),
    ("extension-changed", COMPATIBLE,
     "An extension of {subject} changes.",
     "Clients that do not know the extension see nothing."),
    ("deprecation-changed", COMPATIBLE,
     "The deprecation of {subject} changes from {before} to {after}.",
     "It still works."),
    ("request-allow-empty-value-removed", BREAKING,
     "{subject} may no longer be sent without a value. Requests that do are refused.",
     _LESS),
    ("request-allow-empty-value-added", COMPATIBLE,
     "{subject} may now be sent without a value.",
     _MORE),
    ("request-allow-reserved-removed", RISKY,
     "{subject} may no longer hold reserved characters as they are. Encode them.",
     "Most servers decode both."),
    ("request-allow-reserved-added", COMPATIBLE,
     "{subject} may now hold reserved characters as they are.",
     _MORE),
    ("request-body-added-required", BREAKING,
     "{subject} now requires a body. Requests without one are refused.",
     _LESS),
    ("request-body-added", COMPATIBLE,
     "{subject} now accepts a body.",
     _MORE),
    ("request-body-removed", BREAKING,
     ("{subject} no longer takes a body. Requests that send one are refused, or it is "
      "ignored."),
     "What the caller asks for is no longer done."),
    ("request-body-became-required", BREAKING,
     "{subject} now requires a body. Requests without one are refused.",
     _LESS),
    ("request-body-became-optional", COMPATIBLE,
     "{subject} no longer requires a body.",
     _MORE),
    ("response-body-added", COMPATIBLE,
     "{subject} now comes with a body.",
     "Readers that expect none ignore it."),
    ("response-body-removed", BREAKING,
     "{subject} no longer comes with a body. Readers find nothing there.",
     "What was sent is no longer sent."),
    ("response-body-became-optional", BREAKING,
     "{subject} may now come without a body. Readers must handle its absence.",
     _SAYS_MORE),
    ("response-body-became-required", COMPATIBLE,
     "{subject} now always comes with a body.",
     _SAYS_LESS),
    ("request-media-type-removed", BREAKING,
     "{subject} no longer accepts {before}. Requests that send it are refused.",
     _LESS),
    ("request-media-type-added", COMPATIBLE,
     "{subject} now also accepts {after}.",
     _MORE),
    ("response-media-type-removed", BREAKING,
     "{subject} no longer comes as {before}. Readers that ask for it are refused.",
     "The client asks for it in `Accept` and parses nothing else."),
    ("response-media-type-added", COMPATIBLE,
     "{subject} can now come as {after}.",
     "Only who asks for it gets it."),
    ("response-media-type-specialized", RISKY,
     "{subject} comes as {after} instead of {before}. Readers that compare the name fail.",
     "It still parses as before, but who compares the name or sends it in `Accept` breaks."),
    ("response-success-removed", BREAKING,
     "{subject} no longer answers with {before}. Callers must handle what comes instead.",
     "The answer on which callers go on does not come any more."),
    ("response-error-removed", COMPATIBLE,
     "{subject} no longer documents {before}.",
     "An error that does not come breaks nobody."),
    ("response-success-added", RISKY,
     "{subject} may now answer with {after}. Callers must handle it.",
     "Who handles only the documented successes meets one more."),
    ("response-error-added", COMPATIBLE,
     "{subject} now documents {after}.",
     "Errors may always happen; callers handle them by class."),
    ("link-removed", RISKY,
     "The link {before} of {subject} is removed. Callers that follow it find none.",
     "Few clients follow links; those that do cannot go on."),
    ("link-changed", COMPATIBLE,
     "The links of {subject} change.",
     "It describes what can be done next."),
    ("server-removed", RISKY,
     "The server {before} is removed. Callers that use it may find nothing there.",
     "The contract does not say whether the old one is switched off."),
    ("server-added", COMPATIBLE,
     "New server {after}.",
     "The others are still listed."),
    ("server-variable-narrowed", RISKY,
     "{subject} can no longer be {before}. Callers that use it may find nothing there.",
     "The contract does not say whether the old server is switched off."),
    ("server-variable-widened", COMPATIBLE,
     "{subject} can now be {after}.",
     _MORE),
    ("server-variable-default-changed", RISKY,
     ("The default of {subject} changes from {before} to {after}. Callers that rely on it "
      "go elsewhere."),
     "Both servers may be the same."),
    ("security-added", BREAKING,
     "{subject} no longer lets in callers with {before}. It now requires {after}.",
     "A requirement or a scope that callers do not have shuts them out."),
    ("security-removed", COMPATIBLE,
     "{subject} now lets in callers with {after}.",
     _MORE),
    ("security-scheme-changed", BREAKING,
     ("The security scheme {subject} changes from {before} to {after}. Callers that use it "
      "the old way are refused."),
     "The same credential is not found or not understood."),
    ("security-scheme-unclear", RISKY,
     ("The security scheme {subject} changes from {before} to {after}. Callers may have to "
      "get the credential in another way."),
     "The contract does not say whether the old one still works."),
    ("security-scheme-widened", COMPATIBLE,
     "The security scheme {subject} now also offers {after}.",
     _MORE),
)  # fmt: skip

_ERROR = "the contract is wrong here and must be corrected before it is taken over."
_SENSITIVITY = (
    ("response-field-became-sensitive", BREAKING,
     "{subject} is now sensitive. Tokens without the scope no longer get it.",
     "For such a token the field disappears."),
    ("request-field-became-sensitive", COMPATIBLE,
     "{subject} is now marked sensitive where it is sent. It is hidden in logs.",
     "Nothing is withheld from who sends it."),
    ("sensitive-field-required", BREAKING,
     "{subject} is sensitive and required: it cannot be withheld and always be there; " + _ERROR,
     "An answer to a token without the scope would break its own schema."),
    ("field-no-longer-sensitive", RISKY,
     "{subject} is no longer marked sensitive; accept that by name, or have the mark put back.",
     "It may be a slip of the pen in a description."),
    ("field-no-longer-secret", RISKY,
     "{subject} is no longer marked a secret; accept that by name, or have the mark put back.",
     "Without `format: password` the client shows its value."),
    ("field-became-secret", COMPATIBLE,
     "{subject} is now marked a secret (`format: password`). It is hidden in logs.",
     "Its value is there as before."),
    ("sensitive-scope-removed", RISKY,
     "Errors about withheld fields of {subject} no longer name the scope {before}; put it back.",
     "Users no longer learn which scope their token lacks."),
    ("sensitive-scope-changed", RISKY,
     ("Errors about withheld fields of {subject} name the scope {after}, not {before}; make sure "
     "that it is meant."), "With the wrong scope users still see nothing."),
    ("sensitive-scope-added", COMPATIBLE,
     "Errors about withheld fields of {subject} now name the scope {after}.",
     "Nobody was told a scope before."),
    ("sensitive-field-added", COMPATIBLE,
     "New sensitive field {subject}. Tokens without the scope do not get it.",
     "Nobody had it before."),
    ("sensitive-field-exposed", RISKY,
     "{subject} is sensitive and newly reachable from here; make sure that it is meant.",
     "More callers come near data about people."),
    ("sensitive-field-unmarked", RISKY,
     ("{subject} looks like {before}, which is marked, and carries no mark; accept that by name, "
      "or have it marked."), "A field that is renamed, moved or copied easily loses its mark."),
    ("sensitive-mark-missing", RISKY,
     ("{subject} is said to be sensitive ({after}) and does not carry the mark, which must be "
      "exactly `Sensitive.`; have it marked."), "Whoever wrote that may have meant the mark."),
    ("sensitive-mark-unclear", BREAKING,
     "The description of {subject} nearly carries the mark ({after}), which must be exactly "
     "`Sensitive.`; " + _ERROR, "The mark would be lost in silence."),
)  # fmt: skip


def _table() -> Iterator[Rule]:
    for name, what in _CONSTRAINTS.items():
        yield from _constraint(name, what)
    for name, what, level, reason in _CHANGED:
        yield from _changed(name, what, level, reason)
    for row in (*_SCHEMA, *_OPERATION):
        yield Rule(row[0], "api", *row[1:])
    for row in _SENSITIVITY:
        yield Rule(row[0], "sensitivity", *row[1:])
    for rule, word, sentence, reason in ROWS:
        yield Rule(rule, "python", LEVELS.index(word), sentence, reason)


RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in _table()}
