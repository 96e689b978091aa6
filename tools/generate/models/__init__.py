"""Write the models: fields, types, names and docstrings."""
