"""The contract of AnyReach API as Python: models, operations and resources."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import api, contract, errors, models, redaction, resources, types
else:
    import importlib

    def __getattr__(name: str) -> object:
        """Import a module lazily."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return importlib.import_module(f".{name}", __name__)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = (
    "api",
    "contract",
    "errors",
    "models",
    "redaction",
    "resources",
    "types",
)
