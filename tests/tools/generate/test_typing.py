"""What is generated is clean for strict type checkers, whatever the contract calls its parts."""

from pathlib import Path
from typing import Any

from mypy import api

USE = """
from typing import assert_type
import everything_api
from everything_api.models import Color, Leaf, Thing
from everything_api.types import UNSET, Unset
from everything_api.api.things import get_thing, list_things

thing = Thing.from_dict({})
assert_type(thing, Thing)
assert_type(thing.kind, Color)
assert_type(thing.diary, str | None | Unset)
assert_type(thing.tree, Leaf | Unset)
if thing.diary is not UNSET:
    assert_type(thing.diary, str | None)
assert_type(list_things._parse_success(200, []), list[Thing])
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
