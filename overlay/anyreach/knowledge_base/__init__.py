"""What people do with the knowledge base beyond one call: uploading files."""
