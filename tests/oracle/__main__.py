"""Hold the differ against values of random schemas: `python -m tests.oracle [PAIRS] [FIRST]`.

Ends with 1 when a value contradicts a verdict; each such pair is printed with its seed.
"""

import json
import sys

from tests.oracle.check import contradiction, pair


def main(pairs: int = 10_000, first: int = 0) -> int:
    """Check pairs.

    Args:
        pairs: How many.
        first: The seed of the first; each has the next.

    Returns:
        1 when there was a contradiction.
    """
    wrong = 0
    for seed in range(first, first + pairs):
        given = pair(seed)
        if said := contradiction(given, seed):
            wrong += 1
            print(f"{seed}: {said}\n  {json.dumps(given)}")
    print(f"{pairs} pairs, {wrong} contradictions")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
