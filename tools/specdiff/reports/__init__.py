"""Write the findings, with one file for each format."""
