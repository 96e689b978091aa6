"""Both sides of a comparison, read: documents, their values, and our own TOML files."""
