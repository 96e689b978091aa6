"""Run the update: ``python -m tools.update PAGE_OR_SPEC...``."""

import sys

from tools.update._command import main

sys.exit(main(sys.argv[1:]))
