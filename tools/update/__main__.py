"""Run the update: ``python -m tools.update SOURCE...``."""

import sys

from tools.update._main import main

sys.exit(main(sys.argv[1:]))
