"""`python -m bench`."""

import sys

from bench._command import main

sys.exit(main(sys.argv[1:]))
