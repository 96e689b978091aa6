"""How long to fuzz: `--hypothesis-profile=long` is what `nox -s fuzz` does."""

from hypothesis import settings

settings.register_profile("long", max_examples=4_000, deadline=None)
