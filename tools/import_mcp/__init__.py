"""Operations of a running API, read from its MCP server and written as documents for `update`."""
