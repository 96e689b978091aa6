"""What a call is: credentials, options, the call loop, retries, decoding, scopes, lists."""
