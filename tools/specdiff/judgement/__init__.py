"""Judge a change: its rule, its level, its acceptance, and the next version."""
