"""Run the command: read two sides, write a report, return an exit code for CI."""

import argparse
import gc
import sys
from typing import Any, Final, NoReturn

from tools.documents import DocumentError
from tools.documents import read as read_source
from tools.overlays import CONTRACT
from tools.specdiff.inputs.document import Document
from tools.specdiff.inputs.sources import (
    ArgumentError,
    Given,
    documents,
    merge_base,
    read,
    settings,
    show,
)
from tools.specdiff.judgement.accept import read_entries
from tools.specdiff.judgement.findings import diff
from tools.specdiff.judgement.next_version import PROJECT, Version, version_in
from tools.specdiff.judgement.outcome import THRESHOLDS, Outcome, judge
from tools.specdiff.judgement.overrides import read_levels
from tools.specdiff.judgement.rules import SIDES, WIRE, Side
from tools.specdiff.reports.json import as_json
from tools.specdiff.reports.text import as_text
from tools.specdiff.wire.lifecycle import today

# ruff: noqa: PLC0415  imports would take half of the time of a small comparison

_BAD_ARGUMENTS, _BAD_DATA = 64, 65
_FORMATS: Final = ("text", "html", "markdown", "github", "json", "junit")
_VIEWS: Final[dict[str, tuple[Side, ...]]] = {"api": WIRE, "python": ("python",), "all": SIDES}

_DESCRIPTION = """\
Report what REVISION changes compared with BASE, and which callers it breaks.

A side is a file (JSON or YAML), an http(s) URL, or REF:PATH from git. Without sides, compares
openapi.json with its version where this branch left main. Applies openapi.overlay.yaml beside an
openapi.json, from the same revision; a side without an overlay gets the other side's. Compares
files with other names unchanged.

The python side generates the client of both contracts, with the generator-config.yaml beside each
openapi.json, and compares methods, models and enums. Lists parts that cannot be generated once."""

_EPILOG = """\
An accept file contains [[accept]] tables. The text and markdown formats print one for each change
that counts; add the reason. Accepted changes are shown but no longer count. A field that is no
longer sensitive counts with `--fail-on breaking`, until you accept it.

examples:
  python -m tools.specdiff
  python -m tools.specdiff v0.1.0:openapi.json openapi.json --format markdown
  python -m tools.specdiff old.json https://api.example.com/openapi.json --fail-on risky

exit status: 0 no change at or above the threshold, 1 breaking changes, or the version is too low,
2 only risky changes with `--fail-on risky`, 64 invalid arguments, 65 an invalid document or
file."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ArgumentError(message)


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m tools.specdiff",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "base", metavar="BASE", nargs="?", help="default: where this branch left main"
    )
    parser.add_argument(
        "revision", metavar="REVISION", nargs="?", default=CONTRACT, help="default: %(default)s"
    )
    output = parser.add_mutually_exclusive_group()
    output.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="text and html for people, markdown for pull requests, github for annotations, json "
        "and junit for programs (default: %(default)s)",
    )
    parser.add_argument(
        "--compatible", action="store_true", help="also list compatible changes in the text"
    )
    output.add_argument(
        "--changelog", action="store_true", help="write a section for CHANGELOG.md instead"
    )
    parser.add_argument(
        "--fail-on", choices=tuple(THRESHOLDS), default="breaking", help="default: %(default)s"
    )
    parser.add_argument(
        "--view",
        choices=tuple(_VIEWS),
        default="all",
        help="the sides to compare; default: %(default)s",
    )
    parser.add_argument("--accept", metavar="FILE", help="TOML file with accepted changes")
    parser.add_argument("--config", metavar="FILE", help="TOML file with levels for rule ids")
    parser.add_argument(
        "--check-version",
        action="store_true",
        help=f"fail if the version in {PROJECT} is too low for the change",
    )
    return parser


def main(arguments: list[str]) -> int:
    """Run the command.

    Args:
        arguments: The arguments without the command's name.

    Returns:
        The exit code.
    """
    gc.disable()  # nearly every object lives until the end
    try:
        return _run(_parser().parse_args(arguments))
    except ArgumentError as error:
        print(f"specdiff: {error}", file=sys.stderr)
        return _BAD_ARGUMENTS
    except DocumentError as error:
        print(f"specdiff: {error}", file=sys.stderr)
        return _BAD_DATA


def _run(options: Any) -> int:
    levels, entries = read_levels(options.config), read_entries(options.accept)
    base, revision = read(options.base or merge_base()), read(options.revision)
    sides = _VIEWS[options.view]
    looked_at = SIDES if options.check_version else sides
    compared = documents(base, revision)
    outcome = judge(
        diff(*compared, levels, looked_at, settings(base, revision)),
        THRESHOLDS[options.fail_on],
        sides=sides,
        entries=entries,
        day=today(),
        current=_version_at(base, is_needed=options.check_version) if looked_at == SIDES else None,
        project=_version_now() if options.check_version else None,
    )
    report = _report(options, outcome, compared, revision)
    sys.stdout.buffer.write(report.encode())
    return outcome.exit_code


def _report(
    options: Any, outcome: Outcome, compared: tuple[Document, Document], revision: Given
) -> str:
    """Write the report; rarely used formats are imported on demand."""
    if options.changelog:
        from tools.specdiff.reports.changelog import as_changelog

        return as_changelog(outcome.report)
    if options.format in {"html", "markdown"}:
        return _page(options.format, outcome, compared)
    if options.format == "github":
        from tools.specdiff.reports.github import as_github

        return as_github(outcome, revision)
    if options.format == "junit":
        from tools.specdiff.reports.junit import as_junit

        return as_junit(outcome)
    if options.format == "json":
        return as_json(outcome)
    return as_text(outcome, colour=sys.stdout.isatty(), compatible=options.compatible)


def _page(form: str, outcome: Outcome, compared: tuple[Document, Document]) -> str:
    from tools.specdiff.reports.html import as_html
    from tools.specdiff.reports.markdown import as_markdown
    from tools.specdiff.reports.tags import tags_of

    tags = tags_of(*compared)
    return as_html(outcome, tags, compared) if form == "html" else as_markdown(outcome, tags)


def _version_at(base: Given, *, is_needed: bool) -> Version | None:
    """Read the client's version before the change: at the base's commit, or in the working tree.

    Returns None for contracts without a client.
    """
    try:
        if base.ref is None:
            return _version_now()
        return version_in(show(base.ref, PROJECT), f"{base.ref}:{PROJECT}")
    except DocumentError:
        if is_needed:
            raise
        return None


def _version_now() -> Version:
    name, data = read_source(PROJECT)
    return version_in(data, name)
