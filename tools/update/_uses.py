"""Where hand-written code names what the new contract does not have any more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path


def uses(overlay: Path, old: Path, new: Path) -> Iterator[str]:
    """Yield the lines that name an operation, a method, a class or a field that is gone.

    Names are looked for as words: a line may mean something else of the same name, and a name that
    is put together at run time is not found.

    Args:
        overlay: The hand-written code.
        old: The generated package as it was.
        new: The generated package as it will be.

    Yields:
        The file, the line, and what is gone.
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
                    yield f"{path.as_posix()}:{number}: {what} is gone"


def _names(package: Path) -> dict[str, str]:
    """Return what hand-written code can use of a package, each with how it is written there.

    The asynchronous twin of a resource has the same methods, and is not named.
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
