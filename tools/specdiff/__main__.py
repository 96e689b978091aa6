"""Run the differ: ``python -m tools.specdiff BASE REVISION``."""

import sys

from tools.specdiff._command import main

sys.exit(main(sys.argv[1:]))
