"""Find the changes in schemas, and the operations that they reach."""
