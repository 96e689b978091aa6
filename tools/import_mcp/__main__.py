"""`python -m tools.import_mcp`."""

import sys

from tools.import_mcp._command import main

sys.exit(main(sys.argv[1:]))
