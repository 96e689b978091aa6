"""`python -m tools.generate`."""

import sys

from tools.generate._main import main

sys.exit(main(sys.argv[1:]))
