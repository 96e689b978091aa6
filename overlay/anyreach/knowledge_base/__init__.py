"""Knowledge base helpers that take more than one call: uploading files."""
