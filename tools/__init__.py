"""Tools for the maintainer and for CI; none of them is in the wheel."""
