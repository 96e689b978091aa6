"""The findings written down, one file for each format."""
