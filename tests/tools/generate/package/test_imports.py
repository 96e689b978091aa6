"""The generated package as a whole: what importing it loads, and what its names are."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def modules(everything: Any, statement: str) -> set[str]:
    """What a fresh interpreter has loaded of the package and of httpx after a statement."""
    code = f"import sys; sys.path.insert(0, {str(Path(everything.__file__).parents[1])!r})\n"
    code += f"{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    return {
        name.removeprefix("everything_api.")
        for name in done.stdout.split()
        if name.startswith("everything_api.") or name == "httpx"
    }


def of_models(loaded: set[str]) -> set[str]:
    """The modules of models among those that are loaded."""
    return {name.removeprefix("models.") for name in loaded if name.startswith("models.")}


def test_an_operation_imports_the_models_that_it_uses(everything: Any) -> None:
    """Importing an operation loads the models that it decodes, and neither others nor httpx."""
    loaded = modules(everything, "import everything_api.api.colors.list_colors")
    assert of_models(loaded) == {"color"}
    assert "httpx" not in loaded


def test_a_resource_imports_neither_models_nor_operations(everything: Any) -> None:
    """A resource loads nothing before one of its methods is called."""
    loaded = modules(everything, "import everything_api.resources.things")
    assert not of_models(loaded)
    assert not any(name.startswith("api") for name in loaded)
    assert "httpx" not in loaded


def test_a_resource_is_imported_when_it_is_asked_for(everything: Any) -> None:
    """The resources load one of them with its first use, sync and async in one module."""
    loaded = modules(everything, "from everything_api.resources import Resources; Resources()")
    assert not any(name.startswith("resources.") for name in loaded)
    loaded = modules(
        everything, "from everything_api.resources import AsyncResources; AsyncResources().things"
    )
    assert {name for name in loaded if name.startswith("resources.")} == {"resources.things"}


def test_a_model_imports_another_when_it_decodes_one(everything: Any) -> None:
    """The model of a field is imported with its first value: circles and chains have no depth."""
    decode = "from everything_api.models import ThingNested; ThingNested.from_dict"
    assert of_models(modules(everything, f"{decode}({{}})")) == {"thing_nested"}
    assert "thing_nested_inner" in of_models(modules(everything, f"{decode}({{'inner': {{}}}})"))


def test_the_packages_are_lazy(everything: Any) -> None:
    """Importing the package and its models loads no model, and asking for one loads that one."""
    assert not of_models(modules(everything, "import everything_api.models"))
    assert of_models(modules(everything, "import everything_api; everything_api.models.Color")) == {
        "color"
    }


def test_lazy_names_can_be_listed_and_mistyped(everything: Any) -> None:
    """Lazy packages list their names, and have no others."""
    assert set(everything.__all__) <= set(dir(everything))
    assert set(everything.models.__all__) <= set(dir(everything.models))
    for name in everything.__all__:
        assert getattr(everything, name).__name__ == f"everything_api.{name}"
    for package in (everything, everything.models):
        with pytest.raises(AttributeError, match="has no attribute 'Nope'"):
            package.Nope  # noqa: B018 -- the access is the test


def test_the_contract_names_its_operations(everything: Any) -> None:
    """`contract` has the module of each operationId, and the operationId of each method."""
    contract = everything.contract
    assert (contract.SERVER_URL, contract.VERSION) == ("/", "1.0.0")
    assert contract.OPERATIONS == {
        "getThing": "things.get_thing",
        "putThing": "things.put_thing",
        "deleteThing": "things.delete_thing",
        "listColors": "colors.list_colors",
        "listThings": "things.list_things",
        "import": "things.import_",
    }
    assert {
        f"{tag}.{method}": operation_id
        for tag, methods in contract.METHODS.items()
        for method, operation_id in methods.items()
    } == {
        "things.get": "getThing",
        "things.put": "putThing",
        "things.delete": "deleteThing",
        "colors.list": "listColors",
        "things.list": "listThings",
        "things.import_": "import",
    }
