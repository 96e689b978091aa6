"""Run the differ: ``python -m tools.specdiff BASE REVISION``."""

import os
import sys

from tools.specdiff._command import main

code = main(sys.argv[1:])
sys.stdout.flush()
os._exit(code)  # nothing is left to do; Python would first free one by one all that was read
