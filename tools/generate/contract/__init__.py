"""Read the contract, check it, skip parts of it and simplify it."""
