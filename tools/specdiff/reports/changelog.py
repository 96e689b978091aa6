"""Write a change of the contract for users of the client, in the form of Keep a Changelog."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from tools.documents import DocumentError
from tools.specdiff.judgement.findings import Finding, Report
from tools.specdiff.levels import BREAKING
from tools.specdiff.reports.escaping import CODE, inline
from tools.specdiff.reports.headings import CHANGED, KINDS, kind_of

_DOCUMENTATION = "Descriptions follow the current documentation of the API."
_FOR_MAINTAINERS = {
    "; check that this is intended.": ".",
    "; restore the mark, or accept this by name.": "; the client no longer hides it.",
}
_FOR_TOOLS = {"extension-changed", "response-error-added", "response-error-removed"}
_HEADS = {"New operation ": "New operations "}
"""How sentences begin that are joined, and how the joined sentence begins."""
_TAILS = {
    " can be imported.": " can be imported.",
    " is new.": " are new.",
}
"""How sentences end that are joined, and how the joined sentence ends."""
_UNRELEASED = re.compile(r"^## \[Unreleased\]\n", re.MULTILINE)
_END = re.compile(r"^(## |\[[^\]]+\]: )", re.MULTILINE)
_WIDTH = 100
_SPACE = "\0"  # stands for a space at which no line may end

Section = Mapping[str, list[str]]
"""Sentences by heading."""


def section(report: Report) -> Section:
    """Describe the changes for users of the client.

    Args:
        report: All findings, accepted ones included.

    Returns:
        Sentences by heading, breaking changes first.
    """
    sentences: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    in_python = {_topic(one): one.worst for one in report.findings if "python" in one.levels}
    for finding in report.findings:
        if finding.rule in _FOR_TOOLS:
            continue
        if "api" in finding.levels and in_python.get(_topic(finding), -1) >= finding.worst:
            continue  # the python side has said it already
        if finding.rule == "documentation-changed":
            sentences[CHANGED][_DOCUMENTATION] = None
            continue
        said = finding.sentence
        for advice, instead in _FOR_MAINTAINERS.items():
            said = said.replace(advice, instead)
        if finding.rule == "sensitive-field-exposed":
            said = said.replace("from here", f"from {_listed(finding.operations)}")
        breaks = "**Breaking:** " if finding.worst == BREAKING else ""
        sentences[kind_of(finding)][breaks + inline(said)] = None
    return {kind: _joined(said) for kind, said in sentences.items() if said}


def _joined(sentences: Iterable[str]) -> list[str]:
    """Join sentences that differ only in what they are about."""
    heads: dict[str, list[str]] = {tail: [] for tail in _TAILS}
    tails: dict[str, list[str]] = {head: [] for head in _HEADS}
    rest: list[str] = []
    for sentence in sentences:
        head = next((head for head in _HEADS if sentence.startswith(head)), None)
        if head is not None:
            tails[head].append(sentence.removeprefix(head).removesuffix("."))
            continue
        tail = next((tail for tail in _TAILS if sentence.endswith(tail)), None)
        if tail is None:
            rest.append(sentence)
        else:
            heads[tail].append(sentence.removesuffix(tail))
    said = [
        _listed(found) + (_TAILS[tail] if len(found) > 1 else tail)
        for tail, found in heads.items()
        if found
    ]
    begun = [
        f"{_HEADS[head] if len(found) > 1 else head}{_listed(found)}."
        for head, found in tails.items()
        if found
    ]
    return [*begun, *said, *rest]


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _topic(finding: Finding) -> tuple[str, str]:
    return kind_of(finding), finding.pointer


def as_changelog(report: Report) -> str:
    """Write the body of a section.

    Args:
        report: All findings.

    Returns:
        Headings and bullets; an empty text when nothing changed.
    """
    return _written({kind: _bullets(said) for kind, said in section(report).items()}, KINDS)


def _written(texts: Mapping[str, str], order: Iterable[str]) -> str:
    return "\n".join(f"### {kind}\n\n{texts[kind]}\n" for kind in order if kind in texts)


def _bullets(sentences: Iterable[str]) -> str:
    """Write a list. Code spans are not wrapped, since a wrapped line could become a heading."""
    text = "\n".join(
        textwrap.fill(
            CODE.sub(lambda span: span[0].replace(" ", _SPACE), sentence),
            _WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for sentence in sentences
    )
    return text.replace(_SPACE, " ")


def merge(changelog: str, report: Report, name: str) -> str:
    """Add a section to the unreleased changes.

    Args:
        changelog: The text of a `CHANGELOG.md`.
        report: All findings.
        name: Its name in errors.

    Returns:
        The text with every new sentence under its heading.

    Raises:
        DocumentError: The changelog has no heading for unreleased changes.
    """
    start = _UNRELEASED.search(changelog)
    if start is None:
        raise DocumentError(f"{name}: `## [Unreleased]` is missing; add it above the versions")
    end = _END.search(changelog, start.end())
    stop = end.start() if end else len(changelog)
    lead, *parts = re.split(r"^### (.+)\n", changelog[start.end() : stop], flags=re.MULTILINE)
    texts = {kind: text.strip("\n") for kind, text in zip(parts[::2], parts[1::2], strict=True)}
    known = " ".join(" ".join(texts.values()).split())
    found = dict(texts)
    for kind, said in section(report).items():
        if new := [one for one in said if f"- {' '.join(one.split())}" not in known]:
            texts[kind] = "\n".join([*filter(None, [texts.get(kind)]), _bullets(new)])
    if texts == found:
        return changelog
    order = [*KINDS, *(kind for kind in texts if kind not in KINDS)]
    body = (lead.strip("\n") + "\n\n").lstrip("\n") + _written(texts, order)
    rest = changelog[stop:]
    return f"{changelog[: start.end()]}\n{body}" + (f"\n{rest}" if rest else "")
