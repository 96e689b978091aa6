"""`python -m tools.generate`."""

import sys

from tools.generate._command import main

sys.exit(main(sys.argv[1:]))
