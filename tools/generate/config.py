"""Read generator-config.yaml, where every key has to mean something."""

from __future__ import annotations

from pathlib import Path

from openapi_python_client.config import ClassOverride
from ruamel.yaml import YAML


class Settings:
    def __init__(self, class_overrides: dict[str, ClassOverride], post_hooks: list[str]) -> None:
        self.class_overrides = class_overrides
        self.post_hooks = post_hooks


def load(path: Path) -> Settings:
    d = YAML(typ="safe").load(path)
    return Settings({k: ClassOverride(**v) for k, v in d["class_overrides"].items()}, d["post_hooks"])
