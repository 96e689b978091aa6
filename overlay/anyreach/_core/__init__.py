"""Calls: credentials, options, the call loop, retries, decoding, scopes, lists."""
