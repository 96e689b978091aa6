"""Take in an API change atomically: import, diff, regenerate, changelog, version."""
