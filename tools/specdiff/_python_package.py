"""Two generated packages in, every change of their public face out."""

from pathlib import Path

from tools.specdiff._python_facts import Facts
from tools.specdiff._python_found import Found
from tools.specdiff._python_models import compare_models
from tools.specdiff._python_operations import compare_calls
from tools.specdiff._python_pair import Pair
from tools.specdiff._python_surface import Package


def compare(base: Facts, revision: Facts, directory: Path) -> list[Found]:
    """Compare two packages.

    Args:
        base: What the worker noted of the package before.
        revision: What it noted of the package after.
        directory: Where it made both.

    Returns:
        What changed.

    Raises:
        UnreadableError: A module is no Python.
    """
    pair = Pair(Package("base", base, directory), Package("revision", revision, directory))
    return [*compare_models(pair), *compare_calls(pair)]
