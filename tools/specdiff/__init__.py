"""Two versions of an OpenAPI contract in; every change out, each judged for who it breaks."""
