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
_NOTHING = "nothing to do."


def _constraint(name: str, what: str) -> Iterator[Rule]:
    """Give the rules of one keyword that limits values."""
    yield Rule(
        f"request-{name}-tightened",
        "api",
        BREAKING,
        f"Callers that send {{subject}} outside the new {what} ({{before}} → {{after}}) are "
        "refused; check values before sending them.",
        _LESS,
    )
    yield Rule(
        f"request-{name}-loosened",
        "api",
        COMPATIBLE,
        f"{{subject}} accepts more: {what} {{before}} → {{after}}; {_NOTHING}",
        _MORE,
    )
    yield Rule(
        f"response-{name}-loosened",
        "api",
        BREAKING,
        f"Readers of {{subject}} meet values outside the old {what} ({{before}} → {{after}}); "
        "accept them before the API sends them.",
        _SAYS_MORE,
    )
    yield Rule(
        f"response-{name}-tightened",
        "api",
        COMPATIBLE,
        f"{{subject}} says less: {what} {{before}} → {{after}}; {_NOTHING}",
        _SAYS_LESS,
    )


def _changed(name: str, what: str, level: int, reason: str) -> Iterator[Rule]:
    """Give the rules of a keyword of which no value contains another."""
    yield Rule(
        f"request-{name}-changed",
        "api",
        level,
        f"Callers that send {{subject}} by the old {what} ({{before}} → {{after}}) may be "
        "refused or misread; send it by the new one.",
        reason,
    )
    yield Rule(
        f"response-{name}-changed",
        "api",
        level,
        f"Readers of {{subject}} that rely on the old {what} ({{before}} → {{after}}) may fail; "
        "read it by the new one.",
        reason,
    )


_CONSTRAINTS = {
    "minimum": "minimum", "maximum": "maximum", "multiple-of": "step",
    "min-length": "minimum length", "max-length": "maximum length",
    "pattern": "pattern", "format": "format",
    "min-items": "minimum number of items", "max-items": "maximum number of items",
    "unique-items": "rule that items are unique", "items": "rule for items",
    "prefix-items": "rule for the first items", "unevaluated-items": "rule for further items",
    "contains": "rule for what the array contains",
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
     "Callers that send {subject} as a type that is gone ({before} → {after}) are refused.", _LESS),
    ("request-type-widened", COMPATIBLE,
     "{subject} accepts more types: {before} → {after}; nothing to do.", _MORE),
    ("response-type-widened", BREAKING,
     "Readers of {subject} meet a type that it never had ({before} → {after}); handle it.",
     _SAYS_MORE),
    ("response-type-narrowed", COMPATIBLE,
     "{subject} comes in fewer types: {before} → {after}; nothing to do.", _SAYS_LESS),
    ("request-became-not-nullable", BREAKING,
     "Callers that send null for {subject} are refused; leave it out or send a value.", _LESS),
    ("request-became-nullable", COMPATIBLE, "{subject} accepts null; nothing to do.", _MORE),
    ("response-became-nullable", BREAKING,
     "Readers of {subject} may get null; handle it.", _SAYS_MORE),
    ("response-became-not-nullable", COMPATIBLE,
     "{subject} is never null any more; nothing to do.", _SAYS_LESS),
    ("request-enum-value-removed", BREAKING,
     "Callers that send {before} for {subject} are refused; send one of the remaining values.",
     _LESS),
    ("request-enum-value-added", COMPATIBLE,
     "{subject} accepts {after} as well; nothing to do.", _MORE),
    ("request-enum-added", BREAKING,
     "Callers that send {subject} outside {after} are refused; send one of those.", _LESS),
    ("request-enum-removed", COMPATIBLE,
     "{subject} accepts any value; nothing to do.", _MORE),
    ("response-enum-value-added", RISKY,
     "Readers of {subject} may get {after}; have a branch for values you do not know.",
     "Our models are open: an unknown value survives decoding, but code may have no branch."),
    ("response-enum-value-removed", COMPATIBLE,
     "{subject} is never {before} any more; nothing to do.", _SAYS_LESS),
    ("response-enum-removed", RISKY,
     "Readers of {subject} may get any value; have a branch for values you do not know.",
     "Our models are open; it is an enum with many values added."),
    ("response-enum-added", COMPATIBLE,
     "{subject} is one of {after}; nothing to do.", _SAYS_LESS),
    ("request-const-added", BREAKING,
     "Callers that send {subject} as anything but {after} are refused; send that.", _LESS),
    ("request-const-removed", COMPATIBLE,
     "{subject} accepts more than {before}; nothing to do.", _MORE),
    ("response-const-removed", BREAKING,
     "Readers of {subject} that rely on {before} meet other values; handle them.",
     "A constant tells values apart; readers test it."),
    ("response-const-added", COMPATIBLE,
     "{subject} is always {after}; nothing to do.", _SAYS_LESS),
    ("request-value-forbidden", BREAKING,
     "Callers that send {subject} are refused; leave it out.", _LESS),
    ("request-value-allowed", COMPATIBLE, "{subject} may be sent; nothing to do.", _MORE),
    ("response-value-allowed", BREAKING,
     "Readers meet {subject}, which the contract excluded; accept it.", _SAYS_MORE),
    ("response-value-forbidden", COMPATIBLE,
     "{subject} never comes any more; nothing to do.", _SAYS_LESS),
    ("response-additional-properties-opened", RISKY,
     "Readers of {subject} may meet properties that the contract excluded; ignore them.",
     "New keys are as harmless as a new property, unless a reader refuses what it does not know."),
    ("request-property-removed", BREAKING,
     "Callers that send {subject} are refused or ignored; stop sending it.",
     "What the caller asks for is no longer done, whether or not the server complains."),
    ("request-property-added-required", BREAKING,
     "Callers that do not send {subject} are refused; send it.",
     "Required is required: a default in the contract does not make the server forgive."),
    ("request-property-added", COMPATIBLE, "{subject} may be sent; nothing to do.", _MORE),
    ("request-property-became-required", BREAKING,
     "Callers that leave {subject} out are refused; send it.",
     "Required is required: a default in the contract does not make the server forgive."),
    ("request-property-became-optional", COMPATIBLE,
     "{subject} may be left out; nothing to do.", _MORE),
    ("response-property-removed-required", BREAKING,
     "Readers of {subject} find nothing; stop reading it.",
     "The contract promised that it is always there."),
    ("response-property-removed", RISKY,
     "Readers of {subject} find nothing from now on; stop reading it.",
     "It was optional, so readers had to cope with its absence; but now it never comes."),
    ("response-property-added", COMPATIBLE,
     "{subject} comes with the answer; nothing to do.", "Readers ignore keys they do not know."),
    ("response-property-added-closed", RISKY,
     "Readers of {subject} may refuse it, since the contract excluded further keys; ignore it.",
     "Only a reader that refuses unknown keys breaks."),
    ("response-property-became-optional", BREAKING,
     "Readers of {subject} may not find it; handle its absence.", _SAYS_MORE),
    ("response-property-became-required", COMPATIBLE,
     "{subject} always comes; nothing to do.", _SAYS_LESS),
    ("request-default-changed", BREAKING,
     "Callers that leave {subject} out get {after} where they got {before}; send it explicitly.",
     "The same request does something else."),
    ("request-default-removed", BREAKING,
     "Callers that leave {subject} out no longer get {before}; send it explicitly.",
     "The same request does something else."),
    ("request-default-added", RISKY,
     "Callers that leave {subject} out get {after}; send it explicitly if that is not meant.",
     "It may always have been so without being written."),
    ("response-default-changed", RISKY,
     "Readers that take {before} where {subject} is missing must take {after}.",
     "Few readers fill in defaults."),
    ("request-option-removed", BREAKING,
     "Callers that send {subject} in the form {before} are refused; send one of the other forms.",
     _LESS),
    ("request-option-added", COMPATIBLE,
     "{subject} accepts a further form; nothing to do.", _MORE),
    ("response-option-added", BREAKING,
     "Readers of {subject} meet a new form: {after}; handle it.", _SAYS_MORE),
    ("response-option-removed", COMPATIBLE,
     "{subject} no longer comes in the form {before}; nothing to do.", _SAYS_LESS),
    ("request-mapping-removed", BREAKING,
     "Callers that send {before} as the discriminator of {subject} are refused; send another.",
     _LESS),
    ("request-mapping-added", COMPATIBLE,
     "{subject} accepts the discriminator {after}; nothing to do.", _MORE),
    ("response-mapping-added", RISKY,
     "Readers of {subject} may get the discriminator {after}; have a branch for unknown ones.",
     "Like an enum value added."),
    ("response-mapping-removed", COMPATIBLE,
     "{subject} no longer has the discriminator {before}; nothing to do.", _SAYS_LESS),
    ("request-mapping-changed", BREAKING,
     ("Callers that send {subject} by the old mapping ({before}) are misread: now it is {after}; "
      "send what the discriminator stands for now."), "The same value stands for another schema."),
    ("response-mapping-changed", BREAKING,
     ("Readers of {subject} that go by the old mapping ({before}) read the wrong schema: now it is "
      "{after}; read by the new one."), "The same value stands for another schema."),
    ("request-options-overlap", RISKY,
     ("{subject} must match exactly one option, and a value can match both {after}; make sure that "
      "callers send none that matches two."),
     "`oneOf` refuses what matches two options, or it was not decided that none does."),
    ("response-options-overlap", RISKY,
     "{subject} may come with a value that matches both {before}; make sure that readers cope.",
     "`oneOf` excluded what matches two options, or it was not decided that none does."),
    ("request-discriminator-added-required", COMPATIBLE,
     "{subject} is told apart by {after}, which callers send already; nothing to do.",
     "The property is required in all options already."),
    ("response-discriminator-removed-required", COMPATIBLE,
     "{subject} is no longer told apart by {before}, which still comes; nothing to do.",
     "The property is required in all options still."),
    ("request-discriminator-removed-required", COMPATIBLE,
     "{subject} needs no discriminator; nothing to do.", _MORE),
    ("response-discriminator-added-required", COMPATIBLE,
     "{subject} says its form in {after}; nothing to do.", _SAYS_LESS),
    ("request-discriminator-added", RISKY,
     "Callers of {subject} may have to send {after}; send it.",
     "The property was possibly sent already."),
    ("request-discriminator-removed", COMPATIBLE,
     "{subject} needs no discriminator; nothing to do.", _MORE),
    ("response-discriminator-added", COMPATIBLE,
     "{subject} says its form in {after}; nothing to do.", _SAYS_LESS),
    ("response-discriminator-removed", RISKY,
     "Readers that tell the forms of {subject} apart by {before} may not find it.",
     "The property may still be sent."),
)  # fmt: skip


def _carried(kind: str) -> Iterator[tuple[str, int, str, str]]:
    """Give the rules of parameters and of headers, in both directions."""
    subject = f"the {kind} {{subject}}"
    yield (f"request-{kind}-removed", BREAKING,
           f"Callers that send {subject} are ignored or refused; stop sending it.",
           "What the caller asks for is no longer done.")  # fmt: skip
    yield (f"request-{kind}-removed-after-sunset", RISKY,
           f"Callers that still send {subject} are ignored or refused; its sunset has passed.",
           "It was deprecated, and the announced day has passed.")  # fmt: skip
    yield (f"request-{kind}-added-required", BREAKING,
           f"Callers must send {subject}; without it they are refused.", _LESS)  # fmt: skip
    yield (f"request-{kind}-added", COMPATIBLE, f"Callers may send {subject}.", _MORE)
    yield (f"request-{kind}-became-required", BREAKING,
           f"Callers that leave out {subject} are refused; send it.", _LESS)  # fmt: skip
    yield (f"request-{kind}-became-optional", COMPATIBLE,
           f"Callers may leave out {subject}; nothing to do.", _MORE)  # fmt: skip
    yield (f"request-{kind}-default-changed", BREAKING,
           f"Callers that leave out {subject} get {{after}}, not {{before}}; send it.",
           "The same request does something else.")  # fmt: skip
    yield (f"response-{kind}-removed", BREAKING,
           f"Readers of {subject} find nothing; stop reading it.",
           "Contracts hardly ever say `required` here, so its absence tells nothing.")  # fmt: skip
    yield (f"response-{kind}-added", COMPATIBLE, f"Answers carry {subject}; nothing to do.",
           "Readers ignore what they do not know.")  # fmt: skip
    yield (f"response-{kind}-became-optional", BREAKING,
           f"Readers of {subject} may not find it; handle its absence.", _SAYS_MORE)  # fmt: skip
    yield (f"response-{kind}-became-required", COMPATIBLE,
           f"Answers always carry {subject}; nothing to do.", _SAYS_LESS)  # fmt: skip


_OPERATION = (
    ("request-not-compared", RISKY,
     "{subject} changed from {before} to {after}, which is not compared; look at it by hand.",
     "It is new in OpenAPI 3.2."),
    ("response-not-compared", RISKY,
     "{subject} changed from {before} to {after}, which is not compared; look at it by hand.",
     "It is new in OpenAPI 3.2."),
    *_carried("parameter"),
    *_carried("header"),
    ("operation-removed", BREAKING,
     "Callers of {subject} get an error; stop calling it.", "Nothing answers there any more."),
    ("operation-removed-after-sunset", RISKY,
     "Callers of {subject} get an error; its sunset has passed.",
     "It was deprecated, and the announced day has passed."),
    ("operation-added", COMPATIBLE, "{subject} can be called; nothing to do.", _MORE),
    ("webhook-removed", BREAKING,
     "Receivers of {subject} get no more events; find another source.",
     "What was sent is no longer sent."),
    ("webhook-added", COMPATIBLE,
     "{subject} can be received; nothing to do.", "Only who subscribes gets it."),
    ("operation-deprecated", COMPATIBLE,
     "{subject} is deprecated; plan to stop calling it.", "It still answers."),
    ("operation-undeprecated", COMPATIBLE,
     "{subject} is no longer deprecated; nothing to do.", "It still answers."),
    ("sunset-brought-forward", BREAKING,
     "Callers of {subject} planned for {before}, now it is {after}; move earlier.",
     "The date is the promise on which callers plan; an earlier one, or none, takes it back."),
    ("sunset-put-off", COMPATIBLE,
     "{subject} is kept until {after}; nothing to do.", "More time breaks nobody."),
    ("sunset-unclear", RISKY,
     "The sunset of {subject} changed from {before} to {after}, which is not a date.",
     "Two values that are not both dates cannot be compared."),
    ("stability-lowered", BREAKING,
     "{subject} is now only {after}; do not build on it.",
     "Below beta nothing is reported as breaking, so lowering would let every later change pass."),
    ("stability-raised", COMPATIBLE, "{subject} is now {after}; nothing to do.",
     "More is promised."),
    ("operation-id-changed", COMPATIBLE,
     "The operationId of {subject} changed from {before} to {after}; no request changes.",
     "It is not on the wire; the python side judges it."),
    ("tags-changed", COMPATIBLE,
     "The tags of {subject} changed from {before} to {after}; no request changes.",
     "They are not on the wire; the python side judges them."),
    ("documentation-changed", COMPATIBLE,
     "The documentation of {subject} changed; nothing to do.", _WORDS),
    ("extension-changed", COMPATIBLE,
     "An extension of {subject} changed from {before} to {after}; nothing to do.",
     "Clients that do not know the extension see nothing."),
    ("deprecation-changed", COMPATIBLE,
     "The deprecation of {subject} changed; plan accordingly.", "It still works."),
    ("request-allow-empty-value-removed", BREAKING,
     "Callers that send {subject} without a value are refused; send a value.", _LESS),
    ("request-allow-empty-value-added", COMPATIBLE,
     "{subject} may be sent without a value; nothing to do.", _MORE),
    ("request-allow-reserved-removed", RISKY,
     "Callers that send reserved characters in {subject} as they are may be refused; encode them.",
     "Most servers decode both."),
    ("request-allow-reserved-added", COMPATIBLE,
     "{subject} may hold reserved characters as they are; nothing to do.", _MORE),
    ("request-body-added-required", BREAKING,
     "Callers of {subject} must send a body; without it they are refused.", _LESS),
    ("request-body-added", COMPATIBLE, "{subject} accepts a body; nothing to do.", _MORE),
    ("request-body-removed", BREAKING,
     "Callers that send a body to {subject} are ignored or refused; stop sending it.",
     "What the caller asks for is no longer done."),
    ("request-body-became-required", BREAKING,
     "Callers that send no body to {subject} are refused; send one.", _LESS),
    ("request-body-became-optional", COMPATIBLE,
     "{subject} can be called without a body; nothing to do.", _MORE),
    ("response-body-added", COMPATIBLE,
     "{subject} comes with a body; nothing to do.", "Readers that expect none ignore it."),
    ("response-body-removed", BREAKING,
     "Readers of {subject} find no body; stop reading it.", "What was sent is no longer sent."),
    ("response-body-became-optional", BREAKING,
     "Readers of {subject} may find no body; handle its absence.", _SAYS_MORE),
    ("response-body-became-required", COMPATIBLE,
     "{subject} always comes with a body; nothing to do.", _SAYS_LESS),
    ("request-media-type-removed", BREAKING,
     "Callers that send {before} to {subject} are refused; send another media type.", _LESS),
    ("request-media-type-added", COMPATIBLE,
     "{subject} accepts {after} as well; nothing to do.", _MORE),
    ("response-media-type-removed", BREAKING,
     "Readers that ask for {before} from {subject} are refused; ask for another media type.",
     "The client asks for it in `Accept` and parses nothing else."),
    ("response-media-type-added", COMPATIBLE,
     "{subject} can answer in {after}; nothing to do.", "Only who asks for it gets it."),
    ("response-media-type-specialized", RISKY,
     "Readers of {subject} that test for {before} meet {after}; accept it.",
     "It still parses as before, but who compares the name or sends it in `Accept` breaks."),
    ("response-success-removed", BREAKING,
     "Callers of {subject} no longer get {before}; handle what comes instead.",
     "The answer on which callers go on does not come any more."),
    ("response-error-removed", COMPATIBLE,
     "{subject} no longer documents {before}; nothing to do.",
     "An error that does not come breaks nobody."),
    ("response-success-added", RISKY,
     "Callers of {subject} may get {after}; handle it.",
     "Who handles only the documented successes meets one more."),
    ("response-error-added", COMPATIBLE,
     "{subject} documents {after}; nothing to do.",
     "Errors may always happen; callers handle them by class."),
    ("link-removed", RISKY, "Callers that follow the link {before} of {subject} find none.",
     "Few clients follow links; those that do cannot go on."),
    ("link-changed", COMPATIBLE, "The links of {subject} changed; nothing to do.",
     "It describes what can be done next."),
    ("server-removed", RISKY,
     "Callers that use {before} may find nothing there; move to a server that is listed.",
     "The contract does not say whether the old one is switched off."),
    ("server-added", COMPATIBLE, "{after} is a further server; nothing to do.",
     "The others are still listed."),
    ("server-variable-narrowed", RISKY,
     "Callers that use {before} in the URL of {subject} may find nothing there.",
     "The contract does not say whether the old server is switched off."),
    ("server-variable-widened", COMPATIBLE,
     "The URL of {subject} can have {after}; nothing to do.", _MORE),
    ("server-variable-default-changed", RISKY,
     "Callers that rely on the default {before} in the URL of {subject} go to {after}.",
     "Both servers may be the same."),
    ("security-added", BREAKING,
     "Callers of {subject} that prove themselves by {before} are refused; use {after}.",
     "A requirement or a scope that callers do not have shuts them out."),
    ("security-removed", COMPATIBLE,
     "{subject} asks for less or for something else as well: {after}; nothing to do.", _MORE),
    ("security-scheme-changed", BREAKING,
     "Callers that send {subject} the old way ({before}) are refused; the new one is {after}.",
     "The same credential is not found or not understood."),
    ("security-scheme-unclear", RISKY,
     "Callers that get the credential {subject} from {before} may have to use {after}.",
     "The contract does not say whether the old one still works."),
    ("security-scheme-widened", COMPATIBLE,
     "The credential {subject} can be had in another way: {after}; nothing to do.", _MORE),
)  # fmt: skip

_ERROR = "the contract is wrong here and must be corrected before it is taken over."
_SENSITIVITY = (
    ("response-field-became-sensitive", BREAKING,
     "Tokens without the scope for sensitive fields no longer get {subject}; expect it withheld.",
     "For such a token the field disappears."),
    ("request-field-became-sensitive", COMPATIBLE,
     "{subject} is now marked sensitive where it is sent; it is hidden in logs.",
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
     "{subject} is now marked a secret (`format: password`); it is hidden in logs.",
     "Its value is there as before."),
    ("sensitive-scope-removed", RISKY,
     "Errors about withheld fields of {subject} no longer name the scope {before}; put it back.",
     "Users no longer learn which scope their token lacks."),
    ("sensitive-scope-changed", RISKY,
     ("Errors about withheld fields of {subject} name the scope {after}, not {before}; make sure "
     "that it is meant."), "With the wrong scope users still see nothing."),
    ("sensitive-scope-added", COMPATIBLE,
     "Errors about withheld fields of {subject} name the scope {after}; nothing to do.",
     "Nobody was told a scope before."),
    ("sensitive-field-added", COMPATIBLE,
     "{subject} is a new sensitive field; tokens without the scope do not get it.",
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
