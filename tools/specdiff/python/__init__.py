"""Find the changes in the generated Python package."""
