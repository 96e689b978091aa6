"""Where hand-written code names what the new contract does not have any more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path


def uses(overlay: Path, old: Path, new: Path) -> Iterator[str]:
    """Yield the lines that name an operation, a class or a field that is gone.

    Names are looked for as words: a line may mean something else of the same name, and a name that
    is put together at run time is not found.

    Args:
        overlay: The hand-written code.
        old: The generated package as it was.
        new: The generated package as it will be.

    Yields:
        The file, the line, and what is gone.
    """
    gone: dict[str, list[str]] = {}
    for word, what in sorted(_names(old) - _names(new)):
        gone.setdefault(word, []).append(what)
    if not gone:
        return
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, gone))})\b")
    for path in sorted(overlay.rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for word in dict.fromkeys(words.findall(line)):
                yield f"{path.as_posix()}:{number}: {' and '.join(gone[word])} is gone"


def _names(package: Path) -> set[tuple[str, str]]:
    """Return the words by which hand-written code can use a package, and what each of them is."""
    names = {(path.stem, f"operation {path.stem}") for path in package.glob("api/*/[!_]*.py")}
    for path in package.glob("models/[!_]*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                names.add((node.name, f"class {node.name}"))
                names |= {(one, f"{node.name}.{one}") for one in _members(node) if one[0] != "_"}
    return names


def _members(node: ast.ClassDef) -> Iterator[str]:
    """Yield the names of fields, properties and enum members."""
    for member in node.body:
        match member:
            case (
                ast.AnnAssign(target=ast.Name(id=name))
                | ast.Assign(targets=[ast.Name(id=name)])
                | ast.FunctionDef(name=name)
            ):
                yield name
            case _:
                pass
