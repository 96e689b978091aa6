"""One change of the API taken in: import, diff, regenerate, changelog, version; all or nothing."""
