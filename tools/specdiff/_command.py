"""The command: arguments in, a report out, an exit code for CI."""

import sys

from tools.documents import DocumentError, load
from tools.specdiff._document import Document
from tools.specdiff._findings import diff
from tools.specdiff._report_json import as_json


def main(arguments: list[str]) -> int:
    base, revision = arguments[-2:]
    try:
        report = diff(Document(load(base), base), Document(load(revision), revision), {})
    except DocumentError as error:
        print(f"specdiff: {error}", file=sys.stderr)
        return 65
    print(as_json(report), end="")
    return 0
