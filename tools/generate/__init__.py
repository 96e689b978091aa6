"""From the contract to `generated/`: patched templates, checks on both sides, one atomic swap."""
