"""What changed in the generated Python package."""
