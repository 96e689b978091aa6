"""Hold the differ against values of random schemas: `python -m tests.oracle [PAIRS] [FIRST]`.

Ends with 1 when a value contradicts a verdict; each such pair is printed with its seed.

Known contradictions, which the differ calls compatible:

- An option of a union takes any property and now declares one, which a sibling option declares
  otherwise (seeds 25570 and 52083). Callers count as sending only declared properties.
- An option of `oneOf` admits only values that a sibling takes too, so it takes nothing; the differ
  still counts it as the counterpart of a removed option (seed 51521).
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
