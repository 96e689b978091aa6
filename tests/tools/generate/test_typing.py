"""What is generated is clean for strict type checkers, whatever the contract calls its parts."""

from pathlib import Path
from typing import Any

from mypy import api

USE = """
from typing import assert_type
from uuid import UUID
import attrs
import everything_api
from everything_api.models import Color, Leaf, Maker, Thing
from everything_api.redaction import redacted, to_dict
from everything_api.types import UNSET

thing = Thing.from_dict({})
assert_type(thing, Thing)
assert_type(thing.kind, Color)
assert_type(thing.maybe, int | None)
assert_type(thing.diary, str | None)
assert_type(thing.tree, Leaf | None)
assert_type(thing.prices, dict[str, float] | None)
assert_type(thing.redacted(), Thing)
assert_type(redacted([thing]), list[Thing])
assert_type(thing.redacted_fields, frozenset[str])
if thing.tree is not None and thing.tree.leaves is not None:
    assert_type(thing.tree.leaves[0], Leaf)
thing.maybe = None
thing.diary = "dear"
made = Thing(UUID(int=1), Color.RED, 3, Maker("Ada"), diary="x", maybe=None, sold_at=UNSET)
made = attrs.evolve(made, maybe=3, diary=None, text="y")
made.maybe = "text"  # type: ignore[assignment]
thing["key"]  # type: ignore[index]
everything_api.models.Nope  # type: ignore[attr-defined]
everything_api.nope  # type: ignore[attr-defined]
"""


def test_mypy_is_strict_and_content(everything: Any, tmp_path: Path) -> None:
    """Mypy --strict accepts every generated module, and knows the types of lazy names."""
    package = Path(everything.__file__).parent
    (tmp_path / "use.py").write_text(USE, "utf-8")
    output, error, status = api.run(
        [
            *("--strict", "--no-incremental", "--config-file=", "--cache-dir", str(tmp_path)),
            *(str(package), str(tmp_path / "use.py")),
        ]
    )
    assert (output, error, status) == (output, "", 0), output
