"""Find hand-written code that uses names removed from the contract."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path


def uses(overlay: Path, old: Path, new: Path) -> Iterator[str]:
    """Yield the lines that use a removed operation, method, class or field.

    Names are searched as words: a line may use another thing of the same name, and names built at
    run time are not found.

    Args:
        overlay: The hand-written code.
        old: The old generated package.
        new: The new generated package.

    Yields:
        The file, the line, and the removed name.
    """
    before, after = _names(old), _names(new)
    gone = [
        (what, re.compile(pattern))
        for what, pattern in before.items()
        if what not in after and f"class {what.partition('.')[0]}" not in before.keys() - after
    ]
    for path in sorted(overlay.rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for what, pattern in gone:
                if pattern.search(line):
                    yield f"{path.as_posix()}:{number}: {what} was removed"


def _names(package: Path) -> dict[str, str]:
    """Return the names in a package that hand-written code can use, each with its pattern.

    Async resources have the same methods, so they are left out.
    """
    names = {
        f"operation {path.stem}": rf"\b{path.stem}\b"
        for path in sorted(package.glob("api/*/[!_]*.py"))
    }
    for room, written in (("models", r"\b{}\b"), ("resources", r"\.{}\(")):
        for path in sorted(package.glob(f"{room}/[!_]*.py")):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("Async"):
                    names[f"class {node.name}"] = rf"\b{node.name}\b"
                    names |= {f"{node.name}.{one}": written.format(one) for one in _members(node)}
    return names


def _members(node: ast.ClassDef) -> Iterator[str]:
    """Yield the names of fields, properties, enum members and methods."""
    for member in node.body:
        match member:
            case (
                ast.AnnAssign(target=ast.Name(id=name))
                | ast.Assign(targets=[ast.Name(id=name)])
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
            ) if not name.startswith("_"):
                yield name
            case _:
                pass
