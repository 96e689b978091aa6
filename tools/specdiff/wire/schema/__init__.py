"""What changed in schemas, and the graph that says who is reached by it."""
