"""Compare two versions of an OpenAPI contract and judge each change by the callers it breaks."""
