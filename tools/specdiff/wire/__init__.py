"""Find the changes on the wire: operations, their requests and their responses."""
