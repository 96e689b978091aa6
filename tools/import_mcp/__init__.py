"""Read a running API's operations from its MCP server, and write documents for `update`."""
