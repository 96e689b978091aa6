"""`python -m tools.import_page`."""

import sys

from tools.import_page._command import main

sys.exit(main(sys.argv[1:]))
