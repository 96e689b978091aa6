"""Pydantic takes generated models and enums, and nothing else loads it."""

from __future__ import annotations

import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pydantic
import pytest

from tests.tools.generate.models.test_models import THING


@pytest.fixture(scope="module")
def answer(everything: Any) -> Any:
    """A pydantic model with fields of generated types, as a web framework would have it."""
    models = everything.models
    fields: dict[str, Any] = {
        "thing": (models.Thing, ...),
        "things": (types.GenericAlias(list, models.Thing), []),
        "color": (models.Color, models.Color.RED),
        "maker": (models.Maker | None, None),
        "left": (int | everything.types.Unset, everything.types.UNSET),
    }
    config = pydantic.ConfigDict(hide_input_in_errors=True)
    return pydantic.create_model("Answer", __config__=config, **fields)


def test_a_model_is_a_field(everything: Any, answer: Any) -> None:
    """A model is taken as it is or from its JSON, and written as `to_dict` writes it."""
    thing = everything.models.Thing.from_dict({**THING, "more": 1, "diary": None})
    made = answer(thing=thing, things=[thing.to_dict()], color="new", maker={"name": "Ada"})
    assert made.thing is thing
    assert made.things == [thing]
    assert made.color is not everything.models.Color.RED
    assert made.color == "new"
    dumped = made.model_dump(mode="json", exclude={"left"})
    assert dumped["thing"] == dumped["things"][0] == thing.to_dict()
    assert dumped["maker"] == {"name": "Ada"}
    assert answer.model_validate_json(made.model_dump_json(exclude={"left"})) == made


def test_a_type_adapter_takes_models(everything: Any) -> None:
    """`TypeAdapter` checks and writes a model, as `response_model` does."""
    things: Any = types.GenericAlias(list, everything.models.Thing)
    adapter: Any = pydantic.TypeAdapter(things)
    assert adapter.dump_python(adapter.validate_python([THING])) == [THING]
    assert adapter.json_schema() == {"type": "array", "items": {"title": "Thing", "type": "object"}}


@pytest.mark.parametrize("value", ["canary", 1, None, {**THING, "count": "canary"}, []])
def test_what_is_no_model_is_a_validation_error(answer: Any, value: Any) -> None:
    """Whatever is no model and not its JSON is a validation error, which need not show it."""
    with pytest.raises(pydantic.ValidationError) as caught:
        answer(thing=value)
    assert "canary" not in str(caught.value)


def test_unset_is_taken_for_itself_only(everything: Any, answer: Any) -> None:
    """`UNSET` is a value of its type, and no text stands for it."""
    unset = everything.types.UNSET
    assert answer(thing=THING).left is unset
    assert answer(thing=THING, left=unset).left is unset
    with pytest.raises(pydantic.ValidationError):
        answer(thing=THING, left="UNSET")
    left = answer.model_json_schema()["properties"]["left"]
    assert left["type"] == "integer"


def test_a_method_can_be_validated(everything: Any) -> None:
    """`validate_call` takes enums by value, None and UNSET, as generated methods do."""
    models, unset = everything.models, everything.types

    def update(color: Any, size: Any = unset.UNSET) -> Any:
        return color, size

    update.__annotations__ = {"color": models.Color, "size": int | None | unset.Unset}
    checked = pydantic.validate_call(update)
    assert checked("red") == (models.Color.RED, unset.UNSET)
    assert checked(models.Color.RED, None) == (models.Color.RED, None)


def test_a_record_is_taken_for_its_id(everything: Any) -> None:
    """`validate_call` takes an id or a record, and a tool's schema has the id only."""

    def get(thing: Any) -> Any:
        return thing

    get.__annotations__ = {"thing": int | everything.types.WithId}
    thing = everything.models.Thing.from_dict(THING)
    checked = pydantic.validate_call(get)
    assert checked(thing) is thing
    assert checked(7) == 7
    with pytest.raises(pydantic.ValidationError, match="or a record with an id"):
        checked(object())
    tool: Any = get
    schema = pydantic.TypeAdapter(tool).json_schema()
    assert schema["properties"]["thing"] == {"title": "Thing", "type": "integer"}


def test_models_do_not_load_pydantic(everything: Any) -> None:
    """Importing and using models imports no module of pydantic."""
    folder = Path(everything.__file__).parents[1]
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "from everything_api.models import Thing\n"
        f"Thing.from_dict({THING!r}).redacted().to_dict()\n"
        "sys.exit(any(name.startswith('pydantic') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
