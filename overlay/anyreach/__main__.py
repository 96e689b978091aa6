"""`python -m anyreach` is the command `anyreach`."""

import sys

from anyreach.cli import main

sys.exit(main())
