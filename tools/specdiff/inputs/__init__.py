"""Read both sides of a comparison: documents, their values, and our TOML files."""
