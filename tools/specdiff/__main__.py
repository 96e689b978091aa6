"""Run the differ: ``python -m tools.specdiff BASE REVISION``."""

import sys

from tools.specdiff._command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
