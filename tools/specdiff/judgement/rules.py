"""The table of rules: how severe each kind of change is, for which side, and the reason.

The *api* side asks: does a client that works today keep working against the new server? A request
may accept more, and a response may say less. A change that cannot be decided is risky. The
*sensitivity* side asks: what does a token without the scope for sensitive fields see? The *python*
side has its own part of the table, `python_rules`.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from tools.specdiff.judgement.python_rules import ROWS
from tools.specdiff.levels import BREAKING, COMPATIBLE, LEVELS, RISKY

Side = Literal["api", "python", "sensitivity"]
SIDES: Final[tuple[Side, ...]] = ("api", "python", "sensitivity")
WIRE: Final[tuple[Side, ...]] = ("api", "sensitivity")
"""The sides that read only the contracts."""


class Rule(NamedTuple):
    """One kind of change."""

    id: str
    side: Side
    level: int
    sentence: str
    """States the change and what to do; `{subject}`, `{before}` and `{after}` are filled in."""
    reason: str
    """Explains the level."""


_MORE = "Requests that were accepted still are."
_LESS = "Requests that were accepted are now rejected."
_SAYS_MORE = "The contract used to exclude such responses, so clients may not handle them."
_SAYS_LESS = "Clients that handle every old response handle these."
_WORDS = "Documentation only; requests and responses stay the same."


def _constraint(name: str, what: str) -> Iterator[Rule]:
    """Yield the rules for a keyword that limits values."""
    said = f"The {what} of {{subject}} changes from {{before}} to {{after}}"
    for rule, level, sentence, reason in (
        ("request-{}-tightened", BREAKING, f"{said}. Requests outside it are rejected.", _LESS),
        ("request-{}-loosened", COMPATIBLE, f"{said}, which accepts more.", _MORE),
        ("response-{}-loosened", BREAKING,
         f"{said}. Readers may get values that they never got.", _SAYS_MORE),
        ("response-{}-tightened", COMPATIBLE, f"{said}, which returns less.", _SAYS_LESS),
    ):  # fmt: skip
        yield Rule(rule.format(name), "api", level, sentence, reason)


def _changed(name: str, what: str, level: int, reason: str) -> Iterator[Rule]:
    """Yield the rules for a keyword whose values never include each other."""
    said = f"The {what} of {{subject}} changes from {{before}} to {{after}}."
    refused = f"{said} Requests that follow the old one may be rejected or misread."
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
     "Patterns are not compared with each other; a new one is mostly stricter."),
    ("format", "format", BREAKING, "Neither format includes the other."),
    ("multiple-of", "step", BREAKING, "Neither step is a multiple of the other."),
    ("content-media-type", "media type of the content", BREAKING, "The bytes mean something else."),
    ("content-encoding", "encoding", BREAKING, "The same characters stand for other bytes."),
    ("const", "constant", BREAKING, "Readers and writers test a constant to distinguish values."),
    ("type", "type", BREAKING, "No value of the old type has the new type."),
    ("condition", "condition", RISKY, "Conditions are not compared with each other."),
    ("contains", "rule for what the array contains", RISKY,
     "With an upper bound on matches, neither direction is safe."),
    ("union", "union", RISKY, "The unions have too many combinations to compare."),
    ("dynamic-reference", "dynamic reference", RISKY,
     "The schema that it means depends on the path by which a value is reached."),
    ("discriminator", "discriminator", BREAKING, "Another property distinguishes the values."),
    ("xml", "XML form", BREAKING, "Elements and attributes have other names or places."),
    ("serialization", "serialization", BREAKING, "The same value is written in another way."),
    ("encoding", "encoding of a part", BREAKING, "The same value is written in another way."),
    ("media-type-parameters", "parameters of the media type", RISKY,
     "Each media type defines its own parameters."),
)  # fmt: skip

_SCHEMA = (
    ("request-type-narrowed", BREAKING,
     ("{subject} accepts fewer types: {before} becomes {after}. Requests with a removed type "
      "are rejected."),
     _LESS),
    ("request-type-widened", COMPATIBLE,
     "{subject} accepts more types: {before} becomes {after}.",
     _MORE),
    ("response-type-widened", BREAKING,
     ("{subject} may have a type that it never had: {before} becomes {after}. Readers must "
      "handle it."),
     _SAYS_MORE),
    ("response-type-narrowed", COMPATIBLE,
     "{subject} has fewer types: {before} becomes {after}.",
     _SAYS_LESS),
    ("request-became-not-nullable", BREAKING,
     "{subject} no longer accepts null. Requests that send null are rejected.",
     _LESS),
    ("request-became-nullable", COMPATIBLE,
     "{subject} now accepts null.",
     _MORE),
    ("response-became-nullable", BREAKING,
     "{subject} may now be null. Readers must handle it.",
     _SAYS_MORE),
    ("response-became-not-nullable", COMPATIBLE,
     "{subject} is no longer null.",
     _SAYS_LESS),
    ("request-enum-value-removed", BREAKING,
     "{subject} no longer accepts {before}. Requests that send it are rejected.",
     _LESS),
    ("request-enum-value-added", COMPATIBLE,
     "{subject} now accepts {after}.",
     _MORE),
    ("request-enum-added", BREAKING,
     "{subject} now accepts only {after}. Requests with other values are rejected.",
     _LESS),
    ("request-enum-removed", COMPATIBLE,
     "{subject} is no longer limited to {before}.",
     _MORE),
    ("response-enum-value-added", RISKY,
     "{subject} may now be {after}. Handle values that you do not know.",
     "The client decodes unknown values, but your code may have no branch for them."),
    ("response-enum-value-removed", COMPATIBLE,
     "{subject} is no longer {before}.",
     _SAYS_LESS),
    ("response-enum-removed", RISKY,
     "{subject} is no longer limited to {before}. Handle values that you do not know.",
     "The same as many values added to the enum."),
    ("response-enum-added", COMPATIBLE,
     "{subject} is now always one of {after}.",
     _SAYS_LESS),
    ("request-const-added", BREAKING,
     "{subject} now accepts only {after}. Requests with other values are rejected.",
     _LESS),
    ("request-const-removed", COMPATIBLE,
     "{subject} now accepts more than {before}.",
     _MORE),
    ("response-const-removed", BREAKING,
     "{subject} is no longer always {before}. Readers that rely on it may get other values.",
     "Readers test a constant to distinguish values."),
    ("response-const-added", COMPATIBLE,
     "{subject} is now always {after}.",
     _SAYS_LESS),
    ("request-value-forbidden", BREAKING,
     "{subject} may no longer be sent. Requests that send it are rejected.",
     _LESS),
    ("request-value-allowed", COMPATIBLE,
     "{subject} may now be sent.",
     _MORE),
    ("response-value-allowed", BREAKING,
     "{subject} may now be present; the contract used to exclude it. Readers must accept it.",
     _SAYS_MORE),
    ("response-value-forbidden", COMPATIBLE,
     "{subject} is no longer returned.",
     _SAYS_LESS),
    ("response-additional-properties-opened", RISKY,
     ("{subject} may now have properties that the contract used to exclude. Readers must "
      "ignore them."),
     "New keys are as harmless as a new property, unless a reader rejects unknown keys."),
    ("request-property-removed", BREAKING,
     "The property {subject} is removed. Requests that send it are rejected, or it is ignored.",
     "The server no longer does what the caller asks for, with or without an error."),
    ("request-property-added-required", BREAKING,
     "New required property {subject}. Requests without it are rejected.",
     "A default in the contract does not make the server accept requests without it."),
    ("request-property-added", COMPATIBLE,
     "New optional property {subject}.",
     _MORE),
    ("request-property-became-required", BREAKING,
     "The property {subject} is now required. Requests without it are rejected.",
     "A default in the contract does not make the server accept requests without it."),
    ("request-property-became-optional", COMPATIBLE,
     "The property {subject} is now optional.",
     _MORE),
    ("response-property-removed-required", BREAKING,
     "The property {subject} is removed. Readers no longer find it.",
     "The contract promised it in every response."),
    ("response-property-removed", RISKY,
     "The optional property {subject} is removed. Readers no longer find it.",
     "It was optional, so readers had to handle its absence, but now it is always absent."),
    ("response-property-added", COMPATIBLE,
     "New property {subject}.",
     "Readers ignore unknown keys."),
    ("response-property-added-closed", RISKY,
     ("New property {subject}; the contract used to exclude further ones. Readers that "
      "reject unknown keys fail."),
     "Only readers that reject unknown keys break."),
    ("response-property-became-optional", BREAKING,
     "The property {subject} may now be missing. Readers must handle its absence.",
     _SAYS_MORE),
    ("response-property-became-required", COMPATIBLE,
     "The property {subject} is now always present.",
     _SAYS_LESS),
    ("request-default-changed", BREAKING,
     ("The default of {subject} changes from {before} to {after}. Requests that omit it "
      "behave differently."),
     "The same request behaves differently."),
    ("request-default-removed", BREAKING,
     ("The default of {subject} was {before} and is removed. Requests that omit it behave "
      "differently."),
     "The same request behaves differently."),
    ("request-default-added", RISKY,
     "{subject} now has the default {after}. Requests that omit it may behave differently.",
     "The server may always have used this default."),
    ("response-default-changed", RISKY,
     ("The default of {subject} changes from {before} to {after}. Readers that fill it in "
      "must change too."),
     "Few readers fill in defaults."),
    ("request-option-removed", BREAKING,
     "{subject} no longer accepts {before}. Requests that send it are rejected.",
     _LESS),
    ("request-option-added", COMPATIBLE,
     "{subject} now also accepts {after}.",
     _MORE),
    ("response-option-added", BREAKING,
     "{subject} may now be {after}. Readers must handle it.",
     _SAYS_MORE),
    ("response-option-removed", COMPATIBLE,
     "{subject} is no longer {before}.",
     _SAYS_LESS),
    ("request-mapping-removed", BREAKING,
     ("{subject} no longer accepts the discriminator {before}. Requests that send it are "
      "rejected."),
     _LESS),
    ("request-mapping-added", COMPATIBLE,
     "{subject} now accepts the discriminator {after}.",
     _MORE),
    ("response-mapping-added", RISKY,
     ("{subject} may now have the discriminator {after}. Handle values that you do not "
      "know."),
     "The same as a new enum value."),
    ("response-mapping-removed", COMPATIBLE,
     "{subject} no longer has the discriminator {before}.",
     _SAYS_LESS),
    ("request-mapping-changed", BREAKING,
     ("The mapping of {subject} changes from {before} to {after}. Requests that use the old "
      "one are misread."),
     "The same value stands for another schema."),
    ("response-mapping-changed", BREAKING,
     ("The mapping of {subject} changes from {before} to {after}. Readers that use the old "
      "one decode the wrong schema."),
     "The same value stands for another schema."),
    ("request-options-overlap", RISKY,
     ("A value of {subject} may now match two options at once ({after}), and `oneOf` "
      "accepts exactly one. Requests with such a value are rejected."),
     "`oneOf` rejects values that match two options. Overlap that is not decided counts."),
    ("response-options-overlap", RISKY,
     ("A value of {subject} may now match two options at once ({before}), which `oneOf` "
      "excluded. Readers must handle it."),
     "`oneOf` excluded values that match two options. Overlap that is not decided counts."),
    ("request-discriminator-added-required", COMPATIBLE,
     "{after} now distinguishes the options of {subject}; requests already have it.",
     "The property is already required in every option."),
    ("response-discriminator-removed-required", COMPATIBLE,
     "{before} no longer distinguishes the options of {subject}; it is still present.",
     "The property is still required in every option."),
    ("request-discriminator-removed-required", COMPATIBLE,
     "{subject} no longer needs the discriminator {before}.",
     _MORE),
    ("response-discriminator-added-required", COMPATIBLE,
     "{after} now distinguishes the options of {subject}.",
     _SAYS_LESS),
    ("request-discriminator-added", RISKY,
     "{after} now distinguishes the options of {subject}. Requests without it may be rejected.",
     "Callers may already send the property."),
    ("request-discriminator-removed", COMPATIBLE,
     "{subject} no longer needs the discriminator {before}.",
     _MORE),
    ("response-discriminator-added", COMPATIBLE,
     "{after} now distinguishes the options of {subject}.",
     _SAYS_LESS),
    ("response-discriminator-removed", RISKY,
     ("{before} no longer distinguishes the options of {subject}. Readers that rely on it "
      "may not find it."),
     "The property may still be sent."),
)  # fmt: skip


def _carried(kind: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield the rules for parameters and headers, in both directions."""
    it = f"The {kind} {{subject}}"
    refused = "Requests without it are rejected."
    yield (f"request-{kind}-removed", BREAKING,
           f"{it} is removed. Requests that send it are rejected, or it is ignored.",
           "The server no longer does what the caller asks for.")  # fmt: skip
    yield (f"request-{kind}-removed-after-sunset", RISKY,
           f"{it} is removed after its sunset. Stop sending it.",
           "It was deprecated, and the announced date has passed.")  # fmt: skip
    yield (f"request-{kind}-added-required", BREAKING,
           f"New required {kind} {{subject}}. {refused}", _LESS)  # fmt: skip
    yield (f"request-{kind}-added", COMPATIBLE, f"New optional {kind} {{subject}}.", _MORE)
    yield f"request-{kind}-became-required", BREAKING, f"{it} is now required. {refused}", _LESS
    yield f"request-{kind}-became-optional", COMPATIBLE, f"{it} is now optional.", _MORE
    yield (
        f"request-{kind}-default-changed",
        BREAKING,
        (
            f"The default of the {kind} {{subject}} changes from {{before}} to {{after}}. Requests "
            "that omit it behave differently."
        ),
        "The same request behaves differently.",
    )
    yield (f"response-{kind}-removed", BREAKING, f"{it} is removed. Readers no longer find it.",
           "Contracts rarely say `required` here, so its absence means nothing.")  # fmt: skip
    yield (f"response-{kind}-added", COMPATIBLE, f"New {kind} {{subject}}.",
           "Readers ignore unknown names.")  # fmt: skip
    yield (f"response-{kind}-became-optional", BREAKING,
           f"{it} may now be missing. Readers must handle its absence.", _SAYS_MORE)  # fmt: skip
    yield f"response-{kind}-became-required", COMPATIBLE, f"{it} is now always present.", _SAYS_LESS


_OPERATION = (
    ("request-not-compared", RISKY,
     "{subject} changes from {before} to {after}, which is not compared. Check it by hand.",
     "It is new in OpenAPI 3.2."),
    ("response-not-compared", RISKY,
     "{subject} changes from {before} to {after}, which is not compared. Check it by hand.",
     "It is new in OpenAPI 3.2."),
    *_carried("parameter"),
    *_carried("header"),
    ("operation-removed", BREAKING,
     "{subject} is removed. Calls to it fail.",
     "The server no longer answers there."),
    ("operation-removed-after-sunset", RISKY,
     "{subject} is removed after its sunset. Calls to it fail.",
     "It was deprecated, and the announced date has passed."),
    ("operation-added", COMPATIBLE,
     "New operation {subject}.",
     _MORE),
    ("webhook-removed", BREAKING,
     "{subject} is removed. It sends no more events.",
     "The API no longer sends it."),
    ("webhook-added", COMPATIBLE,
     "New {subject}.",
     "Only subscribers get it."),
    ("operation-deprecated", COMPATIBLE,
     "{subject} is deprecated. Plan to stop calling it.",
     "It still answers."),
    ("operation-undeprecated", COMPATIBLE,
     "{subject} is no longer deprecated.",
     "It still answers."),
    ("sunset-brought-forward", BREAKING,
     "The sunset of {subject} changes from {before} to {after}. Migrate earlier.",
     "Callers plan with the announced date; an earlier date, or no date, breaks the promise."),
    ("sunset-put-off", COMPATIBLE,
     "The sunset of {subject} changes from {before} to {after}, which leaves more time.",
     "More time breaks no caller."),
    ("sunset-unclear", RISKY,
     "The sunset of {subject} changes from {before} to {after}, which are not both dates.",
     "Only dates can be compared."),
    ("stability-lowered", BREAKING,
     "The stability of {subject} drops from {before} to {after}. Do not build on it.",
     "Below beta no change is breaking, so lowering it would hide every later change."),
    ("stability-raised", COMPATIBLE,
     "The stability of {subject} rises from {before} to {after}.",
     "The promise is stronger."),
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
     "Clients that do not know the extension see no change."),
    ("deprecation-changed", COMPATIBLE,
     "The deprecation of {subject} changes from {before} to {after}.",
     "It still works."),
    ("request-allow-empty-value-removed", BREAKING,
     "{subject} may no longer be sent without a value. Such requests are rejected.",
     _LESS),
    ("request-allow-empty-value-added", COMPATIBLE,
     "{subject} may now be sent without a value.",
     _MORE),
    ("request-allow-reserved-removed", RISKY,
     "{subject} may no longer contain unencoded reserved characters. Encode them.",
     "Most servers decode both."),
    ("request-allow-reserved-added", COMPATIBLE,
     "{subject} may now contain unencoded reserved characters.",
     _MORE),
    ("request-body-added-required", BREAKING,
     "{subject} now requires a body. Requests without one are rejected.",
     _LESS),
    ("request-body-added", COMPATIBLE,
     "{subject} now accepts a body.",
     _MORE),
    ("request-body-removed", BREAKING,
     "{subject} no longer accepts a body. Requests that send one are rejected, or it is ignored.",
     "The server no longer does what the caller asks for."),
    ("request-body-became-required", BREAKING,
     "{subject} now requires a body. Requests without one are rejected.",
     _LESS),
    ("request-body-became-optional", COMPATIBLE,
     "{subject} no longer requires a body.",
     _MORE),
    ("response-body-added", COMPATIBLE,
     "{subject} now has a body.",
     "Readers that expect no body ignore it."),
    ("response-body-removed", BREAKING,
     "{subject} no longer has a body. Readers that expect one fail.",
     "The API no longer sends it."),
    ("response-body-became-optional", BREAKING,
     "{subject} may now have no body. Readers must handle its absence.",
     _SAYS_MORE),
    ("response-body-became-required", COMPATIBLE,
     "{subject} now always has a body.",
     _SAYS_LESS),
    ("request-media-type-removed", BREAKING,
     "{subject} no longer accepts {before}. Requests that send it are rejected.",
     _LESS),
    ("request-media-type-added", COMPATIBLE,
     "{subject} now also accepts {after}.",
     _MORE),
    ("response-media-type-removed", BREAKING,
     "{subject} is no longer available as {before}. Clients that ask for it are rejected.",
     "The client sends it in `Accept` and parses no other type."),
    ("response-media-type-added", COMPATIBLE,
     "{subject} is now also available as {after}.",
     "Only clients that ask for it get it."),
    ("response-media-type-specialized", RISKY,
     "{subject} has the media type {after} instead of {before}. Readers that compare it fail.",
     "It parses as before, but clients that compare the name or send it in `Accept` break."),
    ("response-success-removed", BREAKING,
     "{subject} no longer returns {before}. Callers must handle the new response.",
     "Callers rely on this response, and it is no longer returned."),
    ("response-error-removed", COMPATIBLE,
     "{subject} no longer documents {before}.",
     "An error that is not returned breaks no caller."),
    ("response-success-added", RISKY,
     "{subject} may now return {after}. Callers must handle it.",
     "Callers that handle only the documented successes miss this one."),
    ("response-error-added", COMPATIBLE,
     "{subject} now documents {after}.",
     "Errors can always occur; callers handle them by class."),
    ("link-removed", RISKY,
     "The link {before} of {subject} is removed. Callers that follow it fail.",
     "Few clients follow links; those that do break."),
    ("link-changed", COMPATIBLE,
     "The links of {subject} change.",
     "Links describe possible next requests."),
    ("server-removed", RISKY,
     "The server {before} is removed. Callers that use it may get no response.",
     "The contract does not say whether the old server is switched off."),
    ("server-added", COMPATIBLE,
     "New server {after}.",
     "The other servers are still listed."),
    ("server-variable-narrowed", RISKY,
     "{subject} can no longer be {before}. Callers that use it may get no response.",
     "The contract does not say whether the old server is switched off."),
    ("server-variable-widened", COMPATIBLE,
     "{subject} can now be {after}.",
     _MORE),
    ("server-variable-default-changed", RISKY,
     ("The default of {subject} changes from {before} to {after}. Callers that rely on it "
      "reach another server."),
     "Both URLs may reach the same server."),
    ("security-added", BREAKING,
     "{subject} no longer accepts callers with {before}. It now requires {after}.",
     "Callers without the new credential or scope are rejected."),
    ("security-removed", COMPATIBLE,
     "{subject} now accepts callers with {after}.",
     _MORE),
    ("security-scheme-changed", BREAKING,
     ("The security scheme {subject} changes from {before} to {after}. Callers that use it "
      "the old way are rejected."),
     "The server does not find or understand the old credential."),
    ("security-scheme-unclear", RISKY,
     ("The security scheme {subject} changes from {before} to {after}. Callers may have to "
      "get the credential another way."),
     "The contract does not say whether the old value still works."),
    ("security-scheme-widened", COMPATIBLE,
     "The security scheme {subject} now also offers {after}.",
     _MORE),
)  # fmt: skip

_ERROR = "correct the contract before you use it."
_SENSITIVITY = (
    ("response-field-became-sensitive", BREAKING,
     "{subject} is now sensitive. Tokens without the scope no longer get it.",
     "The API withholds the field from such tokens."),
    ("request-field-became-sensitive", COMPATIBLE,
     "{subject} is now marked sensitive in requests. Logs hide it.",
     "The API withholds nothing from the sender."),
    ("sensitive-field-required", BREAKING,
     "{subject} is sensitive and required, but a withheld field is absent; " + _ERROR,
     "A response to a token without the scope would violate its own schema."),
    ("field-no-longer-sensitive", RISKY,
     "{subject} is no longer marked sensitive; restore the mark, or accept this by name.",
     "The mark may be lost by a typo in a description."),
    ("field-no-longer-secret", RISKY,
     "{subject} is no longer marked as a secret; restore the mark, or accept this by name.",
     "Without `format: password` the client shows its value."),
    ("field-became-secret", COMPATIBLE,
     "{subject} is now marked as a secret (`format: password`). Logs hide it.",
     "The API returns its value as before."),
    ("sensitive-scope-removed", RISKY,
     "Errors about withheld fields of {subject} no longer name the scope {before}; restore it.",
     "Users no longer learn which scope their token lacks."),
    ("sensitive-scope-changed", RISKY,
     ("Errors about withheld fields of {subject} now name the scope {after}, not {before}; check "
     "that this is intended."), "Users who get the wrong scope still see no value."),
    ("sensitive-scope-added", COMPATIBLE,
     "Errors about withheld fields of {subject} now name the scope {after}.",
     "Errors named no scope before."),
    ("sensitive-field-added", COMPATIBLE,
     "New sensitive field {subject}. Tokens without the scope do not get it.",
     "No caller had it before."),
    ("sensitive-field-exposed", RISKY,
     "{subject} is sensitive and newly reachable from here; check that this is intended.",
     "More callers can reach personal data."),
    ("sensitive-field-unmarked", RISKY,
     ("{subject} looks like {before}, which is marked, but has no mark; mark it, or accept this by "
      "name."), "A field that is renamed, moved or copied easily loses its mark."),
    ("sensitive-mark-missing", RISKY,
     ("{subject} seems to be sensitive ({after}) but does not have the mark, which is exactly "
      "`Sensitive.`; mark it."), "The author may have meant the mark."),
    ("sensitive-mark-unclear", BREAKING,
     "The description of {subject} nearly has the mark ({after}), which is exactly "
     "`Sensitive.`; " + _ERROR, "The mark would be lost silently."),
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
