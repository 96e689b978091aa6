"""What a change means: its rule, its level, who accepted it, and the next version."""
